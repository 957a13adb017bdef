"""`commonhold record export DIR` and `record take-up DIR-or-URL`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.doors.console.verify import WebReader
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.ground.record.taking_up import take_up as go_on_behind
from commonhold.ground.refusal import Refusal
from rulebook.merkle import DirectoryReader, Reader


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("record", help="export the record, or verify one").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("verify", help="check a log from its files alone")  # lives in verify.py, without Django
    exporting = verbs.add_parser("export", help="write the signed log into a folder")
    exporting.add_argument("folder", type=Path, metavar="DIR")
    exporting.set_defaults(run=export)
    taking = verbs.add_parser("take-up", help="after a restore: go on where others saw the record end")
    taking.add_argument(
        "where", metavar="DIR-or-URL", help="a copy of our record, such as a witness's mirror"
    )
    taking.set_defaults(run=take_up)


def export(args: argparse.Namespace) -> dict[str, Any]:
    """`{files, size}`: how many files were written, and how many leaves they hold."""
    folder: Path = args.folder
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(_("{folder} is not empty. Nothing was written; choose a new folder."), folder=folder)
    files = 0
    for path, data in record.published_files():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        files += 1
    return {"files": files, "size": record.checkpoints(limit=1)[0].size}


def take_up(args: argparse.Namespace) -> dict[str, Any]:
    """`{size, taken_up: [{index, kind, at}]}`: entries that are there again, and whose deeds are lost."""
    reader: Reader = DirectoryReader(Path(args.where))
    if args.where.startswith(("http://", "https://")):
        reader = WebReader(args.where)
    taken = go_on_behind(reader, now=clock.now())
    return {
        "size": record.checkpoints(limit=1)[0].size,
        "taken_up": [{"index": each.index, "kind": each.kind, "at": rfc3339(each.at)} for each in taken],
    }
