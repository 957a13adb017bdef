"""A dispute: one side says what went wrong, a mediator looks for a way, and where none is, a jury decides."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.exchange import deposits, reminders, resolving, stages, wording
from commonhold.civic.exchange.models import Agreement, Dispute
from commonhold.civic.exchange.notes import note, other_side, tell
from commonhold.civic.exchange.refusals import (
    DisputeTooLate,
    NoDeposit,
    NoDispute,
    NoSuchAgreement,
    NothingToReverse,
    NotNow,
    NotYours,
)
from commonhold.civic.exchange.standing import law, must_keep_order
from commonhold.civic.exchange.vocabulary import Deed, State
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation.actions import Reasons
from commonhold.social.people import queries as people

LONGEST_WORDS = 2000
_OPEN_TO_DISPUTES = (State.AGREED, State.DONE, State.SETTLED, State.CANCELLED)


@transaction.atomic
def open_dispute(by: int, *, agreement_id: int, words: str, now: datetime) -> None:
    """Say what went wrong. It goes before those who keep order, with the agreement as it stands.

    Raises NoSuchAgreement, NotNow, DisputeTooLate, TextLength, and what a report is refused for.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    said = wording.paragraphs(words, field="words", longest=LONGEST_WORDS, least=1)
    if Dispute.objects.filter(agreement=row).exists():
        raise NotNow(str(State(row.state).label))
    stages.must_be(row, *_OPEN_TO_DISPUTES)
    rules = law()
    _must_be_in_time(row, rules.dispute_days, now)
    report_id = moderation.report(by, about=f"agreement:{row.id}", words=said, now=now)
    due = now + timedelta(days=rules.mediation_days)
    Dispute.objects.create(agreement=row, by_id=by, words=said, report_id=report_id, at=now, due=due)
    stages.go(row, State.DISPUTED, Deed.DISPUTED, by, now, words=said)
    reminders.wait_for_mediator(row, due, now)
    tell(row, "disputed", [other_side(row, by)], by=by, now=now)
    resolving.tell_stewards(row, "to-mediate", now)


@transaction.atomic
def mediate(by: int, *, agreement_id: int, now: datetime) -> None:
    """Take it on oneself to mediate. Raises NoSuchAgreement, MandateNeeded, OwnMatter or NoDispute."""
    row, dispute = _before(by, agreement_id)
    if dispute.mediator_id is not None and people.active_among([dispute.mediator_id]):
        raise NoDispute
    dispute.mediator_id = by
    dispute.save(update_fields=["mediator"])
    note(row, Deed.MEDIATES, by, now)
    tell(row, "mediated", stages.both(row), by=by, now=now)


@transaction.atomic
def propose(
    by: int, *, agreement_id: int, words: str, goes_back: bool, forfeits: bool = False, now: datetime
) -> None:
    """As its mediator, say how it may end; anew replaces it.

    `goes_back`: what was paid in mutual credit; `forfeits`: the deposit goes to the one who gives. Raises
    NoSuchAgreement, MandateNeeded, OwnMatter, NoDispute, NotYours, NothingToReverse, NoDeposit or TextLength.
    """
    row, dispute = _before(by, agreement_id)
    _must_mediate(by, dispute)
    if goes_back and row.payment_id is None:
        raise NothingToReverse
    if forfeits and not deposits.is_held(row):
        raise NoDeposit
    dispute.proposal = wording.paragraphs(words, field="words", longest=LONGEST_WORDS, least=1)
    dispute.goes_back, dispute.forfeits = goes_back, forfeits
    dispute.accepted_by_giver = dispute.accepted_by_receiver = None
    dispute.save()
    note(row, Deed.PROPOSED, by, now, dispute.proposal)
    tell(row, "mediated", stages.both(row), by=by, now=now)


@transaction.atomic
def answer_proposal(by: int, *, agreement_id: int, accepts: bool, now: datetime) -> None:
    """Accept what the mediator proposes, or not; when both accept, it is carried out. Raises NoSuchAgreement,
    NoDispute or NotNow, also where one has answered already.
    """
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    dispute = _open(row)
    mine = "accepted_by_giver" if by == row.giver_id else "accepted_by_receiver"
    if not dispute.proposal or getattr(dispute, mine) is not None or dispute.measure_id is not None:
        raise NoDispute
    setattr(dispute, mine, accepts)
    dispute.save(update_fields=[mine])
    note(row, Deed.ACCEPTED if accepts else Deed.REFUSED, by, now)
    told = [other_side(row, by), *([dispute.mediator_id] if dispute.mediator_id else [])]
    tell(row, "mediated", told, by=by, now=now)
    if dispute.accepted_by_giver and dispute.accepted_by_receiver:
        if dispute.goes_back:
            resolving.give_back(row, because="given-back", by=row.giver_id, now=now)
        if dispute.forfeits:
            deposits.forfeit(row, now)
        resolving.resolve(row, dispute, dispute.proposal, "mediated", now)


@transaction.atomic
def end_dispute(by: int, *, agreement_id: int, now: datetime) -> None:
    """Whoever opened it is content. Raises NoSuchAgreement, NoDispute or NotYours."""
    people.must_be_here(by)
    row = stages.lock(by, agreement_id)
    dispute = _open(row)
    if dispute.by_id != by:
        raise NotYours
    if dispute.measure_id is not None:
        raise NoDispute
    resolving.resolve(row, dispute, "", "content", now)


@transaction.atomic
def bring_before_jury(by: int, *, agreement_id: int, facts: str, rule: str, now: datetime) -> int:
    """As its mediator, where no way was found: a jury decides whether what was paid goes back, or whether the
    one who gives has the deposit.

    Return the measure's id. Raises NoSuchAgreement, MandateNeeded, OwnMatter, NoDispute, NotYours,
    NothingToReverse, and what a measure is refused for, such as NobodyCanJudge.
    """
    row, dispute = _before(by, agreement_id)
    _must_mediate(by, dispute)
    if dispute.measure_id is not None:
        raise NoDispute
    kind = resolving.question(row)
    if kind is None:
        raise NothingToReverse
    case_id = moderation.open_case(by, report_id=dispute.report_id, now=now)
    dispute.measure_id = moderation.take_measure(
        by, case_id=case_id, kind=kind, reasons=Reasons(facts, rule), now=now
    )
    dispute.save(update_fields=["measure_id"])
    note(row, Deed.BEFORE_JURY, by, now, facts.strip()[:LONGEST_WORDS])
    tell(row, "mediated", stages.both(row), by=by, now=now)
    return dispute.measure_id


@transaction.atomic
def close_dispute(by: int, *, agreement_id: int, words: str, now: datetime) -> None:
    """As its mediator, when its time is over and nothing can go back: say to both how it ends.

    Raises NoSuchAgreement, MandateNeeded, OwnMatter, NoDispute, NotYours, NotNow or TextLength.
    """
    row, dispute = _before(by, agreement_id)
    _must_mediate(by, dispute)
    if dispute.measure_id is not None:
        raise NoDispute
    if now < dispute.due:
        raise NotNow(str(State(row.state).label))
    said = wording.paragraphs(words, field="words", longest=LONGEST_WORDS, least=1)
    resolving.resolve(row, dispute, said, "closed", now)


def _must_be_in_time(row: Agreement, days: int, now: datetime) -> None:
    since = row.done_at or row.over_at
    if since is not None and now > since + timedelta(days=days):
        raise DisputeTooLate(days)


def _before(by: int, agreement_id: int) -> tuple[Agreement, Dispute]:
    """A dispute, for somebody who keeps order. Whoever has a side in it is told that others do."""
    row = stages.locked(agreement_id)
    if row is None:
        raise NoSuchAgreement
    must_keep_order(by, *stages.both(row))
    return row, _open(row)


def _open(row: Agreement) -> Dispute:
    dispute = Dispute.objects.select_for_update().filter(agreement=row, ended_at=None).first()
    if dispute is None:
        raise NoDispute
    return dispute


def _must_mediate(by: int, dispute: Dispute) -> None:
    if dispute.mediator_id != by:
        raise NotYours
