"""A co-op of three hundred through a year: its people, its bank, and how a month goes by."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.payments import references
from commonhold.civic.payments.actions import statements
from commonhold.civic.payments.reading.tables import Layout
from commonhold.civic.treasury import months
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import bills, books, waivers
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.actions.appreciate import thank_author
from tests.cast import make_person

PEOPLE, CARRIED, AUTHORS = 300, 10, 12
BEGIN = datetime(2026, 1, 2, 9, tzinfo=UTC)
#: Examples that registers of account numbers print; no bank pays to them.
OURS, THEIRS = "DE89370400440532013000", "FR1420041010050500013M02606"
_COLUMNS = ["Day", "Name", "Account", "What for", "Amount"]
_LAYOUT = Layout(day=0, name=1, account=2, text=3, amount=4)
_ROLES = {
    "ada": ["board", "membership", "sponsors"],
    "ben": ["board", "treasurer", "sponsors"],
    "caro": ["auditor"],
    "finn": ["board"],
}

Row = tuple[str, str, int]  # whose, what for, cents


@dataclass
class Village:
    """Its people by name, its time, and what chance decides, the same in every run."""

    now: datetime = BEGIN
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(300))  # noqa: S311 - a made-up year

    def name(self, number: int) -> str:
        return list(self.ids)[number]

    def wait(self, **span: float) -> None:
        """Let time pass, and run what came due."""
        self.now += timedelta(**span)
        while ran := jobs.tick(self.now):
            assert all(each.ok for each in ran), [each for each in ran if not each.ok]

    def decide(self, *decisions: Decision) -> None:
        """As if everybody had agreed."""
        self.decided += 1
        done = enact(decisions, reference=f"vote:{self.decided}", rule=UNANIMOUS, now=self.now)
        assert done.done, done.reason

    def pays_bill(self, cents: int, what: str, *, line: str = "") -> None:
        made = bills.hand_in_bill(
            self.ids["ben"], cents=cents, what=what, payee="Somebody", line=line, now=self.now
        )
        bills.approve_bill(self.ids["ada"], bill_id=made, now=self.now)
        bills.pay_bill(self.ids["ben"], bill_id=made, now=self.now)

    def statement(self, rows: Sequence[Row]) -> int:
        """The bank's file of the day, received and booked by the treasurer; the statement's id."""
        ben = self.ids["ben"]
        text = io.StringIO()
        written = csv.writer(text, delimiter=";")
        written.writerow(_COLUMNS)
        for who, what, cents in rows:
            euros, rest = divmod(abs(cents), 100)
            sign = "-" if cents < 0 else ""
            written.writerow([f"{self.now:%d.%m.%Y}", who, THEIRS, what, f"{sign}{euros},{rest:02}"])
        name = f"{self.now:%Y-%m-%d}.csv"
        got = statements.receive_file(ben, name=name, content=text.getvalue().encode(), now=self.now)
        made = got.statement_id
        if made is None:
            assert got.file_id is not None
            made = statements.read_table(ben, file_id=got.file_id, layout=_LAYOUT, now=self.now)
        statements.book_statement(ben, statement_id=made, now=self.now)
        return made

    def dues_arrive(self, *, but: int = 0) -> None:
        """All that members owe comes under their references, but of some who forget it this month."""
        owed: dict[int, int] = {}
        for line in treasury.dues_board(Viewer(self.ids["ben"]), now=self.now):
            owed[line.person.id] = owed.get(line.person.id, 0) + line.cents
        late = set(self.chance.sample(sorted(owed), min(but, len(owed))))
        rows = [
            ("A member", f"Dues {references.reference(references.DUES, person_id)}", cents)
            for person_id, cents in owed.items()
            if person_id not in late and cents
        ]
        if rows:
            self.statement(rows)

    def thank(self, *, givers: int, each: int) -> None:
        """A few write, and some of the others thank several of them."""
        authors = [self.ids[self.name(number)] for number in range(AUTHORS)]
        written = [publish_post(author, text="Something useful.", now=self.now) for author in authors]
        others = [self.ids[self.name(number)] for number in range(AUTHORS, PEOPLE)]
        for giver in self.chance.sample(others, givers):
            for post_id in self.chance.sample(written, each):
                thank_author(giver, post_id=post_id, now=self.now)

    def month_ends(self) -> None:
        """The first of the next month, with all that comes by itself."""
        self.now = months.beginning(months.after(months.month_of(self.now)))
        for hours in (0, 0.5, 0.5, 8):
            self.wait(hours=hours)


def found() -> Village:
    """Founded on the second of January; ten are on the fund, which has gifts enough for them."""
    install(mode=Mode.TEST, public_url="http://coop.example", now=BEGIN)
    village = Village()
    for number, name in enumerate(["ada", "ben", "caro", "finn", *(f"p{n}" for n in range(4, PEOPLE))]):
        village.ids[name] = make_person(name, now=BEGIN)
        branch = None if number < 8 else number % 8 + 1
        members.enrol(village.ids[name], branch=branch, votes_from=BEGIN, now=BEGIN)
    village.decide(
        SetParameter("co_op.time_zone", "Europe/Lisbon"),
        *(AppointMandate(str(village.ids[name]), role) for name, roles in _ROLES.items() for role in roles),
    )
    books.open_books(now=BEGIN)
    books.give_to_fund(village.ids["ben"], cents=60_000, now=BEGIN)
    for number in range(PEOPLE - CARRIED, PEOPLE):
        person_id = village.ids[village.name(number)]
        waivers.ask_for_waiver(person_id, now=BEGIN)
        waivers.grant_waiver(village.ids["ada"], person_id=person_id, now=BEGIN)
    return village
