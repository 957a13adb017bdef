"""The year before the story: three founders prepare, pay dues and bills, close their books and vote."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.accounting import standing
from commonhold.civic.accounting.actions.auditing import write_note
from commonhold.civic.accounting.actions.closing import ask_to_close, confirm_closing
from commonhold.civic.accounting.decisions import AppropriateSurplus
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import HOSTING
from commonhold.civic.treasury.actions import bills, books, dues
from commonhold.civic.treasury.actions import standing as standing_bills
from commonhold.civic.treasury.actions.attaching import attach_file
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.house.demo.calendar import Calendar, Deed
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import Viewer

_INVOICE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%%EOF"
)


def begins(began: datetime) -> datetime:
    """Early in September of the year before the story begins."""
    return began.replace(year=began.year - 1, month=9, day=2, hour=9)


def live(town: Town, *, now: datetime) -> None:
    """Everything up to `now`, when the story begins."""
    beginning = begins(now)
    calendar = Calendar(beginning, now - timedelta(hours=1))
    turn = (beginning.replace(year=now.year, month=1, day=1) - beginning).days
    end = (calendar.now - beginning).days
    calendar.on(0.1, _audits(town))
    calendar.on(3.0, _asks_for_hosting(town))
    calendar.on(1.0, lambda at: books.give_to_fund(town.ids["ben"], cents=30_000, now=at))
    for day in range(4, end, 30):
        calendar.on(day, _dues_arrive(town))
        calendar.on(day + 2, _pays_what_came(town))
    calendar.on(20, _pays(town, 1_480, "Stamps and copies for the founding", "Stationer"))
    calendar.on(turn + 12, _closes(town, calendar))
    calendar.live()


def _audits(town: Town) -> Deed:
    """All three agree that Caro looks after the others' books."""

    def deed(at: datetime) -> None:
        decision = AppointMandate(str(town.ids["caro"]), "auditor")
        enacted = enact([decision], reference="founding:auditor", rule=UNANIMOUS, now=at)
        assert enacted.done, enacted.reason

    return deed


def _asks_for_hosting(town: Town) -> Deed:
    """The server comes back each month: Ben asks, Ada answers for it too."""

    def deed(at: datetime) -> None:
        asked = standing_bills.ask_standing_bill(
            town.ids["ben"],
            cents=950,
            what="Small server",
            payee="Hosting co-operative",
            account=HOSTING,
            first_month=months.month_of(at),
            last_month=f"{at.year + 5}-12",
            now=at,
        )
        standing_bills.approve_standing_bill(town.ids["ada"], standing_id=asked, now=at)

    return deed


def _pays_what_came(town: Town) -> Deed:
    """Ben pays what months made by themselves, and lays the invoice beside it."""

    def deed(at: datetime) -> None:
        ben = town.ids["ben"]
        for line in treasury.bills(Viewer(ben), is_open=True):
            bills.pay_bill(ben, bill_id=line.id, now=at)
            attach_file(ben, bill_id=line.id, data=_INVOICE, now=at)

    return deed


def _dues_arrive(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        for line in treasury.dues_board(Viewer(town.ids["ben"]), now=at):
            dues.record_dues_received(town.ids["ben"], charge_id=line.charge_id, now=at)

    return deed


def _pays(town: Town, cents: int, what: str, payee: str, *, account: str = "") -> Deed:
    def deed(at: datetime) -> None:
        ben = town.ids["ben"]
        made = bills.hand_in_bill(ben, cents=cents, what=what, payee=payee, account=account, now=at)
        bills.approve_bill(town.ids["ada"], bill_id=made, now=at)
        bills.pay_bill(ben, bill_id=made, now=at)

    return deed


def _closes(town: Town, calendar: Calendar) -> Deed:
    """Month by month and then the year; Caro writes her note, and the vote begins."""

    def deed(at: datetime) -> None:
        ben, caro, year = town.ids["ben"], town.ids["caro"], at.year - 1
        while (month := standing.next_month() or "") <= f"{year}-12":
            _close(ben, caro, month, at)
        _close(ben, caro, str(year), at)
        note = "I compared every entry with its receipt and the bank's statements. Nothing is missing."
        write_note(caro, year=year, text=note, now=at)
        made = draft_proposal(
            ben,
            title=f"What becomes of {year}'s surplus",
            text="Losses first, a fifth to the reserve, and the rest stays for the year in which we open.",
            decisions=[AppropriateSurplus(year, "losses, reserve", reserve="1/5")],
            now=at,
        )
        announce_proposal(ben, proposal_id=made, now=at)
        calendar.on((at - calendar.began).days + 1, _votes(town, made))

    return deed


def _close(asks: int, confirms: int, period: str, at: datetime) -> None:
    confirm_closing(confirms, closing_id=ask_to_close(asks, period=period, now=at), now=at)


def _votes(town: Town, proposal_id: int) -> Deed:
    def deed(at: datetime) -> None:
        for person_id in town.ids.values():
            cast_ballot(person_id, proposal_id=proposal_id, choice="yes", now=at)

    return deed
