from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.deliberation.models import Amendment, AmendmentAnswer, AmendmentSupport
from commonhold.civic.deliberation.refusals import NoSuchAmendment
from commonhold.civic.deliberation.vocabulary import Standing
from commonhold.civic.governance.amended import Amended
from commonhold.civic.governance.queries import proposals
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.members import queries as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import NotFound
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class AmendmentView:
    """Other words and decisions for a proposal. `on_…` is what it said when they were suggested."""

    id: int
    proposal_id: int
    person: PersonLine | None
    title: str
    text: str
    decisions: Sequence[Decision]
    on_title: str
    on_text: str
    on_decisions: Sequence[Decision]
    because: str
    at: datetime
    standing: Standing
    reason: str  # why it was refused
    answered_at: datetime | None
    supports: int  # of those who may vote now
    needed: int
    is_supported_by_me: bool
    is_mine: bool
    is_current: bool  # the proposal says still what this was written on


@dataclass(frozen=True)
class SupportedAmendment:
    """What goes to the vote beside the proposal, though its author refused it."""

    id: int
    by: int
    title: str
    text: str
    decisions: tuple[Decision, ...]


def amendments(viewer: Viewer, proposal_id: int, *, now: datetime) -> list[AmendmentView]:
    """What was suggested for a proposal, what waits for its author first, then the latest. Raises NotFound.

    Like proposals they are everybody's to read, whatever stands between two people.
    """
    proposal = proposals.proposal(viewer, proposal_id)
    rows = Amendment.objects.filter(proposal_id=proposal_id).select_related("answer").order_by("-id")
    found = _views(viewer, list(rows), proposal, now)
    return sorted(found, key=lambda each: each.standing is not Standing.WAITS)


def amendment(viewer: Viewer, amendment_id: int, *, now: datetime) -> AmendmentView:
    """One amendment, for whoever may see its proposal. Raises NoSuchAmendment."""
    row = Amendment.objects.filter(id=amendment_id).select_related("answer").first()
    if row is None:
        raise NoSuchAmendment
    try:
        proposal = proposals.proposal(viewer, row.proposal_id)
    except NotFound as hidden:
        raise NoSuchAmendment from hidden
    return _views(viewer, [row], proposal, now)[0]


def supported_amendments(proposal_id: int, *, now: datetime) -> tuple[SupportedAmendment, ...]:
    """What the author refused and enough of those who may vote at `now` want to vote on, oldest first."""
    voters = members.voters(at=now)
    enough = _needed(len(voters))
    rows = Amendment.objects.filter(proposal_id=proposal_id, answer__outcome=AmendmentAnswer.Outcome.REFUSED)
    wanted = _supporters([row.id for row in rows], set(voters))
    return tuple(
        SupportedAmendment(
            row.id, row.person_id, row.title, row.text, tuple(codec.read_back(each) for each in row.decisions)
        )
        for row in rows.order_by("id")
        if len(wanted.get(row.id, ())) >= enough
    )


def for_the_vote(proposal_id: int, now: datetime) -> list[Amended]:
    """The same as governance puts them on the ballot, beside the proposal as it is."""
    wanted = supported_amendments(proposal_id, now=now)
    return [Amended(each.by, each.title, each.text, each.decisions) for each in wanted]


def _needed(voters: int) -> int:
    """How many the charter's share is, rounded up; one at least."""
    share = charter.current().read(DeliberationCharter).amendment_support
    return max(1, -(-share.numerator * voters // share.denominator))


def _supporters(amendment_ids: Sequence[int], voters: set[int]) -> dict[int, set[int]]:
    """Of each amendment, those who support it and may vote."""
    found: dict[int, set[int]] = {each: set() for each in amendment_ids}
    rows = AmendmentSupport.objects.filter(amendment__in=amendment_ids)
    for amendment_id, person_id in rows.values_list("amendment_id", "person_id"):
        if person_id in voters:
            found[amendment_id].add(person_id)
    return found


def _views(
    viewer: Viewer, rows: list[Amendment], proposal: ProposalView, now: datetime
) -> list[AmendmentView]:
    voters = members.voters(at=now)
    wanted, enough = _supporters([row.id for row in rows], set(voters)), _needed(len(voters))
    names = people.lines(viewer, {row.person_id for row in rows})
    says = (proposal.title, proposal.text, [codec.encode(each) for each in proposal.decisions])
    return [
        AmendmentView(
            id=row.id,
            proposal_id=row.proposal_id,
            person=names.get(row.person_id),
            title=row.title,
            text=row.text,
            decisions=_decoded(row.decisions),
            on_title=row.on_title,
            on_text=row.on_text,
            on_decisions=_decoded(row.on_decisions),
            because=row.because,
            at=row.at,
            standing=_standing(row, is_wanted=len(wanted[row.id]) >= enough),
            reason=row.answer.reason if hasattr(row, "answer") else "",
            answered_at=row.answer.at if hasattr(row, "answer") else None,
            supports=len(wanted[row.id]),
            needed=enough,
            is_supported_by_me=viewer.person_id in wanted[row.id],
            is_mine=row.person_id == viewer.person_id,
            is_current=(row.on_title, row.on_text, row.on_decisions) == says,
        )
        for row in rows
    ]


def _decoded(written: list[dict[str, Any]]) -> list[Decision]:
    return [codec.read_back(each) for each in written]


def _standing(row: Amendment, *, is_wanted: bool) -> Standing:
    if not hasattr(row, "answer"):
        return Standing.WAITS
    if row.answer.outcome == AmendmentAnswer.Outcome.REFUSED and is_wanted:
        return Standing.SUPPORTED
    return Standing(row.answer.outcome)
