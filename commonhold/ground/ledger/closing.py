"""Closing the books up to a time: no entry bears that time or an earlier one from then on."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.ledger import queries
from commonhold.ground.ledger.models import Account, Close, CloseBalance, Transaction
from commonhold.ground.ledger.queries import Head
from commonhold.ground.refusal import Refusal

#: How far behind the present a close stays, so that what is being written meanwhile lies after it.
SETTLED = timedelta(seconds=10)


@transaction.atomic
def close_books(*, until: datetime, head: Head, now: datetime) -> int:
    """Close up to and with `until`, keep every balance as it is then, and return the close's id.

    `head` is what `queries.head(until=until)` gave, which takes long and so is worked out beforehand. Raises
    Refusal for a time that is not over, or not after the close before, and when entries came meanwhile.
    """
    _keep_writers_out()
    last = queries.closed_until()
    if until > now - SETTLED:
        raise Refusal(_("Books are closed for a time that is over. Nothing was changed; try again later."))
    if last is not None and until <= last:
        raise Refusal(_("The books are closed up to then already. Nothing was changed."))
    if Transaction.objects.filter(at__lte=until).count() != head.count:
        raise Refusal(
            _("Something was booked while the books were being closed. Try again; nothing was changed.")
        )
    held = [
        (each.code, currency, amount)
        for each in queries.balances_at(until)
        for currency, amount in each.amounts.items()
        if amount
    ]
    row = Close.objects.create(id=ids.new_id(now), until=until, at=now, count=head.count, sha256=head.sha256)
    accounts = dict(Account.objects.values_list("code", "id"))
    CloseBalance.objects.bulk_create(
        CloseBalance(
            id=ids.new_id(now), close=row, account_id=accounts[code], currency=currency, amount=amount
        )
        for code, currency, amount in held
    )
    return row.id


def _keep_writers_out() -> None:
    """On PostgreSQL, wait for whoever is posting, and let nobody begin: SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE ledger_transaction IN SHARE ROW EXCLUSIVE MODE")
