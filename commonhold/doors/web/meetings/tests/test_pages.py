"""The pages of meetings: what is refused keeps what was typed, and nobody sees what isn't for them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from icalendar import Calendar

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.meetings.actions.agenda import Item, add_item
from commonhold.civic.meetings.actions.calling import Plan, call_meeting, plan_meeting
from commonhold.ground.clock import actions as clock
from commonhold.ground.clock import queries as time
from commonhold.ground.installation.mode import Mode
from tests.begun import Begun
from tests.cast import PASSWORD, make_person

SOON = timedelta(days=20)


@pytest.fixture
def people(begun: Begun) -> dict[str, int]:
    """Ada, Ben and Caro founded, so each holds the board's mandate; Dev has an account alone."""
    return begun(_founded)


def _founded() -> dict[str, int]:
    names = ("ada", "ben", "caro")
    made = found(
        name="Lantern Yard",
        purpose="To meet.",
        founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
        public_url="http://testserver",
        mode=Mode.TEST,
        now=datetime.now(UTC),
    )
    return {**dict(zip(names, made, strict=True)), "dev": make_person("dev", signs_in=True)}


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def called(people: dict[str, int], *items: Item, kind: str = "general") -> int:
    now = time.now()
    plan = Plan(kind, "Summer meeting", "hybrid", now + SOON, "The brewery", "https://meet.example/summer")
    made = plan_meeting(people["ada"], plan=plan, now=now)
    for each in items or (Item("What we do next"),):
        add_item(people["ada"], meeting_id=made, item=each, now=now)
    call_meeting(people["ada"], meeting_id=made, now=now)
    return made


def starting(later: timedelta) -> str:
    return f"{time.now() + later:%Y-%m-%dT%H:%M}"


def said(**changed: str) -> dict[str, str]:
    plan = {"kind": "general", "title": "Summer meeting", "form": "in-person", "place": "The brewery"}
    return {**plan, "starts": starting(SOON), **changed}


def page_of(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status, path
    return answer.content.decode()


def test_the_board_plans_writes_the_agenda_and_gives_notice(people: dict[str, int]) -> None:
    ada = as_person(people["ada"])
    path = ada.post("/meetings/new", said())["Location"].removesuffix("/agenda")
    assert ada.post(f"{path}/agenda", {"title": "What we do next"}).status_code == 303
    assert ada.post(f"{path}/agenda", {"title": "Other things"}).status_code == 303
    page = page_of(ada, f"{path}/agenda")
    assert "Give notice to all" in page
    item = page.split(f"{path}/agenda/")[1].split("/")[0]
    assert ada.post(f"{path}/agenda/{item}/move", {"where": "down"}).status_code == 303
    assert ada.post(f"{path}/agenda/{item}", {"title": "What we do first"}).status_code == 303
    assert ada.post(f"{path}/agenda/{item}", {"title": ""}).status_code == 400
    assert page_of(as_person(people["dev"]), path, 404)
    assert ada.post(f"{path}/notice").status_code == 303
    page = page_of(Client(), path)
    assert page.index("Other things") < page.index("What we do first")
    assert "Summer meeting" in page_of(Client(), "/meetings")
    assert ada.post(f"{path}/agenda", {"title": "Late"}).status_code == 400


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"place": ""}, "Say where people come together."),
        ({"form": "online"}, "Give the link to take part online."),
        ({"starts": "2020-01-01T10:00"}, "Our charter asks for 14 days of notice."),
        ({"title": "Hi"}, "between 3 and 120 characters"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    people: dict[str, int], changed: dict[str, str], words: str
) -> None:
    answer = as_person(people["ada"]).post("/meetings/new", said(text="Bring cake", **changed))
    page = answer.content.decode()
    assert (answer.status_code, words in page, "Bring cake" in page) == (400, True, True)


def test_members_answer_and_read_the_link_that_others_do_not(people: dict[str, int]) -> None:
    path = f"/meetings/{called(people)}"
    caro = as_person(people["caro"])
    assert caro.post(f"{path}/answer", {"answer": "online"}).status_code == 303
    page = page_of(caro, path)
    assert "https://meet.example/summer" in page
    assert "1 online" in page
    for client in (Client(), as_person(people["dev"])):
        page = page_of(client, path)
        assert "https://meet.example/summer" not in page
        assert "/@caro" not in page
    caro.post(f"{path}/answer", {"answer": ""})
    assert "0 online" in page_of(caro, path)
    assert as_person(people["dev"]).post(f"{path}/answer", {"answer": "comes"}).status_code != 303


def test_a_meeting_is_changed_and_called_off_with_its_reason(people: dict[str, int]) -> None:
    path = f"/meetings/{called(people)}"
    ada = as_person(people["ada"])
    plan = {"form": "hybrid", "link": "https://meet.example/summer"}
    changed = ada.post(f"{path}/edit", said(place="The library", **plan))
    assert changed.status_code == 303
    assert "The library" in page_of(ada, path)
    assert ada.post(f"{path}/edit", said(title="Another", **plan)).status_code == 400
    assert ada.post(f"{path}/off", {"reason": ""}).status_code == 400
    assert as_person(people["dev"]).get(f"{path}/edit").status_code == 403
    assert ada.post(f"{path}/off", {"reason": "It rains"}).status_code == 303
    assert ada.get(f"{path}/edit").status_code == 403
    assert "It rains" in page_of(Client(), path)
    assert "Summer meeting" in page_of(Client(), "/meetings?in=past")
    calendar = Calendar.from_ical(Client().get(f"{path}.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert (event["summary"], event["status"], event["sequence"]) == ("Summer meeting", "CANCELLED", 2)


def test_the_chair_opens_and_closes_it_and_publishes_the_minutes(people: dict[str, int]) -> None:
    path = f"/meetings/{called(people)}"
    ada, caro = as_person(people["ada"]), as_person(people["caro"])
    clock.advance(by=SOON)
    assert ada.post(f"{path}/open").status_code == 303
    assert caro.post(f"{path}/here", {"way": "online"}).status_code == 303
    assert "1 online" in page_of(caro, path)
    assert ada.post(f"{path}/close")["Location"] == f"{path}/minutes/write"
    page = page_of(ada, f"{path}/minutes/write")
    field = page.split('name="item-')[1].split('"')[0]
    assert page_of(caro, f"{path}/minutes/write", 403)
    assert ada.post(f"{path}/minutes/write", {"do": "publish"}).status_code == 400
    kept = {f"item-{field}": "We *all* spoke", "do": "keep"}
    assert ada.post(f"{path}/minutes/write", kept).status_code == 303
    assert page_of(caro, f"{path}/minutes", 404)
    sent = ada.post(f"{path}/minutes/write", {**kept, "do": "publish"})
    assert sent["Location"] == f"{path}/minutes"
    assert "We <em>all</em> spoke" in page_of(caro, f"{path}/minutes")
    corrected = {f"item-{field}": "We spoke", "do": "publish", "because": "Not all"}
    assert ada.post(f"{path}/minutes/write", corrected).status_code == 303
    assert "Not all" in page_of(caro, f"{path}/minutes?version=2")
    assert caro.get(f"{path}/minutes.json?version=1").json()["items"][0]["minutes"] == "We *all* spoke"
    assert page_of(as_person(people["dev"]), f"{path}/minutes", 404)


def test_the_years_reports_are_tables_that_a_proposal_adopts(people: dict[str, int]) -> None:
    items = [Item(each, report=each) for each in ("treasurer", "moderation", "board")]
    path = f"/meetings/{called(people, *items, kind='annual')}"
    for report, words in (
        ("treasurer", "Left of the year"),
        ("moderation", "Reports that came in"),
        ("board", "Give a member a mandate"),
    ):
        page = page_of(Client(), f"{path}/reports/{report}")
        assert words in page
        assert "Put its adoption to the vote" not in page
        assert Client().get(f"{path}/reports/{report}.json").json()["report"] == report
    assert page_of(Client(), f"{path}/reports/weather", 404)
    ada = as_person(people["ada"])
    assert "Put its adoption to the vote" in page_of(ada, f"{path}/reports/board")
    draft = ada.post(f"{path}/reports/board/adopt")["Location"]
    assert "adopted" in page_of(ada, draft)
    assert ada.post(f"{path}/reports/board/adopt").status_code != 303
