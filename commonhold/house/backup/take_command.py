"""`commonhold backup DIR|s3://…`: take a backup while the server goes on."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation import backed_up
from commonhold.ground.refusal import Refusal
from commonhold.house.backup.options import add_place, add_retention, place_of, retention_of
from commonhold.house.backup.repository import begin
from commonhold.house.backup.retention import to_forget
from commonhold.house.backup.taking import take
from commonhold.house.progress import Progress

_VERBS = """\
commonhold backup list PLACE      which backups lie there
commonhold backup verify PLACE    restore the newest into an empty folder, and check all of it
commonhold backup prune PLACE     forget old ones
commonhold backup key FILE        make a key; keep a copy of it away from this machine
commonhold restore PLACE          lay one down again
"""


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser(
        "backup",
        help="take a backup",
        epilog=_VERBS,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_place(parser)
    parser.add_argument(
        "--with-poll-keys",
        action="store_true",
        help="and the keys of open votes: whoever reads this backup can then read their ballots",
    )
    parser.add_argument("--prune", action="store_true", help="then forget old ones, as “backup prune” does")
    add_retention(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{name, place, sealed, files, size, new_bytes, record_size, left_out, forgotten}`; sizes in bytes."""
    place, secret = place_of(args)
    data = Path(settings.DATA_DIR)
    if secret is None and place.is_away:
        raise Refusal(
            "A backup that leaves this machine is sealed: name a key with --key FILE. Nothing was sent."
        )
    must_lie_elsewhere(args.place, data)
    repository, progress = begin(place, secret), Progress()
    try:
        taken = take(
            repository,
            data=data,
            database=connection.settings_dict,
            now=clock.real_now(),
            with_poll_keys=args.with_poll_keys,
            tell=progress,
        )
    finally:
        progress.end()
    backed_up.note(
        data,
        taken_at=taken.snapshot.at.isoformat(),
        name=taken.name,
        place=backed_up.shown(args.place),
        is_sealed=repository.seal.is_sealed,
        size=taken.snapshot.size,
    )
    gone = to_forget(repository.names(), retention_of(args), now=clock.real_now()) if args.prune else []
    if gone:
        with repository.alone():
            repository.forget(gone)
    return {
        "name": taken.name,
        "place": backed_up.shown(args.place),
        "sealed": repository.seal.is_sealed,
        "files": len(taken.snapshot.files),
        "size": taken.snapshot.size,
        "new_bytes": taken.new_bytes,
        "record_size": taken.snapshot.record.size if taken.snapshot.record else 0,
        "left_out": list(taken.snapshot.left_out),
        "forgotten": gone,
    }


def must_lie_elsewhere(place: str, data: Path) -> None:
    """A backup inside what it is a backup of would go with it, and grow by itself each time."""
    if "://" not in place and Path(place).resolve().is_relative_to(data):
        raise Refusal(
            "{place} lies inside the data folder. Nothing was written; name a folder elsewhere.", place=place
        )
