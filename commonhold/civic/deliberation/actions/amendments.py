from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.civic.deliberation import talk
from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.deliberation.models import Amendment, AmendmentAnswer, AmendmentSupport
from commonhold.civic.deliberation.refusals import (
    AmendsOwnProposal,
    AnsweredAlready,
    NoSuchAmendment,
    NothingAmended,
    NotRefused,
    NotTheAuthor,
    NotYours,
    TooLong,
    TooManyAmendments,
    WordsMissing,
    WordsMoved,
)
from commonhold.civic.governance.actions.revise import LONGEST_BECAUSE, revise_proposal
from commonhold.civic.governance.proposable import must_be_proposable
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.social.notifications import actions as notifications

LONGEST_REASON = 1000
_Outcome = AmendmentAnswer.Outcome


@transaction.atomic
def suggest_amendment(
    by: int,
    *,
    proposal_id: int,
    title: str,
    text: str,
    decisions: Sequence[Decision],
    because: str,
    now: datetime,
) -> int:
    """Suggest other words or decisions for a proposal, with a reason; return the amendment's id.

    Its author is told. Raises NotFound, TalkNotOpen, TalkOver, BallotNeeded, AmendsOwnProposal, WordsMissing,
    TooLong, NothingAmended, TooManyAmendments, or what is refused to a draft with such words.
    """
    proposal = talk.must_be_in(by, proposal_id, now=now)
    if proposal.is_mine:
        raise AmendsOwnProposal
    title, text, because = talk.words_of(title), talk.words_of(text), _reason(because, "because")
    must_be_proposable(title, text, decisions)
    now_says, would_say = _said(proposal), (title, text, [codec.encode(each) for each in decisions])
    if would_say == now_says:
        raise NothingAmended
    waiting = Amendment.objects.filter(proposal_id=proposal_id, person_id=by, answer=None).count()
    most = charter.current().read(DeliberationCharter).amendments_per_person
    if waiting >= most:
        raise TooManyAmendments(most)
    on_title, on_text, on_decisions = now_says
    row = Amendment.objects.create(
        id=ids.new_id(now),
        proposal_id=proposal_id,
        person_id=by,
        title=title,
        text=text,
        decisions=would_say[2],
        because=because,
        at=now,
        on_title=on_title,
        on_text=on_text,
        on_decisions=on_decisions,
    )
    _tell(proposal.author_id, "suggested", row, by=by, now=now)
    return row.id


@transaction.atomic
def accept_amendment(by: int, *, amendment_id: int, now: datetime) -> None:
    """As the proposal's author, take an amendment over, also one refused before: the proposal says it now.

    Raises NoSuchAmendment, TalkNotOpen, TalkOver, BallotNeeded, NotTheAuthor, AnsweredAlready, WordsMoved, or
    what `revise_proposal` refuses.
    """
    row, proposal = _for_author(by, amendment_id, now)
    if _outcome(row) not in {None, _Outcome.REFUSED}:
        raise AnsweredAlready
    if (row.on_title, row.on_text, row.on_decisions) != _said(proposal):
        raise WordsMoved
    revise_proposal(
        by,
        proposal_id=row.proposal_id,
        title=row.title,
        text=row.text,
        decisions=[codec.read_back(each) for each in row.decisions],
        because=row.because[:LONGEST_BECAUSE],
        now=now,
    )
    _answer(row, _Outcome.ACCEPTED, "", now)
    _tell(row.person_id, "accepted", row, by=by, now=now)


@transaction.atomic
def refuse_amendment(by: int, *, amendment_id: int, reason: str, now: datetime) -> None:
    """As the proposal's author, leave the words as they are, and say why: everybody can read it.

    Raises NoSuchAmendment, TalkNotOpen, TalkOver, BallotNeeded, NotTheAuthor, AnsweredAlready, WordsMissing
    or TooLong.
    """
    row, _proposal = _for_author(by, amendment_id, now)
    if _outcome(row) is not None:
        raise AnsweredAlready
    _answer(row, _Outcome.REFUSED, _reason(reason, "reason"), now)
    _tell(row.person_id, "refused", row, by=by, now=now)


@transaction.atomic
def withdraw_amendment(by: int, *, amendment_id: int, now: datetime) -> None:
    """Take one's amendment back, unless it was accepted; it stays to read. Again changes nothing.

    Raises NoSuchAmendment, NotYours, TalkNotOpen, TalkOver or AnsweredAlready.
    """
    row = _amendment(amendment_id)
    if row.person_id != by:
        raise NotYours
    talk.must_be_open(by, row.proposal_id)
    if _outcome(row) == _Outcome.ACCEPTED:
        raise AnsweredAlready
    if _outcome(row) != _Outcome.WITHDRAWN:
        _answer(row, _Outcome.WITHDRAWN, "", now)


@transaction.atomic
def support_amendment(by: int, *, amendment_id: int, now: datetime) -> None:
    """Want all of us to vote on an amendment that was refused. Again changes nothing.

    Raises NoSuchAmendment, TalkNotOpen, TalkOver, BallotNeeded or NotRefused.
    """
    row = _amendment(amendment_id)
    talk.must_be_in(by, row.proposal_id, now=now)
    if _outcome(row) != _Outcome.REFUSED:
        raise NotRefused
    new = {"id": ids.new_id(now), "at": now}
    AmendmentSupport.objects.get_or_create(amendment=row, person_id=by, defaults=new)


@transaction.atomic
def stop_supporting_amendment(by: int, *, amendment_id: int, now: datetime) -> None:
    """Want that no more. Again changes nothing.

    Raises NoSuchAmendment, TalkNotOpen, TalkOver or BallotNeeded.
    """
    row = _amendment(amendment_id)
    talk.must_be_in(by, row.proposal_id, now=now)
    AmendmentSupport.objects.filter(amendment=row, person_id=by).delete()


def _amendment(amendment_id: int) -> Amendment:
    row = Amendment.objects.select_for_update(of=("self",)).filter(id=amendment_id).first()
    if row is None:
        raise NoSuchAmendment
    return row


def _for_author(by: int, amendment_id: int, now: datetime) -> tuple[Amendment, ProposalView]:
    row = _amendment(amendment_id)
    proposal = talk.must_be_in(by, row.proposal_id, now=now)
    if not proposal.is_mine:
        raise NotTheAuthor
    return row, proposal


def _outcome(row: Amendment) -> str | None:
    return AmendmentAnswer.objects.filter(amendment=row).values_list("outcome", flat=True).first()


def _answer(row: Amendment, outcome: AmendmentAnswer.Outcome, reason: str, now: datetime) -> None:
    said = {"outcome": outcome, "reason": reason, "at": now}
    AmendmentAnswer.objects.update_or_create(amendment=row, defaults=said)


def _said(proposal: ProposalView) -> tuple[str, str, list[dict[str, int | str]]]:
    return proposal.title, proposal.text, [codec.encode(each) for each in proposal.decisions]


def _reason(typed: str, field: str) -> str:
    reason = talk.words_of(typed)
    if not reason:
        raise WordsMissing(field)
    if len(reason) > LONGEST_REASON:
        raise TooLong(LONGEST_REASON, field=field)
    return reason


def _tell(person_id: int, what: str, row: Amendment, *, by: int, now: datetime) -> None:
    notifications.notify(
        person_id=person_id,
        kind=f"deliberation.{what}",
        subject=f"amendment:{row.id}",
        words=row.on_title,
        actor_id=by,
        now=now,
    )
