from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from commonhold.ground.clock.actions import advance
from commonhold.ground.clock.queries import ahead
from commonhold.ground.installation.actions import change_address, install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.once import among_writes, changed, once, reading
from tests.cast import MORNING


def test_a_question_is_asked_once_while_something_is_read() -> None:
    asked: list[int] = []

    @once
    def question() -> int:
        asked.append(1)
        return len(asked)

    assert (question(), question()) == (1, 2)
    with reading():
        assert (question(), question()) == (3, 3)
    with reading():
        assert question() == 4
    assert question() == 5


def test_nothing_is_remembered_of_a_question_that_failed() -> None:
    asked: list[int] = []

    @once
    def question() -> int:
        asked.append(1)
        if len(asked) == 1:
            raise ValueError("not yet")
        return 7

    with reading():
        with pytest.raises(ValueError, match="not yet"):
            question()
        assert question() == 7


def test_among_writes_a_transaction_asks_anew(committing_db: str) -> None:
    asked: list[int] = []

    @once
    def question() -> int:
        asked.append(1)
        return len(asked)

    with among_writes():
        assert (question(), question()) == (1, 1)
        with transaction.atomic():
            assert (question(), question()) == (2, 3)
        assert question() == 1


def test_what_changed_is_remembered_no_more() -> None:
    asked: list[int] = []

    @once
    def question() -> int:
        asked.append(1)
        return len(asked)

    with reading():
        assert (question(), question()) == (1, 1)
        changed()
        assert (question(), question()) == (2, 3)
    with reading():
        assert (question(), question()) == (4, 4)


def test_whoever_moves_the_clock_or_the_co_op_is_told_the_new_answer(committing_db: str) -> None:
    with among_writes():
        assert place() is None
        install(mode=Mode.TEST, public_url="http://localhost:8000", now=MORNING)
        here = place()
        assert here is not None
        assert here.public_url == "http://localhost:8000"
    with among_writes():
        assert ahead() == timedelta(0)
        assert place() is not None
        change_address(public_url="http://localhost:9000")
        moved = place()
        assert moved is not None
        assert moved.public_url == "http://localhost:9000"
        advance(by=timedelta(hours=1))
        assert ahead() >= timedelta(minutes=59)
