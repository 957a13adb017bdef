"""`commonhold backup list`, `prune`, `key` and `verify`: over the backup alone, without the co-op."""

from __future__ import annotations

import argparse
import base64
import json
import os
import secrets
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.installation import backed_up
from commonhold.ground.refusal import Refusal
from commonhold.house import beside
from commonhold.house.backup import databases, sealing
from commonhold.house.backup.at_peer import public_of
from commonhold.house.backup.options import KEY_VARIABLE, add_place, add_retention, place_of, retention_of
from commonhold.house.backup.repository import Repository, open_at
from commonhold.house.backup.restoring import LaidDown, lay_backup_down
from commonhold.house.backup.retention import to_forget
from commonhold.house.progress import Progress


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("backup", help="take a backup").add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="which backups lie there")
    add_place(listing)
    listing.set_defaults(run=show)
    pruning = verbs.add_parser("prune", help="forget old backups, and what none of the others needs")
    add_place(pruning)
    add_retention(pruning)
    pruning.set_defaults(run=prune)
    making = verbs.add_parser("key", help="make a key that seals backups")
    making.add_argument("file", type=Path, metavar="FILE")
    making.set_defaults(run=make_key)
    depositing = verbs.add_parser("deposit-key", help="what another co-op needs to keep our backups")
    depositing.add_argument("--key", metavar="FILE", default=os.environ.get(KEY_VARIABLE))
    depositing.set_defaults(run=show_deposit_key)
    verifying = verbs.add_parser("verify", help="restore one into an empty folder, and check all of it")
    add_place(verifying)
    verifying.add_argument("--at", default="", metavar="NAME-or-TIME", help="default: the newest")
    verifying.add_argument(
        "--into",
        metavar="DIR",
        help="where there is room for all of it (default: the system's temporary folder)",
    )
    verifying.add_argument(
        "--scratch",
        metavar="URL",
        help="a PostgreSQL server on which a database may be made for it (default: that of --database)",
    )
    verifying.set_defaults(run=verify)


def show(args: argparse.Namespace) -> list[dict[str, Any]]:
    """`{name, at, release, database, files, size, record_size}` of each, oldest first."""
    repository = _opened(args)
    shown = []
    for name in repository.names():
        each = repository.read(name)
        shown.append(
            {
                "name": name,
                "at": each.at.isoformat(),
                "release": each.release,
                "database": each.vendor,
                "files": len(each.files),
                "size": each.size,
                "record_size": each.record.size if each.record else 0,
            }
        )
    return shown


def prune(args: argparse.Namespace) -> dict[str, Any]:
    """`{forgotten, pieces}`: names of backups that are gone, and how many pieces went with them."""
    repository = _opened(args)
    with repository.alone():
        gone = to_forget(repository.names(), retention_of(args), now=datetime.now(UTC))
        return {"forgotten": gone, "pieces": repository.forget(gone)}


def make_key(args: argparse.Namespace) -> Answer:
    """A file of 32 random bytes, readable by its owner alone; one that is there stays."""
    secret = base64.b64encode(secrets.token_bytes(32)).decode()
    try:
        descriptor = os.open(args.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refusal(
            "{file} can't be made: {why}. Nothing was changed.", file=args.file, why=error
        ) from error
    with os.fdopen(descriptor, "w") as file:
        file.write(f"{secret}\n")
    words = (
        f"{args.file} is made. Without it nobody can restore: give a copy to two people who hold it\n"
        "away from this machine, on paper too."
    )
    return Answer({"file": str(args.file)}, text=words)


def show_deposit_key(args: argparse.Namespace) -> dict[str, str]:
    """`{key}`: it goes into the other co-op's proposal."""
    secret = sealing.read_secret(args.key)
    if secret is None:
        raise Refusal("Name the file of the backup's key with --key FILE.")
    return {"key": public_of(secret)}


def verify(args: argparse.Namespace) -> Answer:
    """`{ok, name, files, size, rows, other_rows, settled}`: `other_rows` are tables with another count."""
    repository = _opened(args)
    name = repository.find(args.at)
    taken, progress = repository.read(name), Progress()
    with tempfile.TemporaryDirectory(prefix="commonhold-verify-", dir=args.into) as folder:
        data = Path(folder) / "data"
        with _database_for(taken.vendor, data, args) as database:
            try:
                laid = lay_backup_down(repository, name, data=data, database=database, tell=progress)
            finally:
                progress.end()
            found = databases.facts(database)
            settled = settle(data, database)
    other = sorted(
        table for table in {*taken.rows, *found.rows} if taken.rows.get(table) != found.rows.get(table)
    )
    ok = not other and found.record == taken.record and settled["ok"]
    if ok:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        backed_up.note(Path(getattr(args, "data", None) or "data"), verified_at=now, verified=name)
    return Answer(_told(laid, other, settled, ok=ok), ok=ok)


def _told(laid: LaidDown, other: list[str], settled: dict[str, Any], *, ok: bool) -> dict[str, Any]:
    return {
        "ok": ok,
        "name": laid.name,
        "files": len(laid.snapshot.files),
        "size": laid.snapshot.size,
        "rows": sum(laid.snapshot.rows.values()),
        "other_rows": other,
        "settled": settled,
    }


def settle(data: Path, database: Mapping[str, Any]) -> dict[str, Any]:
    """What `restore settle` says of this folder, as a program of its own: settings are read once in each."""
    kept = {name: value for name, value in os.environ.items() if name != "COMMONHOLD_MEDIA"}
    environment = {**kept, "COMMONHOLD_DATABASE": databases.url_of(database)}
    done = beside.run(["restore", "settle", "--data", str(data), "--json"], environment)
    try:
        told: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        told = {"ok": False, "trouble": done.stderr.strip()[-800:]}
    return told


@contextmanager
def _database_for(vendor: str, data: Path, args: argparse.Namespace) -> Iterator[dict[str, Any]]:
    if vendor == databases.SQLITE:
        yield databases.settings_of(None, data)
        return
    url = args.scratch or getattr(args, "database", None) or os.environ.get("COMMONHOLD_DATABASE")
    server = databases.settings_of(url, data)
    if databases.vendor_of(server) != databases.POSTGRESQL:
        raise Refusal(
            "This is a backup of PostgreSQL: name a server to try it on with --scratch postgresql://…."
        )
    with databases.scratch_database(server, f"commonhold_verify_{secrets.token_hex(4)}") as made:
        yield made


def _opened(args: argparse.Namespace) -> Repository:
    return open_at(*place_of(args))
