"""Transactions of an account of Open Collective as CSV (`/v2/SLUG/transactions.csv`), mapped to our accounts.

The columns are those of its documentation (opencollective-rest, docs/transactions.md): `amount` and
`netAmount` are signed decimals in the host's currency, `netAmount` being `amount` and the fees beside it,
`isRefund` says REFUND, `balance` is what was there afterwards. Fees come as columns in older exports, and as
lines of kinds of their own in newer ones.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from commonhold.civic.moving_in.models import BookedLine
from commonhold.civic.moving_in.reading import Read, Row, Wrong, amount_in, day_in, table
from commonhold.ground.ledger.amounts import amount_in_words
from commonhold.ground.ledger.codes import is_account_code
from commonhold.ground.ledger.currencies import EXPONENTS
from commonhold.ground.ledger.entry import Leg

NEEDS = ("shortId", "type", "kind", "amount", "netAmount", "currency")
FEES = ("paymentProcessorFee", "platformFee", "hostFee", "taxAmount")
HELD, FEE = "HELD", "FEE"

#: Where each kind of line goes unless the treasurer says otherwise. HELD: the money; FEE: fees in columns.
ACCOUNTS: Mapping[str, str] = {
    HELD: "assets:open-collective",
    FEE: "expenses:fees",
    "CONTRIBUTION": "income:contributions",
    "ADDED_FUNDS": "income:contributions",
    "EXPENSE": "expenses:running",
    "HOST_FEE": "expenses:fees",
    "HOST_FEE_SHARE": "expenses:fees",
    "HOST_FEE_SHARE_DEBT": "expenses:fees",
    "PAYMENT_PROCESSOR_FEE": "expenses:fees",
    "PAYMENT_PROCESSOR_DISPUTE_FEE": "expenses:fees",
    "PAYMENT_PROCESSOR_COVER": "expenses:fees",
    "PLATFORM_FEE": "expenses:fees",
    "PLATFORM_TIP": "expenses:fees",
    "PLATFORM_TIP_DEBT": "expenses:fees",
    "TAX": "liabilities:tax",
    "BALANCE_TRANSFER": "equity:moved",
    "PREPAID_PAYMENT_METHOD": "equity:moved",
}


@dataclass(frozen=True)
class Line:
    """One transaction: signed minor units; `net` is what changed in the account."""

    line: int
    key: str
    day: date
    kind: str
    description: str
    gross: int
    fees: int
    net: int
    currency: str
    balance: str


@dataclass
class Transactions(Read):
    lines: list[Line] = field(default_factory=list)
    known: int = 0  # booked before, by another file

    @property
    def net(self) -> dict[str, int]:
        """By currency: what all of it changes."""
        totals: Counter[str] = Counter()
        for each in self.lines:
            totals[each.currency] += each.net
        return dict(totals)

    def by_kind(self) -> dict[tuple[str, str], tuple[int, int]]:
        """By kind and currency: how many lines, and what they come to before fees."""
        found: dict[tuple[str, str], tuple[int, int]] = {}
        for each in self.lines:
            count, gross = found.get((each.kind, each.currency), (0, 0))
            found[each.kind, each.currency] = (count + 1, gross + each.gross)
        return dict(sorted(found.items()))


def read(text: str, accounts: Mapping[str, str] = ACCOUNTS) -> Transactions:
    """All that it says. Raises CannotBeRead."""
    found = Transactions()
    rows = table(text, needs=NEEDS)
    owners = {row.get("accountslug") for row in rows}
    if len(owners) > 1:
        found.wrong(
            0, _("It holds transactions of several accounts: {names}.").format(names=", ".join(owners))
        )
    read_lines = []
    for row in rows:
        try:
            read_lines.append(_line(row, accounts))
        except Wrong as wrong:
            found.wrong(row.line, str(wrong))
    _must_follow(read_lines, found)
    booked = set(BookedLine.objects.filter(reversed_at=None).values_list("key", flat=True))
    seen: set[str] = set()
    for each in read_lines:
        if each.key in seen:
            found.wrong(each.line, _("This transaction is there a second time."))
        elif each.key in booked:
            found.known += 1
        else:
            found.lines.append(each)
        seen.add(each.key)
    return found


def legs_of(line: Line, accounts: Mapping[str, str]) -> list[Leg]:
    """The money that moved, against what it was for; fees apart."""
    parts: Counter[str] = Counter()
    parts[accounts[HELD]] += line.net
    parts[accounts[line.kind]] -= line.gross
    parts[accounts[FEE]] -= line.fees
    return [Leg(account, amount, line.currency) for account, amount in parts.items() if amount]


def _line(row: Row, accounts: Mapping[str, str]) -> Line:
    kind, currency = row.get("kind").upper(), row.get("currency").upper()
    if row.get("type").upper() not in {"CREDIT", "DEBIT"}:
        raise Wrong(_("“{text}” is neither CREDIT nor DEBIT.").format(text=row.get("type")))
    if not is_account_code(accounts.get(kind, "")):
        raise Wrong(_("We know no account for the kind “{text}”.").format(text=kind))
    if currency not in EXPONENTS:
        raise Wrong(_("“{text}” is no currency that we know, such as EUR.").format(text=currency))
    day, gross, fees, net = _numbers(row, currency)
    if (gross < 0) != (row.get("type").upper() == "DEBIT") and gross:
        raise Wrong(_("A CREDIT comes in and a DEBIT goes out; this amount has the other sign."))
    parts = (row.get("id", "shortid"), row.get("group", "shortgroup"), row.get("datetime", "date"))
    key = ":".join(("open-collective", *parts, row.get("type").upper()))[:120]
    made = Line(
        row.line, key, day, kind, row.get("description")[:200], gross, fees, net, currency, row.get("balance")
    )
    if not legs_of(made, accounts):
        raise Wrong(_("It moves nothing, or goes from an account to the same one."))
    return made


def _numbers(row: Row, currency: str) -> tuple[date, int, int, int]:
    """Its day, and signed: the amount, all fees, and what moved. Raises Wrong where they don't fit."""
    try:
        day = day_in(row.get("datetime", "date"))
        gross, net = (amount_in(row.get(name), currency) for name in ("amount", "netamount"))
        given = [amount_in(row.get(name.lower()) or "0", currency) for name in FEES]
    except ValueError:
        raise Wrong(_("Its date, or one of its amounts, can't be read.")) from None
    fees = net - gross
    if abs(fees) != abs(sum(given)):
        raise Wrong(_("Amount, fees and net amount do not fit together."))
    return day, gross, fees, net


def _must_follow(lines: Sequence[Line], found: Transactions) -> None:
    """Where each line says what was there afterwards, each must follow from the one before it.

    Exports begin with the latest; the other way round is fine as well.
    """
    if len(lines) < 2 or found.problems or not all(each.balance for each in lines):
        return
    try:
        said = [amount_in(each.balance, each.currency) for each in lines]
    except ValueError:
        return
    newest_first = all(
        later - each.net == earlier for each, later, earlier in zip(lines, said, said[1:], strict=False)
    )
    oldest_first = all(
        earlier + each.net == later for each, earlier, later in zip(lines[1:], said, said[1:], strict=False)
    )
    if newest_first or oldest_first:
        return
    for place in range(1, len(lines)):
        if said[place - 1] - lines[place - 1].net != said[place]:
            words = _("The balance here does not follow from the next line: {amount} is missing or too much.")
            gap = said[place - 1] - lines[place - 1].net - said[place]
            found.wrong(
                lines[place - 1].line, words.format(amount=amount_in_words(gap, lines[place].currency))
            )
            return
