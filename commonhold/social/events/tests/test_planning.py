from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commonhold.social.events import queries
from commonhold.social.events.actions import answer_event, cancel_event, change_event, plan_event
from commonhold.social.events.refusals import (
    CancelReasonNeeded,
    CapacityTooSmall,
    EndsBeforeItStarts,
    EventCancelled,
    EventIsOver,
    EventTextTooLong,
    EventTitleLength,
    GroupMembersPlan,
    LinkNotAllowed,
    MembersEvent,
    NoSuchEvent,
    NotYourEvent,
    StartsInThePast,
    UnknownEventAudience,
    UnknownTimeZone,
)
from commonhold.social.events.tests.conftest import FRIDAY, WALK, Planned
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, minutes

NOTHING: queries.Page = ([], None)


def shown(page: queries.Page) -> list[queries.EventView]:
    """The whole list, which fits one page."""
    found, further = page
    assert further is None
    return found


def test_anybody_plans_an_event_and_others_find_it(dev: int, ben: int) -> None:
    made = plan_event(dev, plan=replace(WALK, capacity=9, text="*Boots*"), now=MORNING)
    (seen,) = shown(queries.upcoming(Viewer(ben), now=MORNING))
    assert (seen.id, seen.title, seen.place, seen.capacity) == (made, WALK.title, "The old bridge", 9)
    assert [each.id for each in shown(queries.mine(Viewer(dev), now=MORNING))] == [made]
    assert queries.mine(Viewer(ben), now=MORNING) == queries.mine(ANYONE, now=MORNING) == NOTHING


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"title": "  "}, EventTitleLength),
        ({"title": "x" * 121}, EventTitleLength),
        ({"text": "x" * 5001}, EventTextTooLong),
        ({"place": "x" * 201}, EventTextTooLong),
        ({"starts_at": MORNING}, StartsInThePast),
        ({"ends_at": FRIDAY}, EndsBeforeItStarts),
        ({"time_zone": "Mars/Olympus"}, UnknownTimeZone),
        ({"link": "javascript:alert(1)"}, LinkNotAllowed),
        ({"link": "https://[broken"}, LinkNotAllowed),
        ({"capacity": 0}, CapacityTooSmall),
    ],
)
def test_what_an_event_cannot_be_is_refused(ada: int, said: Any, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        plan_event(ada, plan=replace(WALK, **said), now=MORNING)


def test_members_events_are_planned_and_seen_by_members(
    ada: int, ben: int, dev: int, planned: Planned
) -> None:
    made = planned(audience="members")
    assert queries.event(Viewer(ben), made, now=MORNING).title == WALK.title
    for viewer in (Viewer(dev), ANYONE):
        assert queries.upcoming(viewer, now=MORNING) == NOTHING
        with pytest.raises(NoSuchEvent):
            queries.event(viewer, made, now=MORNING)
        with pytest.raises(NoSuchEvent):
            queries.company(viewer, made)
    with pytest.raises(MembersEvent):
        plan_event(dev, plan=WALK, audience="members", now=MORNING)
    with pytest.raises(UnknownEventAudience):
        plan_event(ada, plan=WALK, audience="group", now=MORNING)


def test_a_groups_events_are_for_those_who_read_it(
    ben: int, caro: int, walkers: int, planned: Planned
) -> None:
    made = planned(group_id=walkers)
    seen = queries.event(Viewer(ben), made, now=MORNING)
    assert seen.group is not None
    assert seen.group.handle == "walkers"
    assert [each.id for each in shown(queries.of_group(Viewer(ben), walkers, now=MORNING))] == [made]
    with pytest.raises(NoSuchEvent):
        queries.event(Viewer(caro), made, now=MORNING)
    assert queries.group_calendar(ANYONE, walkers, now=MORNING) == []
    with pytest.raises(GroupMembersPlan):
        plan_event(caro, plan=WALK, group_id=walkers, now=MORNING)


def test_a_change_counts_and_shows(ada: int, planned: Planned) -> None:
    made = planned()
    change_event(ada, event_id=made, plan=WALK, now=minutes(1))
    assert queries.event(ANYONE, made, now=minutes(1)).revision == 0
    change_event(ada, event_id=made, plan=replace(WALK, place="The mill"), now=minutes(2))
    seen = queries.event(ANYONE, made, now=minutes(2))
    assert (seen.place, seen.revision, seen.changed_at) == ("The mill", 1, minutes(2))
    with pytest.raises(StartsInThePast):
        change_event(ada, event_id=made, plan=replace(WALK, starts_at=MORNING), now=minutes(3))


def test_only_the_host_and_the_groups_moderators_change_an_event(
    ada: int, ben: int, caro: int, walkers: int
) -> None:
    made = plan_event(ben, plan=WALK, group_id=walkers, now=MORNING)
    change_event(ada, event_id=made, plan=replace(WALK, title="A longer walk"), now=minutes(1))
    of_ada = plan_event(ada, plan=WALK, now=MORNING)
    for act in (
        lambda: change_event(caro, event_id=of_ada, plan=WALK, now=minutes(1)),
        lambda: cancel_event(caro, event_id=of_ada, reason="Rain", now=minutes(1)),
    ):
        with pytest.raises(NotYourEvent):
            act()
    with pytest.raises(NoSuchEvent):
        change_event(caro, event_id=made, plan=WALK, now=minutes(1))


def test_a_cancelled_event_says_why_and_changes_no_more(ada: int, ben: int, planned: Planned) -> None:
    made = planned()
    with pytest.raises(CancelReasonNeeded):
        cancel_event(ada, event_id=made, reason=" ", now=minutes(1))
    for _again in range(2):
        cancel_event(ada, event_id=made, reason="Flood", now=minutes(1))
    seen = queries.event(ANYONE, made, now=minutes(2))
    assert (seen.cancel_reason, seen.revision, seen.may_change) == ("Flood", 1, False)
    assert queries.upcoming(ANYONE, now=minutes(2)) == NOTHING
    with pytest.raises(EventCancelled):
        change_event(ada, event_id=made, plan=WALK, now=minutes(2))
    with pytest.raises(EventCancelled):
        answer_event(ben, event_id=made, answer="yes", now=minutes(2))


def test_what_is_over_is_past_and_changes_no_more(ada: int, ben: int, planned: Planned) -> None:
    made = planned(ends_at=FRIDAY + timedelta(hours=2))
    during, after = FRIDAY + timedelta(hours=1), FRIDAY + timedelta(hours=3)
    answer_event(ben, event_id=made, answer="yes", now=during)
    assert [each.id for each in shown(queries.upcoming(ANYONE, now=during))] == [made]
    assert queries.upcoming(ANYONE, now=after) == NOTHING
    assert [each.id for each in shown(queries.past(Viewer(ben), now=after))] == [made]
    with pytest.raises(EventIsOver):
        answer_event(ben, event_id=made, answer="no", now=after)
    with pytest.raises(EventIsOver):
        cancel_event(ada, event_id=made, reason="Rain", now=after)
