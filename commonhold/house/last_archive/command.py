"""`commonhold winding show`, and `winding archive DIR [--sealed PLACE --key FILE]`."""

from __future__ import annotations

import argparse
from datetime import UTC
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from commonhold.civic.winding import queries
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import queries as ending
from commonhold.ground.refusal import Refusal
from commonhold.house.backup.places import place_at
from commonhold.house.backup.repository import begin
from commonhold.house.backup.sealing import read_secret
from commonhold.house.backup.take_command import must_lie_elsewhere
from commonhold.house.backup.taking import take
from commonhold.house.last_archive.writing import write
from commonhold.social.deliveries import queries as deliveries
from commonhold.social.people.queries import ANYONE


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("winding", help="how the co-op ends").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("show", help="which stage it is in, and what must happen first").set_defaults(run=show)
    archiving = verbs.add_parser("archive", help="write the last archive of a co-op that has ended")
    archiving.add_argument("folder", type=Path, metavar="DIR", help="a new folder for what is public")
    archiving.add_argument(
        "--sealed", metavar="PLACE", help="where all else goes, sealed for the liquidators, as in a backup"
    )
    archiving.add_argument("--key", metavar="FILE", help="the file of the key that seals it")
    archiving.set_defaults(run=archive)


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{stage, stages: [{stage, not_before, begun}], left: [{account, cents, currency, owed}], deliveries}`.

    `stage` is null for a co-op that goes on; `deliveries` is how many wait for other servers.
    """
    now = clock.now()
    found = queries.winding(ANYONE, now=now)
    planned = queries.plan(now=now).stages if found is None else found.stages
    return {
        "stage": None if found is None or found.now is None else str(found.now.stage),
        "stages": [
            {
                "stage": str(each.stage),
                "not_before": each.due_at.astimezone(UTC).date().isoformat(),
                "begun": each.begun_at is not None,
            }
            for each in planned
        ],
        "left": [
            {"account": each.account, "cents": each.cents, "currency": each.currency, "owed": each.is_debt}
            for each in (() if found is None else found.left)
        ],
        "deliveries": deliveries.all_totals(now=now).waiting,
    }


def archive(args: argparse.Namespace) -> dict[str, Any]:
    """`{files, posts, manifest_sha256, record_size, sealed}`; `sealed` is the backup's name, or null."""
    if not ending.is_read_only():
        raise Refusal(
            "The last archive is made when nothing is written any more. Nothing was written. Until then, "
            "take backups."
        )
    folder: Path = args.folder
    if folder.exists() and any(folder.iterdir()):
        raise Refusal("{folder} is not empty. Nothing was written; choose a new folder.", folder=folder)
    must_lie_elsewhere(str(folder), Path(settings.DATA_DIR))
    secret = read_secret(args.key)
    if args.sealed and secret is None:
        raise Refusal(
            "What goes to the liquidators is sealed: name a key with --key FILE. Nothing was written."
        )
    written = write(folder, now=clock.now())
    name = None
    if args.sealed:
        must_lie_elsewhere(args.sealed, Path(settings.DATA_DIR))
        taken = take(
            begin(place_at(args.sealed), secret),
            data=Path(settings.DATA_DIR),
            database=connection.settings_dict,
            now=clock.real_now(),
        )
        name = taken.name
    return {
        "files": written.files,
        "posts": written.posts,
        "manifest_sha256": written.sha256,
        "record_size": written.record_size,
        "sealed": name,
    }
