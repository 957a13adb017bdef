"""What becomes of a closed year's surplus: worked out, booked, its files kept. A decision alone calls it."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.accounting import capital, periods, standing, statement
from commonhold.civic.accounting.models import Appropriation, Part, Statement
from commonhold.civic.accounting.refusals import AnotherFirst, AppropriatedAlready, NotClosed
from commonhold.civic.treasury.accounts import (
    CREATORS_OWED,
    INTEREST_OWED,
    PATRONAGE_OWED,
    RESERVE,
    RETAINED,
    open_accounts,
)
from commonhold.civic.treasury.queries.paid import paid_by
from commonhold.ground import ids
from commonhold.ground.charter.actions import Authority
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as ledger_queries
from commonhold.ground.ledger.amounts import exponent
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import actions as record
from rulebook.canonical import Json
from rulebook.split import appropriation as rule
from rulebook.split import appropriation_files as files
from rulebook.split.appropriation import Position, Step
from rulebook.split.bundle import SALT_BYTES

#: Where each step's money lies from then on. Losses need no booking: they meet the surplus in one account.
_TO: dict[rule.Kind, str] = {
    "reserve": RESERVE,
    "interest": INTEREST_OWED,
    "patronage": PATRONAGE_OWED,
    "creators": CREATORS_OWED,
}


@dataclass(frozen=True)
class Outcome:
    """What a surplus gives each step. Minor units; `surplus` is below nothing where the year made a loss."""

    surplus: int
    steps: Sequence[tuple[rule.Kind, int]]
    remainder: int
    losses: int

    @classmethod
    def of(cls, sheet: rule.Appropriation, position: Position) -> Outcome:
        steps = [(each.kind, each.took) for each in sheet.steps]
        return cls(position.surplus, steps, sheet.remainder, sheet.losses)


def outcome(found: Statement) -> Outcome | None:
    """What a vote gave each step, from its public file; None while no vote has."""
    row = Appropriation.objects.filter(statement=found).first()
    if row is None:
        return None
    told = json.loads(row.public)
    surplus = told["position"]["surplus"] - told["position"]["loss"]
    steps = [(each["step"], each["took"]) for each in told["steps"]]
    return Outcome(surplus, steps, told["remainder"], told["losses_after"])


def must_be_open(year: int) -> Statement:
    """The year's statement, while no vote has appropriated it.

    Raises NotClosed, AppropriatedAlready, or AnotherFirst while an earlier year waits for its vote.
    """
    found = standing.statement(year)
    if found is None:
        raise NotClosed(year)
    taken = set(Appropriation.objects.values_list("statement__year", flat=True))
    if year in taken:
        raise AppropriatedAlready(year)
    earlier = Statement.objects.filter(closing__in=standing.closed(), year__lt=year).order_by("year")
    for before in earlier.values_list("year", flat=True):
        if before not in taken:
            raise AnotherFirst(str(before))
    return found


def holds_shares(year: int) -> bool:
    """Did anybody hold shares when the year ended, in the currency that its result is counted in?"""
    found = must_be_open(year)
    coin = statement.read(found.body).currency
    return bool(capital.paid_up(periods.span(str(year)).until, coin))


def position_of(found: Statement) -> Position:
    """How things stand before it: what earlier years left is shared with the year's result, or is a loss."""
    figures = statement.read(found.body)
    coin, result = figures.currency, figures.sheet.result
    kept = -ledger_queries.held_in(RETAINED).get(coin, 0) - sum(_results(found.year, coin))
    span = periods.span(str(found.year))
    shares = capital.paid_up(span.until, coin)
    began, ended = span.moments
    paid = paid_by(since=began, until=ended, currency=coin)
    people = sorted({*shares, *paid})
    return Position(
        surplus=result + max(0, kept),
        losses=max(0, -kept),
        reserve=max(0, -ledger_queries.held_in(RESERVE).get(coin, 0)),
        shares=[shares.get(each, 0) for each in people],
        patronage=[paid.get(each, 0) for each in people],
        keys=[str(each) for each in people],
        seed=found.sha256.encode(),
    )


def appropriate(year: int, order: Sequence[Step], *, because: Authority) -> None:
    """Book what each step takes, keep the files, and put the public one's hash on the record."""
    found = must_be_open(year)
    open_accounts(now=because.at)
    coin, position = statement.read(found.body).currency, position_of(found)
    salts = [secrets.token_bytes(SALT_BYTES) for _each in position.keys]
    case = files.Case(year, coin, exponent(coin), order, position, salts)
    sheet = rule.appropriate(order, position)
    public = files.public_file(case)
    row = Appropriation.objects.create(
        statement=found,
        reference=because.reference,
        at=because.at,
        entry=_book(year, sheet, coin, because),
        bundle=files.write_bundle(case).decode(),
        public=public.decode(),
        sha256=hashlib.sha256(public).hexdigest(),
    )
    Part.objects.bulk_create(_parts(row, files.lines(case, sheet), coin, because.at))
    body: dict[str, Json] = {
        "year": year,
        "statement_sha256": found.sha256,
        "appropriation_sha256": row.sha256,
        "bundle_sha256": hashlib.sha256(row.bundle.encode()).hexdigest(),
    }
    record.append("treasury.surplus-appropriated", body, about=because.reference, now=because.at)


def _results(year: int, coin: str) -> list[int]:
    """Of this year and all that were closed after it: what they carried on lies in the same account."""
    rows = Statement.objects.filter(closing__in=standing.closed(), year__gte=year)
    sheets = [each for row in rows for each in statement.read(row.body).sheets if each.currency == coin]
    return [each.result for each in sheets]


def _book(year: int, sheet: rule.Appropriation, coin: str, because: Authority) -> int | None:
    legs = [Leg(_TO[each.kind], -each.took, coin) for each in sheet.steps if each.kind in _TO and each.took]
    if not legs:
        return None
    return ledger.post(
        kind="surplus.appropriated",
        key=f"surplus:{year}",
        cause=because.reference,
        legs=[Leg(RETAINED, -sum(leg.amount for leg in legs), coin), *legs],
        at=because.at,
    )


def _parts(row: Appropriation, told: Sequence[files.Line], coin: str, at: datetime) -> list[Part]:
    return [
        Part(
            id=ids.new_id(at),
            appropriation=row,
            person_id=int(line.key),
            kind=kind,
            amount=amount,
            currency=coin,
        )
        for line in told
        for kind, amount in (("interest", line.interest), ("patronage", line.patronage))
        if amount
    ]
