"""Which release this is, and that the record says when one began to serve."""

from __future__ import annotations

import argparse
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import transaction

import commonhold
import rulebook
from commonhold import __version__
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import place
from commonhold.ground.record import actions as record
from commonhold.ground.record import queries

RELEASE = __version__
STARTED = "release.started"
_LEFT_OUT = {"tests", "__pycache__"}


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("release", help="which release this is, and the hash of its files")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> dict[str, str]:
    """`{release, sha256}`, as the record says it of each that began to serve."""
    return {"release": RELEASE, "sha256": fingerprint()}


def fingerprint() -> str:
    """SHA-256 (hex) over the paths and contents of all that is served: code, pages, styles, words.

    Whoever has the release's files gets the same: `commonhold release`. Tests are left out, since a
    package may be without them.
    """
    whole = hashlib.sha256()
    for name, path in _files():
        whole.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def note_started(now: datetime) -> bool:
    """Write into the record that this release began to serve; once for each, and no more at a restart.

    A demo has nothing to govern. Returns whether it was written.
    """
    here = place()
    if here is None or here.mode == Mode.DEMO:
        return False
    body = {"release": RELEASE, "sha256": fingerprint()}
    last = next(iter(queries.leaves(kind=STARTED, limit=1)), None)
    if last is not None and last.body == body:
        return False
    with transaction.atomic():
        record.append(STARTED, body, about=f"release:{RELEASE}", now=now)
    return True


def _files() -> Iterator[tuple[str, Path]]:
    for package in (commonhold, rulebook):
        root = Path(package.__path__[0])
        found: list[Path] = []
        for folder, within, names in os.walk(root):
            within[:] = [each for each in within if each not in _LEFT_OUT]
            place = Path(folder)
            found += [place / each for each in names if not each.endswith(".pyc") and each not in _LEFT_OUT]
        for path in sorted(found):
            if path.is_file():
                yield f"{root.name}/{path.relative_to(root).as_posix()}", path
