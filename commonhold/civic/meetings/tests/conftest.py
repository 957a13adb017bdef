"""A co-op of four: Ada and Ben are the board, Ben keeps the books, Caro and Finn are members, Dev is none."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions.agenda import Item, add_item
from commonhold.civic.meetings.actions.attending import be_present
from commonhold.civic.meetings.actions.calling import Plan, call_meeting, plan_meeting
from commonhold.civic.meetings.actions.chairing import close_meeting, open_meeting
from commonhold.civic.meetings.queries import MeetingView
from commonhold.civic.members import actions as members
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from tests.begun import Begun
from tests.cast import MORNING, make_person

IN_THREE_WEEKS = MORNING + timedelta(days=21)
EVENING = Plan(
    kind="general",
    title="The summer meeting",
    form="hybrid",
    starts_at=IN_THREE_WEEKS,
    place="The old brewery",
    link="https://meet.example/summer",
)


@dataclass
class Coop:
    """Its people by name, and its time."""

    now: datetime = MORNING
    ids: dict[str, int] = field(default_factory=dict)
    decided: int = 0

    def wait(self, **span: float) -> None:
        """Let time pass, and run what came due."""
        self.now += timedelta(**span)
        ran = jobs.tick(self.now)
        assert all(each.ok for each in ran), ran

    def decide(self, *decisions: Decision) -> None:
        """As if everybody had agreed."""
        self.decided += 1
        done = enact(decisions, reference=f"test:{self.decided}", rule=UNANIMOUS, now=self.now)
        assert done.done, done.reason

    def told(self, name: str) -> list[str]:
        """Kinds of notifications, newest first."""
        return [each.kind for each in notifications.for_person(Viewer(self.ids[name]))]

    def recorded(self, meeting_id: int) -> list[str]:
        """Kinds of what the record says of a meeting, newest first."""
        return [each.kind for each in record.leaves(about=f"meeting:{meeting_id}")]

    def seen(self, name: str, meeting_id: int) -> MeetingView:
        return queries.meeting(Viewer(self.ids[name]), meeting_id, now=self.now)

    def plan(self, *, by: str = "ada", **said: Any) -> int:
        return plan_meeting(self.ids[by], plan=replace(EVENING, **said), now=self.now)

    def call(self, *items: Item, by: str = "ada", **said: Any) -> int:
        """A meeting whose notice was given."""
        made = self.plan(by=by, **said)
        for each in items or (Item("What we do next"),):
            add_item(self.ids[by], meeting_id=made, item=each, now=self.now)
        call_meeting(self.ids[by], meeting_id=made, now=self.now)
        self.wait()
        return made

    def hold(self, *items: Item, **said: Any) -> int:
        """A meeting that Ada called, opened and closed; Caro was there, Finn online."""
        made = self.call(*items, **said)
        self.wait(days=21)
        open_meeting(self.ids["ada"], meeting_id=made, now=self.now)
        for name, is_online in (("caro", False), ("finn", True)):
            be_present(self.ids[name], meeting_id=made, is_online=is_online, now=self.now)
        self.wait(hours=2)
        close_meeting(self.ids["ada"], meeting_id=made, now=self.now)
        return made


@pytest.fixture
def coop(begun: Begun) -> Coop:
    return begun(_begin)


def _begin() -> Coop:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    made = Coop()
    for name in ("ada", "ben", "caro", "finn", "dev"):
        made.ids[name] = make_person(name)
        if name != "dev":
            members.enrol(made.ids[name], votes_from=MORNING, now=MORNING)
    roles = {"ada": ["board"], "ben": ["board", "treasurer"]}
    made.decide(
        SetParameter("co_op.time_zone", "Europe/Lisbon"),
        *(AppointMandate(str(made.ids[name]), role) for name in roles for role in roles[name]),
    )
    books.open_books(now=MORNING)
    return made
