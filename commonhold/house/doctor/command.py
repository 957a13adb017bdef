"""`commonhold doctor`: what is wrong with this server, and what to do.

Exit: 0 when nothing is wrong (there may be warnings), 1 when something is, 3 when it could not even look.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation import examined
from commonhold.ground.installation.examined import Found
from commonhold.house.doctor import database, machine, outside
from commonhold.house.doctor.finding import Check, Finding, State, wrong
from commonhold.house.startup import is_damage

_MARKS = {State.FINE: "  ok", State.WARNING: "look", State.WRONG: "BAD "}

_DAMAGED = (
    "Stop the server, move its folder aside as it is, and restore the last backup: "
    "docs/running/backups.md. Then find out what the disk has: smartctl, dmesg."
)


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("doctor", help="find what is wrong with this server, and what to do")
    parser.add_argument("--offline", action="store_true", help="ask no other machine")
    parser.add_argument("--strict", action="store_true", help="a warning counts as wrong")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, findings: [{check, state, words, remedy}]}`; `state` is fine, warning or wrong."""
    found = list(examine(offline=args.offline))
    told = [Found(each.check, each.state, each.words, each.remedy) for each in found]
    examined.note(Path(settings.DATA_DIR), examined.Examination(clock.real_now(), told))
    bad = {State.WRONG, State.WARNING} if args.strict else {State.WRONG}
    ok = not any(each.state in bad for each in found)
    text = "\n".join(_line(each) for each in found)
    return Answer({"ok": ok, "findings": [asdict(each) for each in found]}, ok=ok, text=text)


def examine(*, offline: bool = False) -> Iterator[Finding]:
    """Every check, the machine first. A database that can't be asked ends those that need it."""
    yield from machine.secrets_are_ours_alone()
    yield from machine.disk_has_room()
    yield from machine.many_files_may_be_open()
    yield from machine.media_can_be_kept()
    if not offline:
        yield from outside.mail_goes_out()
    try:
        tables = list(database.tables_are_ours())
        yield from tables
        if any(each.check == "migrations" and each.state is State.WRONG for each in tables):
            return
        for each in _over_the_database(offline=offline):
            yield from each()
    except DatabaseError as error:
        if is_damage(error):
            yield wrong("database", f"The database's file is damaged: {error}", _DAMAGED)
            return
        yield wrong(
            "database",
            f"The database does not answer: {error}",
            "Look at --database or COMMONHOLD_DATABASE, and whether PostgreSQL runs: "
            "systemctl status postgresql.",
        )


def _over_the_database(*, offline: bool) -> list[Check]:
    now = clock.now()
    checks: list[Check] = [
        partial(machine.clock_is_right, now),
        machine.record_s_key_is_here,
        machine.media_is_all_here,
        database.file_is_whole,
        database.role_owns_no_table,
        database.time_zone_is_known,
        partial(database.backup_is_young, clock.real_now()),
        partial(database.work_is_done, now),
        partial(database.witnesses_speak, now),
    ]
    return checks if offline else [*checks, partial(outside.address_is_reached, outside.ask)]


def _line(each: Finding) -> str:
    line = f"{_MARKS[each.state]}  {each.check:<14} {each.words}"
    return f"{line}\n{'':<20} → {each.remedy}" if each.remedy else line
