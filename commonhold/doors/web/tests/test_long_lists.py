"""Lists that are longer than a page are read to their end by the links under them."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

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
from commonhold.social.groups.actions.founding import found_group
from commonhold.social.people.actions import grant_standing
from commonhold.social.people.models import Standing
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person, minutes

_MANY = 45  # more than two pages


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
    parts: list[list[int]] = []
    path = address.partition("?")[0]
    while True:
        page = client.get(address).content.decode()
        parts.append([int(each) for each in dict.fromkeys(re.findall(shows, page))])
        further = re.search(rf'class="pages".*?href="(\?[^"]*\b{cut}=\d+)"', page)
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


def _all_of(parts: list[list[int]]) -> list[int]:
    assert [len(each) for each in parts] == [20, 20, 5]
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
