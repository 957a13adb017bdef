"""Being paid by card by others, and paying somebody: what pages ask the processor for."""

from __future__ import annotations

from dataclasses import dataclass

from commonhold.civic.payments import processors
from commonhold.civic.payments.refusals import NoSuchPayment, NotPaidByCard
from commonhold.civic.payments.split_models import PayeeAccount, SplitPayment
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class SplitView:
    """A payment of the viewer's to somebody, in minor units; `ours` of it is the co-op's fee."""

    id: int
    payee: PersonLine
    cents: int
    ours: int
    currency: str
    words: str
    is_paid: bool

    @property
    def theirs(self) -> int:
        """Before the processor's own fee, which whoever is paid bears."""
        return self.cents - self.ours


def is_paid_by_card(person_id: int) -> bool:
    """Can others pay her by card?"""
    ready = PayeeAccount.objects.filter(person_id=person_id, ready_at__isnull=False)
    return processors.is_set_up() and ready.exists()


def account_of(viewer: Viewer) -> str:
    """The processor's name of the viewer's own account; asked for where there is none, which takes time.

    Raises NoProcessor or ProcessorSilent.
    """
    me = viewer.person_id or 0
    known = PayeeAccount.objects.filter(person_id=me).values_list("account", flat=True).first()
    return known or processors.processor().account_for(person_id=me)


def split_payment(viewer: Viewer, payment_id: int) -> SplitView:
    """The viewer's own. Raises NoSuchPayment."""
    rows = SplitPayment.objects.filter(id=payment_id, payer_id=viewer.person_id or 0)
    row = rows.select_related("payee").first()
    if row is None:
        raise NoSuchPayment
    return SplitView(
        id=row.id,
        payee=people.line_of(row.payee),
        cents=row.cents,
        ours=row.ours,
        currency=row.currency,
        words=row.words,
        is_paid=row.paid_at is not None,
    )


def page_to_pay_somebody(viewer: Viewer, payment_id: int, *, public_url: str) -> str:
    """The processor's page; asks it, so this takes its time.

    Raises NoSuchPayment, NotPaidByCard, NoProcessor or ProcessorSilent.
    """
    found = split_payment(viewer, payment_id)
    ready = PayeeAccount.objects.filter(person_id=found.payee.id, ready_at__isnull=False)
    account = ready.values_list("account", flat=True).first()
    if account is None:
        raise NotPaidByCard
    return processors.processor().page_to_pay_somebody(
        payment_id=found.id,
        account=account,
        cents=found.cents,
        ours=found.ours,
        currency=found.currency,
        words=found.words,
        back_to=f"{public_url}/money/pay/people/{found.id}",
    )
