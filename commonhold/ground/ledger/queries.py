from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, connection
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from commonhold.ground.ledger.codes import AccountKind, account_kind
from commonhold.ground.ledger.entry import Entry, Leg
from commonhold.ground.ledger.guards import missing_guards
from commonhold.ground.ledger.models import Account, LegRow, Narration, Transaction
from commonhold.ground.prepared import Asking, Prepared, answered
from commonhold.ground.refusal import NotFound

_AT_ONCE = 1000


@dataclass(frozen=True)
class Balance:
    """An account and what is in it: signed minor units by currency, empty before its first entry."""

    code: str
    name: str
    kind: AccountKind
    amounts: dict[str, int]


@dataclass(frozen=True)
class Head:
    """What stands for the whole ledger: how many entries, and the SHA-256 (hex) of all their lines."""

    count: int
    sha256: str


@dataclass(frozen=True)
class Check:
    """What the database could not refuse: transaction ids, and the guards that are not in place."""

    ok: bool
    unsealed: list[int]
    unbalanced: list[int]
    missing_guards: list[str]


class UnsoundLedger(Exception):
    """The books cannot be trusted as they are: the message says how to mend them."""


def balance(account_code: str) -> dict[str, int]:
    """What is in one account: signed minor units by currency. Raises NotFound."""
    totals = held_in(account_code)
    if not totals and not Account.objects.filter(code=account_code).exists():
        raise NotFound(_("There is no account “{code}”."), code=account_code)
    return totals


def held_in(account_code: str) -> dict[str, int]:
    """The same, and nothing for an account that is not opened; one statement, since every page asks."""
    return answered(asking_held_in(account_code))


def asking_held_in(account_code: str) -> Asking[dict[str, int]]:
    """The same, to be asked together with others."""
    return _TOTALS.asking(code=account_code).then(
        lambda rows: {currency: int(total) for currency, total in rows}
    )


_TOTALS = Prepared(
    lambda *, code: (
        LegRow.objects.filter(account__code=code).values_list("currency").annotate(total=Sum("amount"))
    )
)


def balances() -> list[Balance]:
    """Every account by code, with what is in it. Over all accounts each currency sums to zero."""
    return _by_account(LegRow.objects.all())


def moved(*, since: datetime | None = None, until: datetime) -> list[Balance]:
    """Every account by code, with what came into it after `since` and up to `until`."""
    rows = LegRow.objects.filter(transaction__at__lte=until)
    return _by_account(rows if since is None else rows.filter(transaction__at__gt=since))


def _by_account(rows: QuerySet[LegRow]) -> list[Balance]:
    amounts: dict[int, dict[str, int]] = {}
    totals = rows.values_list("account_id", "currency").annotate(total=Sum("amount"))
    for account_id, currency, total in totals:
        amounts.setdefault(account_id, {})[currency] = int(total)
    return [
        Balance(each.code, each.name, account_kind(each.code), amounts.get(each.id, {}))
        for each in Account.objects.order_by("code")
    ]


def entry(transaction_id: int) -> Entry:
    """One entry. Raises NotFound."""
    for found in _read(Transaction.objects.filter(id=transaction_id)):
        return found
    raise NotFound(_("There is no such entry in the ledger."))


def entries(*, limit: int = 50, before: int | None = None) -> list[Entry]:
    """The latest entries, newest first; those with smaller ids than `before` when it is given."""
    rows = Transaction.objects.order_by("-id")
    return _read((rows if before is None else rows.filter(id__lt=before))[:limit])


def caused_by(cause: str) -> list[Entry]:
    """What came of one cause, such as "proposal:45", oldest first."""
    return _read(Transaction.objects.filter(cause=cause).order_by("id"))


def with_keys(keys: Sequence[str]) -> list[Entry]:
    """The entries that were posted under these keys."""
    return _read(Transaction.objects.filter(key__in=keys))


def all_entries(*, until: datetime | None = None) -> Iterator[Entry]:
    """Every entry in order of its id, read a thousand at a time; up to a time when it is given."""
    rows = Transaction.objects.order_by("id")
    rows = rows if until is None else rows.filter(at__lte=until)
    last = 0
    while page := _read(rows.filter(id__gt=last)[:_AT_ONCE]):
        yield from page
        last = page[-1].id


def head(*, until: datetime | None = None) -> Head:
    """The hash of `export.json_lines(until=until)`: anyone who has those lines can repeat it with sha256sum.

    On PostgreSQL an entry may commit a moment after its time, so what is published should look
    back ten seconds.
    """
    count, digest = 0, hashlib.sha256()
    for each in all_entries(until=until):
        digest.update(each.canonical() + b"\n")
        count += 1
    return Head(count, digest.hexdigest())


def check() -> Check:
    """Look through the whole ledger for what only a writer around the guards could have left."""
    unsealed, unbalanced, missing = _unsealed(), _ids(_UNBALANCED), missing_guards()
    return Check(not (unsealed or unbalanced or missing), unsealed, unbalanced, missing)


def must_be_sound() -> None:
    """For start-up. Raises UnsoundLedger, saying what is wrong and how to mend it."""
    missing = missing_guards()
    if missing:
        raise UnsoundLedger(
            _(
                "The ledger’s guards are not all in place: {names}. Nothing is lost. "
                "Run `commonhold migrate`, which puts them back, and start again."
            ).format(names=", ".join(missing))
        )
    found = check()
    if not found.ok:
        raise UnsoundLedger(
            _(
                "These ledger entries were written past the guards, so the books can't be trusted: {ids}. "
                "Compare them with your latest backup and restore it; the rest of the data is untouched."
            ).format(ids=", ".join(str(each) for each in [*found.unsealed, *found.unbalanced]))
        )


def must_be_sealed() -> None:
    """For the end of a savepoint: what COMMIT would refuse is refused here. Raises IntegrityError.

    PostgreSQL looks at what this transaction left open; SQLite has no such list, so all ids are compared.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
            return
        cursor.execute(f"{_UNSEALED_TRANSACTIONS} LIMIT 1")
        if (found := cursor.fetchone()) is not None:
            raise IntegrityError(f"ledger: transaction {found[0]} is not sealed")


_UNSEALED_TRANSACTIONS = """
    SELECT id FROM ledger_transaction t WHERE NOT EXISTS (SELECT 1 FROM ledger_seal s WHERE s.id = t.id)
"""

_LEGS_OF_NO_TRANSACTION = """
    SELECT transaction_id FROM ledger_leg l
    WHERE NOT EXISTS (SELECT 1 FROM ledger_transaction t WHERE t.id = l.transaction_id)
"""

# A leg in no account counts for nothing, so what it should have balanced shows.
_UNBALANCED = """
    SELECT l.transaction_id FROM ledger_leg l JOIN ledger_account a ON a.id = l.account_id
    GROUP BY l.transaction_id, l.currency HAVING sum(l.amount) <> 0
    UNION
    SELECT s.id FROM ledger_seal s LEFT JOIN ledger_leg l ON l.transaction_id = s.id
    GROUP BY s.id HAVING count(l.id) < 2
    ORDER BY 1
"""


def _unsealed() -> list[int]:
    return sorted({*_ids(_UNSEALED_TRANSACTIONS), *_ids(_LEGS_OF_NO_TRANSACTION)})


def _ids(sql: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[0] for row in cursor.fetchall()]


def _read(rows: QuerySet[Transaction]) -> list[Entry]:
    """Entries with their legs, in the order of `rows`: three queries, however many."""
    found = list(rows.values_list("id", "at", "kind", "cause", "key", "reverses_id"))
    if not found:
        return []
    wanted = [row[0] for row in found]
    legs: dict[int, list[Leg]] = {each: [] for each in wanted}
    leg_rows = LegRow.objects.filter(transaction_id__in=wanted).order_by("transaction_id", "position")
    columns = leg_rows.values_list("transaction_id", "account__code", "amount", "currency")
    for owner, account, amount, currency in columns:
        legs[owner].append(Leg(account, amount, currency))
    texts = dict(Narration.objects.filter(transaction_id__in=wanted).values_list("transaction_id", "text"))
    return [
        Entry(
            id=id_,
            at=at,
            kind=kind,
            cause=cause,
            key=key,
            reverses=reverses,
            legs=tuple(legs[id_]),
            narration=texts.get(id_, ""),
        )
        for id_, at, kind, cause, key, reverses in found
    ]
