from __future__ import annotations

import pytest

from commonhold.social.events import personal_data, queries
from commonhold.social.events.actions import (
    answer_event,
    new_calendar_key,
    withdraw_answer,
)
from commonhold.social.events.refusals import (
    ComesAlready,
    EventIsFull,
    NoSuchCalendar,
    NoSuchEvent,
    NotWelcome,
    NotWelcomeAsEither,
    UnknownAnswer,
)
from commonhold.social.events.tests.conftest import WALK, Planned
from commonhold.social.groups.actions import founding, order
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, make_person, minutes


def test_people_say_whether_they_come_and_change_their_mind(ben: int, caro: int, planned: Planned) -> None:
    made = planned()
    for person, answer in ((ben, "no"), (caro, "maybe"), (ben, "yes")):
        answer_event(person, event_id=made, answer=answer, now=minutes(1))
    seen = queries.event(Viewer(ben), made, now=minutes(2))
    assert (seen.answer, seen.coming, seen.perhaps) == ("yes", 1, 1)
    company = queries.company(Viewer(caro), made)
    assert [each.handle for each in company.coming] == ["ben"]
    assert [each.handle for each in company.perhaps] == ["caro"]
    withdraw_answer(ben, event_id=made, now=minutes(3))
    assert queries.event(Viewer(ben), made, now=minutes(3)).answer == ""
    with pytest.raises(UnknownAnswer):
        answer_event(ben, event_id=made, answer="perhaps", now=minutes(3))


def test_one_human_takes_one_place(planned: Planned) -> None:
    dora = make_person("dora", signs_in=True)
    works = people.add_profile(dora, handle="works", display_name="D. Works", now=MORNING)
    made = planned()
    answer_event(dora, event_id=made, answer="yes", now=minutes(1))
    with pytest.raises(ComesAlready):
        answer_event(works, event_id=made, answer="yes", now=minutes(1))
    answer_event(dora, event_id=made, answer="no", now=minutes(2))
    answer_event(works, event_id=made, answer="yes", now=minutes(2))
    assert queries.event(ANYONE, made, now=minutes(3)).coming == 1


def test_strangers_learn_how_many_come_but_not_who(ben: int, planned: Planned) -> None:
    made = planned()
    answer_event(ben, event_id=made, answer="yes", now=minutes(1))
    assert queries.event(ANYONE, made, now=minutes(1)).coming == 1
    assert queries.company(ANYONE, made) == queries.Company((), ())


def test_the_online_link_is_for_those_who_come(ada: int, ben: int, planned: Planned) -> None:
    made = planned(link="https://meet.example/walk")
    for viewer, link in ((Viewer(ada), "https://meet.example/walk"), (Viewer(ben), ""), (ANYONE, "")):
        seen = queries.event(viewer, made, now=MORNING)
        assert (seen.link, seen.has_link) == (link, True)
    answer_event(ben, event_id=made, answer="maybe", now=minutes(1))
    assert queries.event(Viewer(ben), made, now=MORNING).link == "https://meet.example/walk"


def test_a_full_event_takes_nobody_more_until_somebody_steps_back(
    ben: int, caro: int, planned: Planned
) -> None:
    made = planned(capacity=1)
    for _again in range(2):
        answer_event(ben, event_id=made, answer="yes", now=minutes(1))
    with pytest.raises(EventIsFull):
        answer_event(caro, event_id=made, answer="yes", now=minutes(2))
    answer_event(caro, event_id=made, answer="maybe", now=minutes(2))
    answer_event(ben, event_id=made, answer="no", now=minutes(3))
    answer_event(caro, event_id=made, answer="yes", now=minutes(4))
    assert queries.event(Viewer(caro), made, now=minutes(5)).is_full


def test_who_may_not_know_of_it_cannot_answer(dev: int, planned: Planned) -> None:
    with pytest.raises(NoSuchEvent):
        answer_event(dev, event_id=planned(audience="members"), answer="yes", now=MORNING)


def test_whom_a_group_banned_does_not_come_to_its_events(ada: int, ben: int, planned: Planned) -> None:
    group_id = founding.found_group(ada, handle="open_walks", title="Open walks", now=MORNING)
    made = planned(group_id=group_id)
    order.ban_from_group(ada, group_id=group_id, person_id=ben, reason="Pushing", now=MORNING)
    with pytest.raises(NotWelcome):
        answer_event(ben, event_id=made, answer="yes", now=MORNING)


def test_a_ban_of_one_profile_keeps_out_both_and_undoes_nothing_that_would_show_it(
    ada: int, planned: Planned
) -> None:
    gil = make_person("gil", signs_in=True)
    works = people.add_profile(gil, handle="works", display_name="Works", now=MORNING)
    group_id = founding.found_group(ada, handle="open_walks", title="Open walks", now=MORNING)
    made, answered = planned(group_id=group_id), planned(group_id=group_id)
    answer_event(works, event_id=answered, answer="maybe", now=MORNING)
    order.ban_from_group(ada, group_id=group_id, person_id=gil, reason="Pushing", now=MORNING)
    with pytest.raises(NotWelcomeAsEither):
        answer_event(works, event_id=made, answer="yes", now=minutes(1))
    assert queries.event(Viewer(works), answered, now=minutes(1)).answer == "maybe"
    order.lift_ban(ada, group_id=group_id, person_id=gil, now=minutes(2))
    answer_event(works, event_id=made, answer="yes", now=minutes(3))


def test_the_personal_calendar_opens_with_its_key_alone(ada: int, ben: int, planned: Planned) -> None:
    made, _other = planned(), planned(title="Another walk")
    answer_event(ben, event_id=made, answer="yes", now=MORNING)
    key = new_calendar_key(ben, now=MORNING)
    assert [each.id for each in queries.calendar(key, now=MORNING)] == [made]
    assert queries.calendar_key(Viewer(ben)) == key
    newer = new_calendar_key(ben, now=minutes(1))
    assert newer != key
    with pytest.raises(NoSuchCalendar):
        queries.calendar(key, now=MORNING)


def test_a_calendar_holds_nothing_that_its_person_may_no_longer_see(
    ada: int, ben: int, walkers: int, planned: Planned
) -> None:
    made = planned(group_id=walkers)
    answer_event(ben, event_id=made, answer="yes", now=MORNING)
    key = new_calendar_key(ben, now=MORNING)
    order.remove_from_group(ada, group_id=walkers, person_id=ben, reason="Pushing", now=minutes(1))
    assert queries.calendar(key, now=minutes(2)) == []


def test_erasing_calls_off_what_she_planned_and_forgets_where_she_went(
    ada: int, ben: int, planned: Planned
) -> None:
    made = planned()
    answer_event(ben, event_id=made, answer="yes", now=MORNING)
    assert personal_data.export_of(ben)["event_answers"][0]["answer"] == "yes"
    assert personal_data.export_of(ada)["events_planned"][0]["title"] == WALK.title
    for each in (ada, ben):
        personal_data.erase(each, minutes(1))
    seen = queries.event(ANYONE, made, now=minutes(2))
    assert (seen.title, seen.place, seen.coming) == ("Somebody's event", "", 0)
    assert seen.cancelled_at is not None
