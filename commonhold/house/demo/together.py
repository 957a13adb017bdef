"""The annual meeting with its reports and minutes, one more in preparation, and ideas for what comes next."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.meetings import queries as meetings
from commonhold.civic.meetings.actions import agenda, attending, calling, chairing
from commonhold.civic.meetings.actions.agenda import Item
from commonhold.civic.meetings.actions.calling import Plan
from commonhold.civic.roadmap.actions import proposing, steering
from commonhold.civic.treasury import queries as treasury
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.purse import REPAIRS
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import ANYONE, Viewer

_CALLED, _HELD = 24.4, 40.5
_ROOM = "https://meet.example/lantern-yard"
_AGENDA = (
    Item("Money", "What came in, what went out, and what is left.", report="treasurer"),
    Item("What was reported", report="moderation"),
    Item("The year of our co-op", report="board"),
    Item("What we would like to have next", "Bring your ideas, or support those on the roadmap."),
)
_SAID = (
    "Ben went through the books. Nobody asked for more.",
    "All reports were read. It was quiet, and we hope that it stays so.",
    "Many came, and few left.",
    "The seed swap gets its own table. A cargo bike to lend found the most friends.",
)
_IDEAS = (
    (12.3, "hana", "A cargo bike to lend", "For the weekly shop, and for whoever moves house.", 9),
    (15.6, "ivo", "A shelf for things to give away", "By the door, with a roof against the rain.", 6),
    (19.2, "jun", "Recipes from the shared kitchen", "One page each, with what it cost.", 4),
    (31.8, "caro", "A second evening for repairs", "The first is always full.", 0),
)


def plan(town: Town) -> None:
    on, made = town.calendar.on, dict[str, int]()
    on(_CALLED, _calls_the_annual_meeting(town, made))
    on(_HELD, _holds_it(town, made))
    on(_HELD + 2.1, _publishes_the_minutes(town, made))
    on(56.3, _prepares_another(town))
    for day, author, title, text, supporters in _IDEAS:
        on(day, _writes(town, made, author, title, text))
        on(day + 3.0, _support(town, made, title, supporters))
    bike, shelf, recipes, _repairs = (title for _day, _author, title, _text, _supporters in _IDEAS)
    on(44.2, _estimates(town, made, bike))
    on(46.4, _moves(town, made, shelf, "planned", "Kai brings the wood."))
    on(53.4, _moves(town, made, recipes, "shipped", link="https://lanternyard.example/recipes"))


def _calls_the_annual_meeting(town: Town, made: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        starts = town.calendar.at(_HELD)
        text = "First the meeting, then soup."
        plan = Plan("annual", "Our first annual meeting", "hybrid", starts, "The old brewery", _ROOM, text)
        made["annual"] = calling.plan_meeting(ada, plan=plan, now=at)
        for item in _AGENDA:
            agenda.add_item(ada, meeting_id=made["annual"], item=item, now=at)
        calling.call_meeting(ada, meeting_id=made["annual"], now=at)
        for number, handle in enumerate(town.members()[1:14]):
            answer = ("comes", "comes", "online", "regrets")[number % 4]
            attending.answer_meeting(town.ids[handle], meeting_id=made["annual"], answer=answer, now=at)

    return deed


def _holds_it(town: Town, made: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        chairing.open_meeting(ada, meeting_id=made["annual"], now=at)
        for number, handle in enumerate(town.members()[:17]):
            by, is_online = town.ids[handle], number % 3 == 2
            attending.be_present(by, meeting_id=made["annual"], is_online=is_online, now=at)
        chairing.close_meeting(ada, meeting_id=made["annual"], now=at + timedelta(hours=2))

    return deed


def _publishes_the_minutes(town: Town, made: dict[str, int]) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        items = meetings.meeting(Viewer(ada), made["annual"], now=at).items
        for item, said in zip(items, _SAID, strict=True):
            chairing.write_minutes(ada, item_id=item.id, text=said, now=at)
        chairing.publish_minutes(ada, meeting_id=made["annual"], now=at)

    return deed


def _prepares_another(town: Town) -> Deed:
    def deed(at: datetime) -> None:
        ada = town.ids["ada"]
        starts = town.calendar.at(84.5)
        plan = Plan("general", "A meeting about the yard", "in-person", starts, "The old brewery")
        meeting_id = calling.plan_meeting(ada, plan=plan, now=at)
        agenda.add_item(ada, meeting_id=meeting_id, item=Item("The tree and the bench"), now=at)

    return deed


def _writes(town: Town, made: dict[str, int], author: str, title: str, text: str) -> Deed:
    def deed(at: datetime) -> None:
        made[title] = proposing.propose_idea(town.ids[author], title=title, text=text, now=at)

    return deed


def _support(town: Town, made: dict[str, int], title: str, supporters: int) -> Deed:
    def deed(at: datetime) -> None:
        for handle in town.members()[1 : supporters + 1]:
            proposing.support_idea(town.ids[handle], idea_id=made[title], now=at)

    return deed


def _estimates(town: Town, made: dict[str, int], title: str) -> Deed:
    def deed(at: datetime) -> None:
        note, found = "A used one, with new brakes.", treasury.line_of(ANYONE, REPAIRS, now=at)
        line = found.code if found else ""
        steering.estimate_idea(
            town.ids["ben"], idea_id=made[title], cents=140_000, note=note, line=line, now=at
        )

    return deed


def _moves(
    town: Town, made: dict[str, int], title: str, state: str, reason: str = "", *, link: str = ""
) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids["ada"]
        steering.move_idea(by, idea_id=made[title], state=state, reason=reason, link=link, now=at)

    return deed
