"""`commonhold record export DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonhold.doors.console.answer import Subparsers
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("record", help="export the record, or verify one").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("verify", help="check a log from its files alone")  # lives in verify.py, without Django
    exporting = verbs.add_parser("export", help="write the signed log into a folder")
    exporting.add_argument("folder", type=Path, metavar="DIR")
    exporting.set_defaults(run=export)


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
