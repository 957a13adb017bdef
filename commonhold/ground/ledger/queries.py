from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import IntegrityError, connection
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _

from commonhold.ground import ids
from commonhold.ground.ledger.codes import AccountKind, account_kind
from commonhold.ground.ledger.entry import Entry, Leg
from commonhold.ground.ledger.guards import missing_guards
from commonhold.ground.ledger.models import Account, Close, CloseBalance, LegRow, Narration, Transaction
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
class Closed:
    """The books are closed up to `until`: with this head, and these balances by account and currency."""

    id: int
    until: datetime
    at: datetime
    head: Head
    balances: dict[tuple[str, str], int]


@dataclass(frozen=True)
class Check:
    """What the database could not refuse: transaction ids, and the guards that are not in place.

    And ids of closes whose balances are not what their entries sum up to.
    """

    ok: bool
    unsealed: list[int]
    unbalanced: list[int]
    missing_guards: list[str]
    miscounted: list[int] = field(default_factory=list)


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
    """Every account by code, with what is in it. Over all accounts each currency sums to zero.

    Counted from the latest close on, so that it takes as long as what came since.
    """
    last = Close.objects.order_by("-until").first()
    return (
        summed_balances() if last is None else _by_account(_held_at(last), _totals(_legs(since=last.until)))
    )


def balances_at(until: datetime) -> list[Balance]:
    """The same as they were at a time, counted from the latest close before it."""
    last = Close.objects.filter(until__lte=until).order_by("-until").first()
    if last is None:
        return moved(until=until)
    return _by_account(_held_at(last), _totals(_legs(since=last.until, until=until)))


def summed_balances() -> list[Balance]:
    """The same, counted from the first entry on: what `balances` must agree with."""
    return _by_account(_totals(LegRow.objects.all()))


def accounts() -> list[Balance]:
    """Every account by code, without what is in it."""
    return _by_account()


def moved(*, since: datetime | None = None, until: datetime, but_of: Collection[str] = ()) -> list[Balance]:
    """Every account by code, with what came into it after `since` and up to `until`.

    What came of the causes in `but_of` is left out.
    """
    return _by_account(_totals(_legs(since=since, until=until, but_of=but_of)))


def caused(causes: Collection[str]) -> list[Balance]:
    """Every account by code, with what came into it of these causes."""
    return _by_account(_totals(LegRow.objects.filter(transaction__cause__in=causes)))


def moved_by(kinds: Collection[str], *, since: datetime, until: datetime, currency: str) -> dict[str, int]:
    """By account, what entries of these kinds moved at `since` or later and before `until`."""
    rows = LegRow.objects.filter(transaction__kind__in=kinds, currency=currency)
    return _between(rows, since, until)


def moved_without(
    kinds: Collection[str], *, since: datetime, until: datetime, currency: str
) -> dict[str, int]:
    """The same of all other entries."""
    rows = LegRow.objects.exclude(transaction__kind__in=kinds).filter(currency=currency)
    return _between(rows, since, until)


def closed_until() -> datetime | None:
    """Up to when the books are closed; None while they never were."""
    return Close.objects.order_by("-until").values_list("until", flat=True).first()


def closed(close_id: int) -> Closed:
    """One close. Raises NotFound."""
    row = Close.objects.filter(id=close_id).first()
    if row is None:
        raise NotFound(_("The books were not closed then."))
    held = row.balances.values_list("account__code", "currency", "amount").order_by(
        "account__code", "currency"
    )
    balances = {(code, currency): amount for code, currency, amount in held}
    return Closed(row.id, row.until, row.at, Head(row.count, row.sha256), balances)


_Total = tuple[int, str, int]  # account id, currency, amount


def _legs(
    *, since: datetime | None, until: datetime | None = None, but_of: Collection[str] = ()
) -> QuerySet[LegRow]:
    """Legs of the entries of a time. No entry's id is dated earlier than the entry is."""
    found = Transaction.objects.order_by()
    if since is not None:
        found = found.filter(id__gte=ids.milliseconds(since) << 16, at__gt=since)
    if until is not None:
        found = found.filter(at__lte=until)
    # As a subquery: joined, SQLite would read every leg there is and look its entry up.
    return LegRow.objects.filter(transaction__in=found.exclude(cause__in=but_of) if but_of else found)


def _between(rows: QuerySet[LegRow], since: datetime, until: datetime) -> dict[str, int]:
    during = rows.filter(transaction__at__gte=since, transaction__at__lt=until)
    totals = during.order_by().values_list("account__code").annotate(total=Sum("amount"))
    return {code: int(total) for code, total in totals}


def _held_at(close: Close) -> Iterable[_Total]:
    return CloseBalance.objects.filter(close=close).values_list("account_id", "currency", "amount")


def _totals(rows: QuerySet[LegRow]) -> Iterable[_Total]:
    return rows.order_by().values_list("account_id", "currency").annotate(total=Sum("amount"))


def _by_account(*totals: Iterable[_Total]) -> list[Balance]:
    amounts: dict[int, Counter[str]] = defaultdict(Counter)
    for account_id, currency, total in chain.from_iterable(totals):
        amounts[account_id][currency] += int(total)
    return [
        Balance(each.code, each.name, account_kind(each.code), dict(amounts.get(each.id, {})))
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
    return _checked(missing_guards())


def _checked(missing: list[str]) -> Check:
    unsealed, unbalanced, miscounted = _unsealed(), _ids(_UNBALANCED), _miscounted()
    is_sound = not (unsealed or unbalanced or missing or miscounted)
    return Check(is_sound, unsealed, unbalanced, missing, miscounted)


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
    found = _checked(missing)
    if found.miscounted:
        raise UnsoundLedger(
            _(
                "The books were closed with balances that their entries don't add up to: {ids}. Compare them "
                "with your latest backup and restore it; the rest of the data is untouched."
            ).format(ids=", ".join(str(each) for each in found.miscounted))
        )
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


def _miscounted() -> list[int]:
    """Each close against the one before it and all that was booked between them."""
    wrong, before, since = [], Counter[tuple[int, str]](), None
    for row in Close.objects.order_by("until"):
        for account_id, currency, total in _totals(_legs(since=since, until=row.until)):
            before[account_id, currency] += int(total)
        held = row.balances.values_list("account_id", "currency", "amount")
        if {(one, coin): amount for one, coin, amount in held} != {
            key: amount for key, amount in before.items() if amount
        }:
            wrong.append(row.id)
        since = row.until
    return wrong


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
