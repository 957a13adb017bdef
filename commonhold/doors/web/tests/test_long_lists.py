"""Lists that are longer than a page are read to their end by the links under them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from typing import TypeVar

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.governance.actions.propose import draft_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.members.actions import enrol
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as reports
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.events.actions import Plan, plan_event
from commonhold.social.events.models import Event
from commonhold.social.groups.actions import joining, order
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.lists import actions as lists
from commonhold.social.people import actions as people
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person, minutes

_MANY = 45  # more than two pages
_Shown = TypeVar("_Shown", int, str)


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://testserver", now=MORNING)


@pytest.fixture
def ada() -> int:
    return make_person("ada", member=True, signs_in=True)


def as_person(person_id: int) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def walked(client: Client, address: str, *, cut: str, shows: str) -> list[list[int]]:
    """The ids on each page, from the first to the last."""
    return [[int(one) for one in each] for each in _walked(client, address, cut, shows)]


def named(client: Client, address: str, *, cut: str, shows: str) -> list[list[str]]:
    """The same for what is called by a name."""
    return _walked(client, address, cut, shows)


def _walked(client: Client, address: str, cut: str, shows: str) -> list[list[str]]:
    parts: list[list[str]] = []
    path = address.partition("?")[0]
    while True:
        page = client.get(address).content.decode()
        parts.append(list(dict.fromkeys(re.findall(shows, page))))
        further = re.search(rf'class="pages".*?href="(\?[^"]*\b{cut}=\d+)', page)
        if further is None:
            return parts
        address = path + unescape(further[1])


def planned(by: int, *, group_id: int | None = None) -> list[int]:
    """Events on as many days from tomorrow on, the soonest first."""
    now = clock.now()
    return [
        plan_event(
            by,
            plan=Plan(title=f"Walk {day}", starts_at=now + timedelta(days=day), time_zone="Europe/Berlin"),
            group_id=group_id,
            now=now,
        )
        for day in range(1, _MANY + 1)
    ]


def are_past(events: list[int]) -> None:
    for row in Event.objects.filter(id__in=events):
        row.starts_at -= timedelta(days=_MANY + 1)
        row.save()


def _all_of(parts: list[list[_Shown]], *, most: int = 20) -> list[_Shown]:
    assert [len(each) for each in parts] == [*[most] * (_MANY // most), _MANY % most]
    return [one for each in parts for one in each]


_EVENT = r'href="/events/(\d+)"'


def test_events_under_each_tab(ada: int) -> None:
    made, hers = planned(ada), as_person(ada)
    for address in ("/events", "/events?in=mine"):
        assert _all_of(walked(hers, address, cut="after", shows=_EVENT)) == made
    are_past(made)
    assert _all_of(walked(hers, "/events?in=past", cut="after", shows=_EVENT)) == made[::-1]


def test_a_groups_events_to_come_and_past_each_by_itself(ada: int) -> None:
    group_id = found_group(ada, handle="walkers", title="Walkers", now=MORNING)
    past, to_come = planned(ada, group_id=group_id), planned(ada, group_id=group_id)
    are_past(past)
    for cut, made in (("after", to_come), ("before", past[::-1])):
        parts = walked(Client(), "/g/walkers/events", cut=cut, shows=_EVENT)
        seen = [[one for one in each if one in made] for each in parts]
        assert _all_of(seen) == made


def test_proposals_under_their_tab_with_their_number(ada: int) -> None:
    enrol(ada, branch=1, votes_from=MORNING, now=MORNING)
    made = [
        draft_proposal(ada, title=f"Words {n}", decisions=[Resolve("Hello")], now=minutes(n))
        for n in range(_MANY)
    ]
    hers = as_person(ada)
    assert '<span class="count">45</span>' in hers.get("/decide?in=talk").content.decode()
    shown = walked(hers, "/decide?in=talk", cut="before", shows=r'href="/decide/(\d+)"')
    assert _all_of(shown) == made[::-1]


def test_reports_that_wait_and_that_were_answered(ada: int, ben: int, caro: int) -> None:
    grant_standing(person_id=ada, kind=Standing.Kind.STEWARD, now=MORNING)
    made = [
        moderation.report(
            caro,
            about=f"post:{publish_post(ben, text=f'Fools {n}', now=minutes(n))}",
            rule=reports.rules()[0],
            now=MORNING + timedelta(hours=2 * n),  # so many a day are allowed
        )
        for n in range(_MANY)
    ]
    hers, report = as_person(ada), r'id="report-(\d+)"'
    assert _all_of(walked(hers, "/moderation/reports", cut="after", shows=report)) == made
    late = made[30]
    refused = hers.post(f"/moderation/reports/{late}", {"do": "dismiss", f"{late}-answer": "y" * 2001})
    page = refused.content.decode()
    assert refused.status_code == 400
    assert "y" * 2001 in page
    assert "All that wait" in page
    for each in made:
        moderation.answer_report(ada, report_id=each, is_kept=True, now=clock.now())
    assert _all_of(walked(hers, "/moderation/reports", cut="before", shows=report)) == made[::-1]


def crowd(name: str = "guest") -> list[int]:
    """So many people of this server, in the order of their handles."""
    return [make_person(f"{name}{n:02}") for n in range(_MANY)]


_PERSON = r'name="person_id" value="(\d+)"'


def test_whom_one_keeps_away_and_the_way_back_on_each_page(ada: int) -> None:
    away, hers = crowd(), as_person(ada)
    for n, each in enumerate(away):
        people.mute(ada, person_id=each, now=minutes(n))
        people.hide_boosts(ada, person_id=each, now=minutes(n))
        people.block_server(ada, domain=f"s{n:02}.example", now=minutes(n))
    mutes = walked(hers, "/settings/mutes", cut="before", shows=_PERSON)
    assert [one for one in mutes[1] if one in away[:5]] == away[4::-1]
    boosts = walked(hers, "/settings/mutes", cut="boosts_before", shows=_PERSON)
    assert [len(each) for each in boosts] == [40, 45]  # the mutes' first page stays beside them
    domains = named(hers, "/settings/servers", cut="before", shows=r'name="domain" value="(s[^"]+)"')
    assert _all_of(domains, most=40) == [f"s{n:02}.example" for n in reversed(range(_MANY))]
    for n, each in enumerate(away):
        people.block(ada, person_id=each, now=minutes(n))
    blocks = walked(hers, "/settings/blocks", cut="before", shows=_PERSON)
    assert _all_of(blocks, most=40) == away[::-1]
    hers.post("/settings/blocks/undo", {"person_id": away[0]})
    assert walked(hers, "/settings/blocks", cut="before", shows=_PERSON)[1] == away[4:0:-1]


def test_who_is_on_a_list_by_name(ada: int) -> None:
    known = crowd()
    for each in known:
        people.follow(ada, person_id=each, now=MORNING)
    list_id = lists.make_list(ada, title="Yard", now=MORNING)
    for each in reversed(known):
        lists.put_on_list(ada, list_id=list_id, person_id=each, now=MORNING)
    shown = walked(as_person(ada), f"/lists/{list_id}/people", cut="after", shows=_PERSON)
    assert _all_of(shown, most=40) == known


def test_who_asks_to_join_a_group_and_who_may_not_come_back(ada: int) -> None:
    group_id = found_group(ada, handle="walkers", title="Walkers", joining="approval", now=MORNING)
    asking, hers = crowd(), as_person(ada)
    for n, each in enumerate(asking):
        joining.ask_to_join(each, group_id=group_id, words="", now=minutes(n))
    asked = walked(hers, "/g/walkers/requests", cut="after", shows=r'name="request" value="(\d+)"')
    for n, each in enumerate(_all_of(asked)):
        joining.approve_request(ada, request_id=each, now=minutes(60 + n))
    for n, each in enumerate(asking):
        order.ban_from_group(ada, group_id=group_id, person_id=each, reason="Noise", now=minutes(120 + n))
    assert _all_of(walked(hers, "/g/walkers/requests", cut="before", shows=_PERSON)) == asking[::-1]


def test_groups_to_discover_the_larger_first_and_groups_found(ada: int, ben: int) -> None:
    made = [
        found_group(ben, handle=f"walk{n:02}", title=f"Walk {n:02}", now=minutes(n)) for n in range(_MANY)
    ]
    joining.join_group(make_person("uma"), group_id=made[-1], now=minutes(60))
    handles = ["walk44", *(f"walk{n:02}" for n in range(_MANY - 1))]
    shows = r'href="/g/(walk\d+)"'
    for address in ("/groups", "/groups?q=walk", "/search?what=groups&q=walk"):
        assert _all_of(named(as_person(ada), address, cut="after", shows=shows)) == handles


def test_people_tags_and_proposals_that_are_found_and_nothing_that_is_hidden(ada: int, ben: int) -> None:
    enrol(ada, branch=1, votes_from=MORNING, now=MORNING)
    found, hidden = crowd("guest"), make_person("guest2x")
    people.block(hidden, person_id=ada, now=MORNING)
    hers = as_person(ada)
    handles = [f"guest{n:02}" for n in range(_MANY)]
    shown = named(hers, "/search?what=people&q=guest", cut="after", shows=r'href="/@(guest\w+)"')
    assert _all_of(shown) == handles
    for n, each in enumerate(found):
        publish_post(each, text=f"#bread{n:02}", now=minutes(n))
    publish_post(ben, text="#breadsecret", audience="followers", now=MORNING)
    tags = named(hers, "/search?what=tags&q=bread", cut="after", shows=r'href="/tags/(bread\w+)"')
    assert _all_of(tags) == [f"bread{n:02}" for n in range(_MANY)]
    made = [
        draft_proposal(ada, title=f"Bread {n}", decisions=[Resolve("Hello")], now=minutes(n))
        for n in range(_MANY)
    ]
    asked = walked(hers, "/search?what=proposals&q=bread", cut="before", shows=r'href="/decide/(\d+)"')
    assert _all_of(asked) == made[::-1]


def test_posts_that_quote_ones_own(ada: int, ben: int) -> None:
    said = publish_post(ada, text="Bread", quote_policy="everyone", now=MORNING)
    made = [publish_post(ben, text=f"Yes {n}", quoted=said, now=minutes(n)) for n in range(1, _MANY + 1)]
    shown = walked(as_person(ada), f"/@ada/{said}/quotes", cut="before", shows=r'action="/@ben/(\d+)/quote"')
    assert _all_of(shown) == made[::-1]
