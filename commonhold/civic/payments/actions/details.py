"""Where people are paid, and who is not paid for a while."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.payments import ibans
from commonhold.civic.payments.charter import PaymentsCharter
from commonhold.civic.payments.models import BankDetails, Hold
from commonhold.civic.payments.refusals import IbanWrong
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter


@transaction.atomic
def set_bank_details(by: int, *, iban: str, name: str, now: datetime) -> None:
    """Say where one is paid. Only oneself and treasurers see it.

    Where the co-op's own account has an IBAN, only an IBAN will do. Raises IbanWrong or NameNotInSepa.
    """
    ours, number = charter.current().read(PaymentsCharter).account, ibans.plain(iban)
    if not ours or ibans.is_sound(ours) or number[:2].isalpha():
        number = ibans.sound(iban)
    elif not number or not ibans.may_name_an_account(number):
        raise IbanWrong
    BankDetails.objects.update_or_create(
        person_id=by,
        defaults={
            "iban": number,
            "bic": ibans.bic_of(number) if ibans.is_sound(number) else "",
            "name": ibans.sepa_name(name),
            "at": now,
            "refused_at": None,
        },
    )


@transaction.atomic
def forget_bank_details(by: int, *, now: datetime) -> None:
    """Take them away again; what is owed waits."""
    BankDetails.objects.filter(person_id=by).delete()


@transaction.atomic
def hold_payments(*, person_id: int, cause: str, now: datetime) -> None:
    """Pay nothing to this person for now, for a cause such as "case:45"; what she is owed stays hers.

    For rooms that measure people, which have checked who may. The same cause again changes nothing.
    """
    Hold.objects.get_or_create(
        person_id=person_id, cause=cause, ended_at=None, defaults={"id": ids.new_id(now), "at": now}
    )


@transaction.atomic
def release_payments(*, person_id: int, cause: str, now: datetime) -> None:
    """The cause is over: what waited is paid by the next run."""
    Hold.objects.filter(person_id=person_id, cause=cause, ended_at=None).update(ended_at=now)
