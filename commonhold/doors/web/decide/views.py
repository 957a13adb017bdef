"""Reading proposals."""

from __future__ import annotations

import math
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.challenges import challenge
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE, ENDED_WITHOUT_EFFECT, State
from commonhold.civic.moving_in import queries as moving_in
from commonhold.doors.web.decide.papers import Paper, paper_for
from commonhold.doors.web.decide.parts import count_on_page, method_of, options_on_page, people_on_page
from commonhold.doors.web.decide.proposing.wording import method_name, words_of
from commonhold.doors.web.decide.sealed.parts import sealed_on_page
from commonhold.doors.web.decide.story import steps_of
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_of
from commonhold.ground.charter.words import share_in_words
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.social.people import queries as people

_TALK = {*BEFORE_NOTICE, State.KEYS, State.NOTICE}
_VOTE = {State.VOTING, State.COUNTING}
_TABS = {"vote": _VOTE, "talk": _TALK, "decided": set(State) - _TALK - _VOTE}
_SHOWN = 20


@require_safe
def proposals_page(request: HttpRequest) -> HttpResponse:
    """Proposals: to vote on, in notice, decided."""
    viewer = owner_of(request)
    chosen = request.GET.get("in", "vote")
    chosen = chosen if chosen in _TABS else "vote"
    before = whole(request.GET.get("before"))
    found = proposals.page(viewer, before=before, states=_TABS[chosen], limit=_SHOWN + 1)
    lines = found[:_SHOWN]
    names = {"vote": _("To vote on"), "talk": _("Announced"), "decided": _("Decided")}
    page = {
        "tabs": [
            {
                "label": names[tab],
                "url": "/decide" if tab == "vote" else f"/decide?in={tab}",
                "current": tab == chosen,
                "count": proposals.how_many(viewer, _TABS[tab]),
            }
            for tab in _TABS
        ],
        "chosen": chosen,
        "has_past": chosen == "decided" and moving_in.has_past(),
        "lines": lines,
        "older": lines[-1].id if len(found) > _SHOWN else None,
        "authors": people.lines(viewer, [each.author_id for each in lines]),
    }
    return render(request, "decide/proposals.html", page)


@require_safe
def proposal_page(request: HttpRequest, proposal_id: int) -> HttpResponse:
    return show_proposal(request, proposal_id)


def show_proposal(
    request: HttpRequest, proposal_id: int, *, form: Paper | None = None, status: int = 200, **more: Any
) -> HttpResponse:
    """The proposal's page, also with a ballot paper that needs another look."""
    viewer, now = owner_of(request), clock.now()
    proposal = proposals.proposal(viewer, proposal_id)
    counted = counts.count(proposal_id)
    challenged = challenge(viewer, proposal_id, at=now)
    page: dict[str, Any] = {
        "proposal": proposal,
        "why": to_html(proposal.text),
        "steps": steps_of(proposal),
        "ended": ENDED_WITHOUT_EFFECT,
        "form": form or paper_for(proposal.question),
        "method": method_of(proposal),
        "method_name": method_name(method_of(proposal).name),
        "method_words": words_of(method_of(proposal)),
        "threshold": share_in_words(proposal.threshold),
        "quorum": share_in_words(proposal.quorum),
        "quorum_people": _people_for(proposal),
        "leaves": record.leaves(about=f"proposal:{proposal_id}"),
        "may_withdraw": proposal.is_mine and proposal.state in _TALK | {State.VOTING},
        "challenge": challenged,
        **options_on_page(viewer, proposal),
        **sealed_on_page(viewer, proposal),
        **people_on_page(viewer, proposal, challenged, is_counted=counted is not None),
        **(count_on_page(viewer, proposal, counted, now) if counted else {}),
        **more,
    }
    return render(request, "decide/proposal.html", page, status=status)


def _people_for(proposal: ProposalView) -> int | None:
    """How many of the roll the quorum asks for, rounded up."""
    return math.ceil(proposal.quorum * proposal.poll.roll_size) if proposal.poll else None
