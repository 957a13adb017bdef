"""Agreements as their two sides see them, and disputes as those who mediate do."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from commonhold.civic.credit.minutes import in_words
from commonhold.civic.exchange import card_paying, deposits, fees, pricing
from commonhold.civic.exchange.models import Agreement, AgreementStep, Change, Dispute, StillOwed, WorkFile
from commonhold.civic.exchange.publishing import is_open_to_words
from commonhold.civic.exchange.queries import pools
from commonhold.civic.exchange.queries.disputed import DisputeView, dispute_view
from commonhold.civic.exchange.queries.pools import PartView
from commonhold.civic.exchange.queries.words import WordView, words_of
from commonhold.civic.exchange.refusals import NoSuchAgreement
from commonhold.civic.exchange.saying import PriceView, licence_in_words
from commonhold.civic.exchange.standing import law
from commonhold.civic.exchange.vocabulary import (
    HOLDS_ITS_TIME,
    OVER,
    Cancelling,
    Deed,
    Owing,
    Per,
    Price,
    State,
)
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.spans import page
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class StepView:
    """What happened; by nobody where it happened by itself."""

    kind: Deed
    by: PersonLine | None
    at: datetime
    words: str

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def by_name(self) -> str:
        return "" if self.by is None else self.by.name


@dataclass(frozen=True)
class ChangeView:
    """How it should be instead, and whether the viewer is whom it waits for."""

    by: PersonLine
    starts_at: datetime | None
    ends_at: datetime | None
    price: PriceView
    words: str
    is_mine: bool


@dataclass(frozen=True)
class OwedView:
    """Mutual credit that stayed owed, in minutes, and why."""

    debtor: PersonLine
    creditor: PersonLine
    minutes: int
    why: str


@dataclass(frozen=True)
class AgreementLine:
    """An agreement in a list."""

    id: int
    title: str
    state: State
    other: PersonLine
    gives: bool  # does the viewer give?
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    price: PriceView
    waits_for_me: bool


@dataclass(frozen=True)
class AgreementView:
    """An agreement with its terms and its story."""

    id: int
    offer_id: int
    title: str
    text: str
    place: str
    state: State
    giver: PersonLine
    receiver: PersonLine
    other: PersonLine  # of the two, the one whom the viewer meets; for others the receiver
    gives: bool
    starts_at: datetime | None
    ends_at: datetime | None
    time_zone: str
    units: int
    price: PriceView
    deposit_cents: int
    deposit_currency: str
    deposit_minutes: int
    deposit_is_held: bool
    owed: Sequence[OwedView]
    cancelling: str
    is_free_to_cancel: bool
    licence: str
    licence_code: str
    licence_words: str
    conversation_id: int | None
    payment_id: int | None
    at: datetime
    steps: Sequence[StepView]
    change: ChangeView | None
    dispute: DisputeView | None
    words: Sequence[WordView]
    is_side: bool
    has_receipt: bool
    has_work: bool
    work_name: str
    works: Sequence[tuple[int, str]]  # of a joint collection: offers, with the names of their files
    parts: Sequence[PartView]
    shared_by: str  # the joint collection's rule of that day
    fee_cents: int
    fee_reference: str
    fee_is_paid: bool
    not_paid_because: str
    may_answer: bool
    may_withdraw: bool
    may_change: bool
    may_cancel: bool
    may_say_done: bool
    may_pay: bool
    may_say_received: bool
    may_take_deposit: bool
    may_return_deposit: bool
    may_write_word: bool
    may_dispute: bool
    may_pay_owed: bool
    may_let_owed_go: bool
    may_pay_by_card: bool

    @property
    def terms_in_words(self) -> str:
        """Price, deposit and cancelling, in plain words: for papers and for evidence."""
        said = [
            _("Price: {price}").format(price=self.price.in_words),
            _("Cancelling: {terms}").format(terms=self.cancelling),
        ]
        if self.deposit_cents:
            amount = amount_in_words(self.deposit_cents, self.deposit_currency)
            said.append(_("Deposit between the two: {amount}").format(amount=amount))
        if self.deposit_minutes:
            said.append(_("Deposit that is set aside: {time}").format(time=in_words(self.deposit_minutes)))
        if self.shared_by:
            said.append(_("Shared: {rule}").format(rule=self.shared_by))
            said += [
                f"{each.person.name}: {amount_in_words(each.cents, each.currency)}" for each in self.parts
            ]
        if self.licence:
            said.append(_("Licence: {licence}").format(licence=self.licence))
        return "\n".join(said)


def agreement(viewer: Viewer, agreement_id: int, *, now: datetime) -> AgreementView:
    """One agreement, for its two sides; while it is in dispute also for those who keep order.

    Raises NoSuchAgreement to everybody else.
    """
    me = viewer.person_id
    row = _rows().filter(id=agreement_id).first()
    if row is None or me is None:
        raise NoSuchAgreement
    is_side = me in {row.giver_id, row.receiver_id}
    dispute = Dispute.objects.filter(agreement=row).first()
    if not is_side and not (dispute is not None and _mediates(me, row)):
        raise NoSuchAgreement
    return _view(viewer, row, dispute, now)


def mine(
    viewer: Viewer, *, now: datetime, is_over: bool = False, before: int | None = None, limit: int = 20
) -> tuple[list[AgreementLine], int | None]:
    """The viewer's agreements, the newest first: those that go on, or those that are over."""
    me = viewer.person_id or 0
    rows = _rows().filter(Q(giver_id=me) | Q(receiver_id=me))
    rows = rows.filter(state__in=OVER) if is_over else rows.exclude(state__in=OVER)
    shown, older = page(rows, before=before, limit=limit)
    return [_line(me, each) for each in shown], older


def of_offer(viewer: Viewer, offer_id: int, *, now: datetime) -> list[AgreementLine]:
    """What was agreed on about one's own offer and takes its time from now on, the soonest first."""
    me = viewer.person_id or 0
    rows = _rows().filter(offer_id=offer_id, offer__by_id=me, state__in=HOLDS_ITS_TIME, ends_at__gt=now)
    return [_line(me, each) for each in rows.order_by("starts_at", "id")[:50]]


def disputes(viewer: Viewer, *, now: datetime) -> list[AgreementLine]:
    """Disputes that wait, for those who keep order and have no part in them; the oldest first."""
    me = viewer.person_id
    if me is None or not people.is_steward(me):
        return []
    human = people.same_human(me)
    rows = _rows().filter(state=State.DISPUTED).exclude(giver_id__in=human).exclude(receiver_id__in=human)
    return [_line(me, each) for each in rows.order_by("id")[:100]]


def done_by(person_id: int) -> int:
    """How many agreements somebody settled, giving or receiving: a fact, and no mark."""
    settled = Q(state=State.SETTLED) | Q(state=State.RESOLVED)
    return Agreement.objects.filter(settled, Q(giver_id=person_id) | Q(receiver_id=person_id)).count()


def _rows() -> QuerySet[Agreement]:
    return Agreement.objects.select_related("giver", "receiver", "asker", "offer")


def _mediates(me: int, row: Agreement) -> bool:
    sides = {each for one in (row.giver_id, row.receiver_id) for each in people.same_human(one)}
    return people.is_steward(me) and me not in sides


def _line(me: int, row: Agreement) -> AgreementLine:
    gives = row.giver_id == me
    other = row.receiver if gives else row.giver
    waits = (row.state == State.ASKED and row.asker_id != me) or (
        row.state == State.DONE and (gives if row.price == Price.MONEY else not gives)
    )
    return AgreementLine(
        id=row.id,
        title=row.title,
        state=State(row.state),
        other=people.line_of(other),
        gives=gives,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        time_zone=row.time_zone,
        price=_price(row, row.minutes, row.cents),
        waits_for_me=waits,
    )


def _price(row: Agreement, minutes: int, cents: int) -> PriceView:
    return PriceView(Price(row.price), Per.WHOLE, minutes, cents, row.currency)


def _view(viewer: Viewer, row: Agreement, dispute: Dispute | None, now: datetime) -> AgreementView:
    me = viewer.person_id or 0
    is_side, gives, state = me in {row.giver_id, row.receiver_id}, row.giver_id == me, State(row.state)
    steps = [_step(each) for each in row.steps.select_related("by").order_by("id")]
    said = {(each.kind, None if each.by is None else each.by.id) for each in steps}
    kinds = {each.kind for each in steps}
    change = Change.objects.filter(agreement=row, answer="").select_related("by").first()
    words = words_of(viewer, row)
    is_joint = row.offer.pool_id is not None
    work = (
        WorkFile.objects.filter(offer_id=row.offer_id, gone_at=None).first()
        if row.licence and not is_joint
        else None
    )
    is_paid = state in {State.SETTLED, State.RESOLVED}
    has_work = work is not None and (gives or is_paid) and is_side
    fee = fees.fee_of(row.id, me if is_joint else None) if gives else None
    agreed, has_begun = state is State.AGREED, row.starts_at is None or row.starts_at <= now
    may_dispute = (
        is_side
        and dispute is None
        and state
        in {
            State.AGREED,
            State.DONE,
            State.SETTLED,
            State.CANCELLED,
        }
    )
    owed = list(row.owed.filter(settled_at=None).select_related("debtor", "creditor").order_by("id"))
    wrote = any(each.by.id == me for each in words)
    return AgreementView(
        id=row.id,
        offer_id=row.offer_id,
        title=row.title,
        text=row.text,
        place=row.place,
        state=state,
        giver=people.line_of(row.giver),
        receiver=people.line_of(row.receiver),
        other=people.line_of(row.receiver if gives or not is_side else row.giver),
        gives=gives,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        time_zone=row.time_zone,
        units=row.units,
        price=_price(row, row.minutes, row.cents),
        deposit_cents=row.deposit_cents,
        deposit_currency=row.currency,
        deposit_minutes=row.deposit_minutes,
        deposit_is_held=deposits.is_held(row),
        owed=[_owed(each) for each in owed],
        cancelling=str(Cancelling(row.cancelling).label),
        is_free_to_cancel=gives or pricing.still_free(row.cancelling, row.starts_at, now),
        licence=licence_in_words(row.licence, is_joint=is_joint),
        licence_code=row.licence,
        licence_words=row.licence_words,
        conversation_id=row.conversation_id if is_side else None,
        payment_id=row.payment_id if is_side else None,
        at=row.at,
        steps=steps,
        change=None if change is None else _change(row, change, me),
        dispute=None if dispute is None else dispute_view(me, row, dispute, now),
        words=words,
        is_side=is_side,
        has_receipt=is_side and row.receipt_number is not None,
        has_work=has_work,
        work_name=work.name if work is not None and has_work else "",
        works=pools.works_of(row.id) if is_joint and is_paid and is_side else [],
        parts=pools.parts_of(viewer, row.id) if is_joint else [],
        shared_by=pools.rule_of(viewer, row) if is_joint else "",
        fee_cents=0 if fee is None else fee.cents,
        fee_reference="" if fee is None else fee.reference_words,
        fee_is_paid=fee is not None and fee.is_here,
        not_paid_because=_why_not_paid(state, steps),
        may_answer=is_side and state is State.ASKED and row.asker_id != me,
        may_withdraw=state is State.ASKED and row.asker_id == me,
        may_change=is_side and agreed and change is None,
        may_cancel=is_side and agreed,
        may_say_done=is_side and agreed and has_begun and (Deed.DONE, me) not in said,
        may_pay=is_side and not gives and state is State.DONE and row.price == Price.CREDIT,
        may_say_received=gives
        and not (is_joint and _is_money(row))
        and (state is State.DONE or (agreed and bool(row.licence) and _is_money(row))),
        may_take_deposit=gives and _has_deposit(row) and Deed.DEPOSIT_TAKEN not in kinds,
        may_return_deposit=is_side
        and not gives
        and Deed.DEPOSIT_TAKEN in kinds
        and Deed.DEPOSIT_RETURNED not in kinds,
        may_write_word=is_side and not wrote and is_open_to_words(row, now),
        may_dispute=may_dispute and _is_in_time(row, now),
        may_pay_owed=any(each.debtor_id == me for each in owed),
        may_let_owed_go=any(each.creditor_id == me for each in owed),
        may_pay_by_card=is_side and not gives and card_paying.can_be(row),
    )


def _owed(row: StillOwed) -> OwedView:
    debtor, creditor = people.line_of(row.debtor), people.line_of(row.creditor)
    return OwedView(debtor, creditor, row.minutes, str(Owing(row.why).label))


def _is_money(row: Agreement) -> bool:
    return row.price == Price.MONEY


def _has_deposit(row: Agreement) -> bool:
    return row.deposit_cents > 0 and row.state != State.ASKED and row.state in HOLDS_ITS_TIME


def _is_in_time(row: Agreement, now: datetime) -> bool:
    since = row.done_at or row.over_at
    return since is None or (now - since).days < law().dispute_days


def _why_not_paid(state: State, steps: Iterable[StepView]) -> str:
    if state is not State.DONE:
        return ""
    return next((each.words for each in reversed(list(steps)) if each.kind is Deed.NOT_PAID), "")


def _step(row: AgreementStep) -> StepView:
    by = None if row.by is None else people.line_of(row.by)
    return StepView(Deed(row.kind), by, row.at, row.words)


def _change(row: Agreement, change: Change, me: int) -> ChangeView:
    return ChangeView(
        by=people.line_of(change.by),
        starts_at=change.starts_at,
        ends_at=change.ends_at,
        price=_price(row, change.minutes, change.cents),
        words=change.words,
        is_mine=change.by_id == me,
    )
