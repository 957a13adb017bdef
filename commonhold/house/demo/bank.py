"""The co-op's bank account: voted, two statements, what is owed for work, and a payout run that waits."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.payments import references
from commonhold.civic.payments.actions import details, runs, statements
from commonhold.civic.payments.reading.tables import Layout
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import COSTS
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town

#: Examples that registers of account numbers print; no bank pays to them.
_OURS = "DE89370400440532013000"
_IBANS = ("GB29NWBK60161331926819", "FR1420041010050500013M02606", "NL91ABNA0417164300")
_OWED = "liabilities:members-outlay"
_WORK = (
    ("hana", 4_200, "Paint and brushes for the workshop"),
    ("ivo", 6_350, "Timber for the new shelf"),
    ("kira", 900, "Seed packets"),
)
_LAYOUT = Layout(day=0, name=1, account=2, text=3, amount=4)
_VOTE_DAY = 26.2
_DUES = 500

Row = tuple[str, str, str, str, str]


def plan(town: Town) -> None:
    on = town.calendar.on
    on(_VOTE_DAY, _proposes(town))
    on(40.2, _owes(town))
    on(45.3, _brings_first(town))
    on(57.4, _makes_run(town))
    on(58.6, _brings_second(town))


def _proposes(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ben = town.ids["ben"]
        made = draft_proposal(
            ben,
            title="Which bank account is ours",
            text="So that everybody knows where dues go, and nobody alone can lead them elsewhere.",
            decisions=[
                SetParameter("payments.account", _OURS),
                SetParameter("payments.account_holder", "Lantern Yard"),
            ],
            now=at,
        )
        announce_proposal(ben, proposal_id=made, now=at)
        roll = [each for each in town.members() if members.may_vote(town.ids[each], at=at)]
        town.calendar.on(_VOTE_DAY + 0.2, _votes(town, made, roll))

    return deed


def _votes(town: Town, proposal_id: int, roll: Sequence[str]) -> Deed:
    def deed(at: datetime) -> None:
        for handle in roll:
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice="yes", now=at)

    return deed


def _owes(town: Town) -> Deed:
    """What three laid out; open dues of theirs take of it first."""

    def deed(at: datetime) -> None:
        ledger.open_account(_OWED, name="Laid out by members", at=at)
        for (handle, cents, words), iban in zip(_WORK, _IBANS, strict=True):
            details.set_bank_details(town.ids[handle], iban=iban, name=handle.capitalize(), now=at)
            ledger.post(
                kind="outlay.accepted",
                key=f"outlay:{handle}",
                cause=f"outlay:{handle}",
                legs=[Leg(COSTS, cents, "EUR"), Leg(_OWED, -cents, "EUR")],
                at=at,
                narration=words,
            )
            payments.owe(
                kind="outlay",
                subject=handle,
                account=_OWED,
                cents=cents,
                currency="EUR",
                person_id=town.ids[handle],
                words=words,
                now=at,
            )

    return deed


def _brings_first(town: Town) -> Deed:
    """Booked: dues under their references, a gift, and what the bank takes for keeping the account."""

    def deed(at: datetime) -> None:
        payers = [each.person_id for each in treasury.open_charges(now=at)][:4]
        rows = [_dues(at, person_id) for person_id in payers]
        rows += [
            _row(at, "Corner bakery", _IBANS[2], "For the seed library", "25,00"),
            _row(at, "Our bank", "", "Keeping the account", "-4,90"),
        ]
        made = statements.receive_file(
            town.ids["ben"], name="account-in-spring.csv", content=_table(rows), now=at
        )
        read = statements.read_table(town.ids["ben"], file_id=made.file_id or 0, layout=_LAYOUT, now=at)
        statements.book_statement(town.ids["ben"], statement_id=read, now=at)

    return deed


def _makes_run(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        run_id = runs.make_run(town.ids["ben"], now=at)
        runs.approve_run(town.ids["ben"], run_id=run_id, now=at)

    return deed


def _brings_second(town: Town) -> Deed:
    """To be looked at still: dues of one who named no reference, and of one who did."""

    def deed(at: datetime) -> None:
        open_still = [each.person_id for each in treasury.open_charges(now=at)]
        rows = [_dues(at, person_id) for person_id in open_still[:1]]
        rows += [
            _row(at, "Finn", _IBANS[0], "dues, thanks", "5,00"),
            _row(at, "Garden centre", _IBANS[1], "Refund for two spades", "18,40"),
        ]
        statements.receive_file(town.ids["ben"], name="account-this-week.csv", content=_table(rows), now=at)

    return deed


def _dues(at: datetime, person_id: int) -> Row:
    reference = references.as_read(references.reference(references.DUES, person_id))
    return _row(at, "A neighbour", _IBANS[0], f"Dues {reference}", f"{_DUES // 100},00")


def _row(at: datetime, name: str, account: str, text: str, amount: str) -> Row:
    return f"{at:%d.%m.%Y}", name, account, text, amount


def _table(rows: Sequence[Row]) -> bytes:
    text = io.StringIO()
    written = csv.writer(text, delimiter=";")
    written.writerow(["Day", "Name", "Account", "What for", "Amount"])
    written.writerows(rows)
    return text.getvalue().encode()
