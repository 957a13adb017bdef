"""Every verb of the console is known to write, or is among those that stay open when nothing is written."""

from __future__ import annotations

import argparse
import importlib
from collections.abc import Callable, Iterator

import pytest

from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.refusals import OnlyReading
from commonhold.ground.ending.stage import Stage
from commonhold.house.console import COMMANDS
from commonhold.house.ended_at_console import STAYS_OPEN, must_be_written_still, stays_open
from tests.cast import MORNING

#: What writes, and is refused: whoever adds a verb names it here or says why it stays open.
_WRITES = {
    "ballots.cast",
    "ballots.hand_in_message",
    "co_op_files.run",
    "co_op_files.undo",
    "community.bring",
    "community.free",
    "community.invite",
    "delegations.give",
    "delegations.take_back",
    "members.move",
    "moving.run",
    "peers.add",
    "people.create",
    "proposals.open_one",
    "tokens.mint",
}
_DOORS = "commonhold.doors.console."


def _verbs(parser: argparse.ArgumentParser) -> Iterator[Callable[..., object]]:
    run = parser.get_default("run")
    if run is not None:
        yield run
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in set(action.choices.values()):
                yield from _verbs(each)


def _every_verb() -> set[str]:
    found = set()
    for each in {each.module for each in COMMANDS.values() if each.needs_house}:
        if each.startswith(_DOORS):
            parser = argparse.ArgumentParser()
            importlib.import_module(each).add_to(parser.add_subparsers())
            for run in _verbs(parser):
                found.add(f"{run.__module__.removeprefix(_DOORS)}.{run.__name__}")
    return found


def test_each_verb_writes_or_stays_open_for_a_reason() -> None:
    every = _every_verb()
    on_the_way = {each for each in every if each.startswith("proposals_on_the_way.")}
    assert every == _WRITES | on_the_way | set(STAYS_OPEN)
    assert on_the_way.isdisjoint(STAYS_OPEN)
    assert all(STAYS_OPEN.values())


def test_what_writes_is_refused_once_nothing_is_written_any_more(coop: str) -> None:
    community = importlib.import_module(f"{_DOORS}community")
    must_be_written_still(community.bring)
    ending.begin(Stage.READING, reference="proposal:1", now=MORNING)
    assert stays_open(community.status)
    must_be_written_still(community.status)
    with pytest.raises(OnlyReading):
        must_be_written_still(community.bring)
