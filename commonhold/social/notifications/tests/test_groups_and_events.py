from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from commonhold.ground.jobs import actions as jobs
from commonhold.social.events.actions import Plan, answer_event, cancel_event, change_event, plan_event
from commonhold.social.groups import queries as groups
from commonhold.social.groups.actions import elections, founding, joining, order
from commonhold.social.notifications import queries
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, minutes

DAY = timedelta(days=1)
FRIDAY = MORNING + 4 * DAY
WALK = Plan(title="A walk", starts_at=FRIDAY, time_zone="Europe/Berlin")


def told(person: int, *, at: datetime) -> list[tuple[str, str]]:
    """Kind and page of what somebody was told, the earliest first."""
    jobs.tick(at)
    jobs.tick(at)
    return [
        (each.kind, each.subject.partition("?")[0]) for each in reversed(queries.for_person(Viewer(person)))
    ]


@pytest.fixture
def walkers(ada: int) -> int:
    return founding.found_group(ada, handle="walkers", title="Walkers", joining="approval", now=MORNING)


def test_a_request_is_told_until_it_is_answered_or_taken_back(ada: int, ben: int, walkers: int) -> None:
    asked = [("group.asked", "group:walkers/requests")]
    joining.ask_to_join(ben, group_id=walkers, now=minutes(1))
    assert told(ada, at=minutes(1)) == asked
    joining.withdraw_request(ben, group_id=walkers, now=minutes(2))
    assert told(ada, at=minutes(2)) == []
    joining.ask_to_join(ben, group_id=walkers, now=minutes(3))
    assert told(ada, at=minutes(3)) == asked
    (request,) = groups.waiting(Viewer(ada), walkers)[0]
    joining.refuse_request(ada, request_id=request.id, now=minutes(4))
    assert told(ada, at=minutes(4)) == []
    assert told(ben, at=minutes(4)) == [("group.refused", "group:walkers")]


def test_invitations_removals_and_nominations_reach_the_person(
    ada: int, ben: int, caro: int, walkers: int
) -> None:
    for each in (ben, caro):
        joining.invite_to_group(ada, group_id=walkers, person_id=each, now=minutes(1))
        joining.accept_invitation(each, group_id=walkers, now=minutes(2))
        elections.call_election(each, group_id=walkers, now=minutes(3))
    elections.call_election(ada, group_id=walkers, now=minutes(3))
    election_id = groups.group(Viewer(ada), "walkers").election_id
    assert election_id is not None
    elections.nominate(ada, election_id=election_id, person_id=ben, now=minutes(4))
    order.remove_from_group(ada, group_id=walkers, person_id=ben, reason="Pushing", now=minutes(5))
    kinds = [kind for kind, _page in told(ben, at=minutes(6))]
    assert sorted(kinds) == ["group.invited", "group.nominated", "group.removed"]


def test_members_learn_of_each_stage_of_an_election(ada: int, ben: int, caro: int, walkers: int) -> None:
    for each in (ben, caro):
        joining.invite_to_group(ada, group_id=walkers, person_id=each, now=minutes(1))
        joining.accept_invitation(each, group_id=walkers, now=minutes(2))
    for each in (ada, ben, caro):
        elections.call_election(each, group_id=walkers, now=minutes(3))
    election_id = groups.group(Viewer(ada), "walkers").election_id
    page = f"group:walkers/elections/{election_id}"
    assert told(caro, at=MORNING + 4 * DAY)[1:] == [("group.election", page), ("group.elected", page)]


def test_a_groups_members_learn_of_its_events_and_those_who_come_of_changes(
    ada: int, ben: int, caro: int
) -> None:
    group_id = founding.found_group(ada, handle="walkers", title="Walkers", now=MORNING)
    for each in (ben, caro):
        joining.join_group(each, group_id=group_id, now=MORNING)
    made = plan_event(ada, plan=WALK, group_id=group_id, now=MORNING)
    answer_event(ben, event_id=made, answer="maybe", now=minutes(1))
    for number, place in enumerate(("The mill", "The bridge")):
        change_event(ada, event_id=made, plan=replace(WALK, place=place), now=minutes(2 + number))
    cancel_event(ada, event_id=made, reason="Flood", now=minutes(5))
    page = f"event:{made}"
    assert told(caro, at=minutes(6)) == [("event.planned", page)]
    assert told(ben, at=minutes(6)) == [
        ("event.planned", page),
        ("event.changed", page),
        ("event.changed", page),
        ("event.cancelled", page),
    ]
    assert told(ada, at=minutes(6)) == []


def test_a_reminder_comes_a_day_before_and_follows_a_new_date(ada: int, ben: int) -> None:
    kept, moved, off = (plan_event(ada, plan=WALK, now=MORNING) for _each in range(3))
    for each in (kept, moved, off):
        answer_event(ben, event_id=each, answer="yes", now=MORNING)
    change_event(ada, event_id=moved, plan=replace(WALK, starts_at=FRIDAY + 3 * DAY), now=minutes(1))
    cancel_event(ada, event_id=off, reason="Flood", now=minutes(1))

    def reminded(at: datetime) -> list[str]:
        return [page for kind, page in told(ben, at=at) if kind == "event.tomorrow"]

    assert reminded(FRIDAY - DAY) == [f"event:{kept}"]
    assert reminded(FRIDAY) == [f"event:{kept}"]
    assert reminded(FRIDAY + 2 * DAY) == [f"event:{kept}", f"event:{moved}"]
