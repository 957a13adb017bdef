"""What a proposal's page says of a sealed vote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import sealed
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.queries.sealed import SealedView, TrusteeView
from commonhold.civic.governance.questions.points import MOST_POINTS
from commonhold.civic.governance.questions.sealable import people_in
from commonhold.civic.governance.questions.yes_no import YesNo
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.doors.web.decide.papers import titles_of
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class OnPaper:
    """How the ballot looks: "one" option at most, "some", or "points" for each."""

    shape: str
    choices: Sequence[str]
    points: range


@dataclass(frozen=True)
class TrusteeOnPage:
    """A trustee, what she has done in words, and what she did that she should not have."""

    person: PersonLine | None
    name: str
    done: str
    is_awaited: bool
    lied: str


def sealed_on_page(viewer: Viewer, proposal: ProposalView) -> dict[str, Any]:
    """Nothing for votes of other modes."""
    if proposal.asked.mode is not Mode.SEALED:
        return {}
    view = sealed.sealed_vote(viewer, proposal.id)
    last = sealed.last_ballot_of(viewer, proposal.id)
    return {
        "sealed": view,
        "sealed_paper": paper_of(proposal),
        "sealed_seat": sealed.seat_in(viewer, proposal.id),
        "sealed_credential": sealed.credential_of(viewer, proposal.id),
        "sealed_last": last.fingerprint if last else "",
        "trustees": trustees_on_page(viewer, view) if view else _named(viewer, proposal),
        "needed": proposal.asked.needed,
        "is_trustee": view is not None and trustee_of(viewer, view) is not None,
    }


def paper_of(proposal: ProposalView) -> OnPaper:
    question = proposal.question
    points = range(MOST_POINTS + 1)
    if isinstance(question, YesNo):
        return OnPaper("one", [_("Yes"), _("No"), _("I abstain")], points)
    shape = {"plurality": "one", "approval": "some"}.get(question.method.rpartition("_")[0], "points")
    return OnPaper(shape, titles_of(question), points)


def trustee_of(viewer: Viewer, view: SealedView) -> TrusteeView | None:
    """The viewer as a trustee of this vote."""
    return next((each for each in view.trustees if each.person_id == viewer.person_id), None)


def asked_of(trustee: TrusteeView, state: State) -> str:
    """What she is asked for now: "key", "open", or nothing."""
    if not trustee.is_awaited:
        return ""
    return {State.KEYS: "key", State.COUNTING: "open"}.get(state, "")


def trustees_on_page(viewer: Viewer, view: SealedView) -> list[TrusteeOnPage]:
    names = people.lines(viewer, [each.person_id for each in view.trustees])
    words = {
        "arrival": _("is there"),
        "deal": _("has dealt the shares"),
        "answer": _("has checked hers"),
        "decryption": _("has opened her part"),
    }
    return [
        TrusteeOnPage(
            names.get(each.person_id),
            each.name,
            words[each.done[-1]] if each.done else _("has done nothing yet"),
            each.is_awaited,
            each.lied,
        )
        for each in view.trustees
    ]


def _named(viewer: Viewer, proposal: ProposalView) -> list[TrusteeOnPage]:
    """Before they are called: whom the author named."""
    named = people_in(proposal.asked.trustees)
    names = people.lines(viewer, named)
    return [TrusteeOnPage(names.get(each), "", _("is named"), False, "") for each in named]
