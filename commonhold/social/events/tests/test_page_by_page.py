"""Long lists of events are read part by part: none is left out, and none stands there twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from commonhold.social.events import queries
from commonhold.social.events.actions import answer_event, cancel_event, change_event
from commonhold.social.events.tests.conftest import FRIDAY, WALK, Planned
from commonhold.social.people.actions import block
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, minutes

# Two each begin at the same time, and who planned first comes last.
_HOURS = (3, 3, 2, 2, 1, 1, 0)


def walked(look: Callable[[int | None], queries.Page]) -> list[int]:
    """The ids of all parts, one after the other."""
    ids: list[int] = []
    last: int | None = None
    while True:
        found, last = look(last)
        ids += [each.id for each in found]
        if last is None:
            return ids
        assert len(found) == 2


def expected(planned: list[int]) -> list[int]:
    """By start; what begins at the same time by id."""
    return [each for _hour, each in sorted(zip(_HOURS, planned, strict=True))]


def test_what_is_to_come_and_what_is_past_is_read_to_the_end(
    ada: int, ben: int, walkers: int, planned: Planned
) -> None:
    starts = [FRIDAY + timedelta(hours=each) for each in _HOURS]
    public = [planned(starts_at=each) for each in starts]
    inside = [planned(starts_at=each, group_id=walkers) for each in starts]
    for each in public:
        answer_event(ben, event_id=each, answer="yes", now=minutes(1))
    anyone, reader, later = ANYONE, Viewer(ben), FRIDAY + timedelta(days=1)
    upcoming = partial(queries.upcoming, anyone, now=MORNING, limit=2)
    mine = partial(queries.mine, reader, now=MORNING, limit=2)
    of_group = partial(queries.of_group, reader, walkers, now=MORNING, limit=2)
    past = partial(queries.past, reader, now=later, limit=2)
    past_of_group = partial(queries.past_of_group, reader, walkers, now=later, limit=2)
    assert walked(lambda last: upcoming(after=last)) == walked(lambda last: mine(after=last))
    assert walked(lambda last: mine(after=last)) == expected(public)
    assert walked(lambda last: of_group(after=last)) == expected(inside)
    assert walked(lambda last: past(before=last)) == expected(public)[::-1]
    assert walked(lambda last: past_of_group(before=last)) == expected(inside)[::-1]


def test_a_page_that_is_just_full_leads_to_no_empty_one(planned: Planned) -> None:
    for _each in range(2):
        planned()
    assert queries.upcoming(ANYONE, now=MORNING, limit=2)[1] is None


def test_the_next_part_follows_though_the_last_one_was_called_off_or_moved(
    ada: int, planned: Planned
) -> None:
    first, second, third, fourth = (planned(starts_at=FRIDAY + timedelta(hours=each)) for each in range(4))
    found, last = queries.upcoming(ANYONE, now=MORNING, limit=2)
    assert ([each.id for each in found], last) == ([first, second], second)
    cancel_event(ada, event_id=second, reason="Rain", now=minutes(1))
    assert [each.id for each in queries.upcoming(ANYONE, now=MORNING, after=last)[0]] == [third, fourth]
    change_event(ada, event_id=third, plan=WALK, now=minutes(2))  # as early as the first
    assert [each.id for each in queries.upcoming(ANYONE, now=MORNING, after=third)[0]] == [fourth]


def test_whoever_names_an_event_that_she_may_not_know_of_gets_the_first_part(
    ada: int, ben: int, planned: Planned
) -> None:
    hers = planned()
    seen = queries.upcoming(Viewer(ben), now=MORNING)
    assert queries.upcoming(Viewer(ben), now=MORNING, after=7) == seen != ([], None)
    block(ben, person_id=ada, now=MORNING)
    assert queries.upcoming(Viewer(ben), now=MORNING, after=hers) == ([], None)
