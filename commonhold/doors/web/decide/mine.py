"""What waits for the reader in the co-op, and the way to hear of it twice a year only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.governance.queries import delegations, needs, proposals
from commonhold.civic.governance.queries.needs import Need, Needed
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.queries.billed import BillLine
from commonhold.doors.web.undo import say_with_undo
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.refusal import Refusal
from commonhold.social.notifications import queries as notifications
from commonhold.social.notifications.actions import digests, wishes
from commonhold.social.notifications.kinds import Tab, Way
from commonhold.social.people.queries import Viewer

_PAGE = "/decide/mine"
_CALM = frozenset({Way.MAIL})


@dataclass(frozen=True)
class Waiting:
    """One thing to do, and the button that leads there."""

    title: str
    words: str
    url: str
    button: str
    until: datetime | None


@require_safe
@signed_in
def mine_page(request: HttpRequest) -> HttpResponse:
    return _render(request)


@require_POST
@signed_in
def calm(request: HttpRequest) -> HttpResponse:
    """Tell of the co-op in the digest alone. A digest that never came comes weekly from now on."""
    by, viewer, now = owner_id_of(request), owner_of(request), clock.now()
    before, rhythm = _ways(viewer), notifications.digest_rhythm(viewer)
    try:
        if rhythm == "never":
            digests.choose_digest(by, rhythm="weekly", now=now)
    except Refusal as refusal:
        return _render(request, refused=str(refusal))
    wishes.choose_ways(by, ways=dict.fromkeys(before, _CALM), now=now)
    words = _("You hear of the co-op in your mail only.")
    say_with_undo(request, words, action=f"{_PAGE}/calm/undo", ways=_written(before), rhythm=rhythm)
    return see_other(_PAGE)


@require_POST
@signed_in
def calm_no_more(request: HttpRequest) -> HttpResponse:
    """As it was before."""
    by, now = owner_id_of(request), clock.now()
    known = _ways(owner_of(request))
    asked = _read(request.POST.get("ways", ""))
    wishes.choose_ways(by, ways={code: ways for code, ways in asked.items() if code in known}, now=now)
    digests.choose_digest(by, rhythm=request.POST.get("rhythm", ""), now=now)
    return see_other(_PAGE)


def _render(request: HttpRequest, *, refused: str = "") -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    announced = [each.opens_at for each in proposals.page(viewer, states={State.NOTICE}) if each.opens_at]
    me = viewer.person_id
    page = {
        "waiting": [
            *(_waiting(each) for each in needs.needed(viewer, at=now)),
            *(_bill(each) for each in treasury.waiting_for(viewer, now=now)),
        ],
        "has_a_ballot": me is not None and members.may_vote(me, at=now),
        "next_opens": min(announced, default=None),
        "is_calm": all(ways == _CALM for ways in _ways(viewer).values()),
        "delegates": bool(delegations.given(viewer, at=now)),
        "refused": refused,
    }
    return render(request, "decide/mine.html", page, status=403 if refused else 200)


def _waiting(found: Needed) -> Waiting:
    at = f"/decide/{found.proposal_id}"
    words, button, url = {
        Need.OPEN: (_("Its count waits for you as a trustee."), _("Open the count"), f"{at}/trustee"),
        Need.KEY: (_("You are a trustee of its key."), _("Do your part"), f"{at}/trustee"),
        Need.VOTE: (_("Voting is open."), _("Vote"), f"{at}#ballot"),
        Need.PREPARE: (_("A sealed vote is announced."), _("Get my ballot ready"), f"{at}#ballot"),
        Need.SPONSOR: (_("It looks for members who want it talked about."), _("Look at it"), at),
        Need.STAND: (_("Members can stand."), _("See who stands"), at),
        Need.TALK: (_("Members talk about it."), _("Read it"), at),
        Need.CHECK: (_("Carried; the count can be challenged."), _("Check the count"), f"{at}#count"),
        Need.FINISH: (_("Your draft."), _("Finish it"), at),
    }[found.need]
    return Waiting(found.title, words, url, button, found.until)


def _bill(found: BillLine) -> Waiting:
    words = _("A bill of {amount} waits for approval.").format(
        amount=amount_in_words(found.cents, found.currency)
    )
    return Waiting(found.what, words, f"/money/bills/{found.id}", _("Look at it"), None)


def _ways(viewer: Viewer) -> dict[str, frozenset[Way]]:
    """How the viewer is told of each kind of the co-op's."""
    found = notifications.kind_choices(viewer)
    return {each.kind.code: frozenset(each.ways) for each in found if each.kind.tab is Tab.CO_OP}


def _written(ways: Mapping[str, Iterable[Way]]) -> str:
    """`proposal.voting:here+mail …`, for the button that undoes."""
    return " ".join(f"{code}:{'+'.join(sorted(chosen))}" for code, chosen in ways.items())


def _read(text: str) -> dict[str, list[Way]]:
    pairs = (each.partition(":") for each in text.split())
    return {code: [way for way in Way if way in chosen.split("+")] for code, _colon, chosen in pairs}
