"""`commonhold restore PLACE --data DIR`: lay a backup down in an empty folder, and make it fit to serve."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.house.backup import databases
from commonhold.house.backup.look_command import settle
from commonhold.house.backup.options import add_place, place_of
from commonhold.house.backup.repository import open_at
from commonhold.house.backup.restoring import lay_backup_down
from commonhold.house.backup.snapshot import Snapshot
from commonhold.house.progress import Progress

_LATER = """\
Whatever happened after the backup is not in it. If other co-ops witness the record, take up what they
have seen of it before you serve: “commonhold record take-up PLACE”, so that it never says two things.
"""


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("restore", help="lay a backup down again", epilog=_LATER)
    add_place(parser)
    parser.add_argument("--at", default="", metavar="NAME-or-TIME", help="default: the newest")
    parser.add_argument(
        "--erased", type=Path, metavar="FILE", help="a newer list of erasures than the backup's own"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, name, at, files, size, record_size, votes_without_key, settled}`."""
    data = Path(getattr(args, "data", None) or os.environ.get("COMMONHOLD_DATA", "data")).resolve()
    url = getattr(args, "database", None) or os.environ.get("COMMONHOLD_DATABASE")
    database = databases.settings_of(url, data)
    repository, progress = open_at(*place_of(args)), Progress()
    try:
        laid = lay_backup_down(
            repository, repository.find(args.at), data=data, database=database, tell=progress
        )
    finally:
        progress.end()
    if args.erased is not None:
        with (data / "erased.jsonl").open("ab") as file:
            file.write(args.erased.read_bytes())
    settled = settle(data, database)
    value = _told(laid.name, laid.snapshot, settled)
    return Answer(value, ok=settled["ok"])


def _told(name: str, taken: Snapshot, settled: dict[str, Any]) -> dict[str, Any]:
    return {
        "ok": settled["ok"],
        "name": name,
        "at": taken.at.isoformat(),
        "files": len(taken.files),
        "size": taken.size,
        "record_size": taken.record.size if taken.record else 0,
        "votes_without_key": [path.rpartition("/")[2] for path in taken.left_out],
        "settled": settled,
    }
