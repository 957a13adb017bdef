"""Actions that are asked at the same time are committed together, and each is told its own end."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import timedelta
from threading import Event

import pytest
from django.db import DatabaseError, connection, transaction

from commonhold.doors.calls.commits import Answered
from commonhold.ground.clock.models import Advance
from commonhold.house.writing import Writing
from commonhold.social.posts.refusals import NoSuchPost
from tests import loops
from tests.cast import MORNING

pytestmark = pytest.mark.both_databases


@pytest.fixture
def writing(committing_db: str) -> Iterator[Writing]:
    writing = Writing()
    writing.start()
    yield writing
    writing.stop()


def step(number: int) -> Callable[[], int]:
    @transaction.atomic
    def act() -> int:
        Advance.objects.create(id=number, ahead_ms=number, made_at=MORNING + timedelta(minutes=number))
        return number

    return act


def at_once(writing: Writing, *calls: Callable[[], object]) -> list[object]:
    """All of them in one transaction: they wait behind one that does not end before all are there."""
    may_go = Event()

    async def ask() -> list[object]:
        first = asyncio.ensure_future(writing(lambda: may_go.wait(20)))
        others = [asyncio.ensure_future(writing(each)) for each in calls]
        await asyncio.sleep(0)
        may_go.set()
        await first
        return await asyncio.gather(*others, return_exceptions=True)

    return loops.run(ask())


def kept() -> list[int]:
    return sorted(Advance.objects.values_list("id", flat=True))


def test_all_of_them_are_there_and_each_is_told_what_its_own_gave(writing: Writing) -> None:
    assert at_once(writing, step(1), step(2), step(3)) == [1, 2, 3]
    assert kept() == [1, 2, 3]


def test_one_that_is_refused_takes_only_its_own_part_back(writing: Writing) -> None:
    @transaction.atomic
    def refused() -> None:
        step(2)()
        raise NoSuchPost

    first, second, third = at_once(writing, step(1), refused, step(3))
    assert (first, type(second), third) == (1, NoSuchPost, 3)
    assert kept() == [1, 3]


def test_a_mistake_of_the_database_in_one_is_told_to_that_one_alone(writing: Writing) -> None:
    def wrong() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM no_such_table")

    first, second, third = at_once(writing, step(1), wrong, step(3))
    assert (first, third) == (1, 3)
    assert isinstance(second, DatabaseError)
    assert kept() == [1, 3]


def test_where_they_can_not_be_committed_together_each_has_its_own_transaction(writing: Writing) -> None:
    def spoils() -> int:
        if connection.in_atomic_block:
            transaction.set_rollback(True)
        return 2

    assert at_once(writing, step(1), spoils, step(3)) == [1, 2, 3]
    assert kept() == [1, 3]


def test_what_follows_a_commit_follows_the_common_one(writing: Writing) -> None:
    seen: list[list[int]] = []

    @transaction.atomic
    def told() -> None:
        step(1)()
        transaction.on_commit(lambda: seen.append(kept()))

    at_once(writing, told, step(2))
    assert seen == [[1, 2]]


def all_alike(writing: Writing, several: Callable[[list[int]], list[object]], *ones: int) -> list[Answered]:
    """Each of them asked for while the writer is busy; their ends, in the order in which they are told."""
    may_go = Event()

    async def ask() -> list[Answered]:
        ends: list[Answered] = []
        told = asyncio.Event()

        def hear(answered: list[Answered]) -> None:
            ends.extend(answered)
            told.set()

        first = asyncio.ensure_future(writing(lambda: may_go.wait(20)))
        await asyncio.sleep(0)
        for each in ones:
            writing.put(several, each, hear)
        may_go.set()
        await first
        while len(ends) < len(ones):
            await asyncio.wait_for(told.wait(), 20)
            told.clear()
        return ends

    return loops.run(ask())


def test_what_is_alike_is_done_by_one_action(writing: Writing) -> None:
    asked: list[list[int]] = []

    def several(ones: list[int]) -> list[object]:
        asked.append(ones)
        return [NoSuchPost() if each == 2 else step(each)() for each in ones]

    first, second, third = all_alike(writing, several, 1, 2, 3)
    assert (first, third) == ((1, 1, None), (3, 3, None))
    assert isinstance(second.error, NoSuchPost)
    assert asked == [[1, 2, 3]]
    assert kept() == [1, 3]


def test_where_the_action_for_several_breaks_each_is_tried_alone(writing: Writing) -> None:
    @transaction.atomic
    def several(ones: list[int]) -> list[object]:
        done: list[object] = [step(each)() for each in ones]
        if 2 in ones:
            raise NoSuchPost
        return done

    ends = all_alike(writing, several, 1, 2, 3)
    assert [type(each.error) for each in ends] == [type(None), NoSuchPost, type(None)]
    assert kept() == [1, 3]
