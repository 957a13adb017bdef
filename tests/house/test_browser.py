"""A worker that had a browser goes on with tests that have none."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest


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
    assert asyncio.run(_answer()) == 42


def test_so_it_is_for_the_next_one_too() -> None:
    assert asyncio.run(_answer()) == 42
