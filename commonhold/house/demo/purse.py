"""The year's budget: two lines that everybody agrees on, the bills paid from them, and an idea that waits."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import budget
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import HOSTING
from commonhold.civic.treasury.actions import bills
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import ANYONE

SERVER, REPAIRS = "server", "repairs"
_DAY = 24.8
_LINES = ((SERVER, "Server and name", 36_000), (REPAIRS, "Repair evenings and tools", 150_000))
_BILLS = (
    (9.0, 2_400, "A larger server, first month", "Hosting co-operative", ""),
    (16.0, 1_890, "Domain name, one year", "Registrar", ""),
    (33.0, 3_150, "Tea and soup for the spring meeting", "Market stall", ""),
    (39.0, 2_400, "A larger server, second month", "Hosting co-operative", SERVER),
    (52.0, 4_275, "Paper, stamps and a new label printer", "Stationer", REPAIRS),
)


def plan(town: Town) -> None:
    town.calendar.on(_DAY, _proposes(town))
    town.calendar.on(58.8, _hands_in(town))
    for day, cents, what, payee, line in _BILLS:
        town.calendar.on(day, _pays(town, cents, what, payee, line))


def _proposes(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ben, year = town.ids["ben"], budget.year_of(at)
        made = draft_proposal(
            ben,
            title="A budget for this year",
            text="What we spent so far, and a little more for the repair evenings.",
            decisions=[SetBudgetLine(year, *line) for line in _LINES],
            now=at,
        )
        announce_proposal(ben, proposal_id=made, now=at)
        roll = [each for each in town.members() if members.may_vote(town.ids[each], at=at)]
        town.calendar.on(_DAY + 0.2, _votes(town, made, roll))

    return deed


def _hands_in(town: Town) -> Deed:
    """What Caro laid out, approved by one so far."""

    def deed(at: datetime) -> None:
        what = "Flour and cheese for the repair evening"
        made = bills.hand_in_bill(town.ids["caro"], cents=1_860, what=what, is_own=True, now=at)
        bills.approve_bill(town.ids["ada"], bill_id=made, now=at)

    return deed


def _votes(town: Town, proposal_id: int, roll: list[str]) -> Deed:
    def deed(at: datetime) -> None:
        for handle in roll:
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice="yes", now=at)

    return deed


def _pays(town: Town, cents: int, what: str, payee: str, line: str) -> Deed:
    def deed(at: datetime) -> None:
        # A story told around New Year pays its last bills in a year without lines.
        found = treasury.line_of(ANYONE, line, now=at)
        ben, code = town.ids["ben"], found.code if found else ""
        account = HOSTING if "server" in what else ""
        made = bills.hand_in_bill(
            ben, cents=cents, what=what, payee=payee, line=code, account=account, now=at
        )
        bills.approve_bill(town.ids["ada"], bill_id=made, now=at)
        bills.pay_bill(ben, bill_id=made, now=at)

    return deed
