"""A worker that had a browser goes on with tests that have none."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator

import pytest

from commonhold.ground.changes.reading.base import Turn
from tests import loops
from tests.house import guards


@pytest.fixture(scope="module", autouse=True)
def a_loop_that_runs() -> Iterator[None]:
    """As the browser's driver leaves one behind, until the end of the process."""
    loop = asyncio.new_event_loop()
    before = asyncio._get_running_loop()
    asyncio._set_running_loop(loop)
    yield
    asyncio._set_running_loop(before)
    loop.close()


async def _answer() -> int:
    return 42


def test_a_loop_of_its_own_can_be_run_where_a_browser_was() -> None:
    assert loops.run(_answer()) == 42


def test_so_it_is_for_several_in_one_and_the_loop_that_was_there_stays() -> None:
    before = asyncio._get_running_loop()
    with loops.Runner() as runner:
        assert [runner.run(_answer()), runner.run(_answer())] == [42, 42]
    assert asyncio._get_running_loop() is before is not None


def test_no_test_runs_a_loop_in_another_way() -> None:
    """What is a program of its own may: `tests/federation/keeper.py`."""
    own = {"tests/loops.py", "tests/federation/keeper.py", "tests/house/test_browser.py"}
    tests = {
        path: text for path, text in guards.sources(".py").items() if "tests/" in path and path not in own
    }
    assert [path for path, text in tests.items() if re.search(r"asyncio\.(run|Runner)\(", text)] == []


def test_a_reading_looks_each_time_in_a_loop_that_a_browser_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Turn, "is_served", Turn.is_served)  # so that it is as before afterwards
    before, left = asyncio._get_running_loop(), asyncio.new_event_loop()
    asyncio._set_running_loop(left)
    try:
        turn, another = Turn(), Turn()
        assert [turn.is_served(), turn.is_served()] == [False, True]
        loops.take_for_none(left)
        assert [another.is_served(), another.is_served()] == [False, False]
    finally:
        asyncio._set_running_loop(before)
        left.close()
