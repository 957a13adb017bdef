from __future__ import annotations

import pytest

from commonhold.ground.once import once, reading


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
