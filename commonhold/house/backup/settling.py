"""`commonhold restore settle`: what makes of a folder that was laid down a co-op that can be served.

`restore` and `backup verify` run it by themselves, as a program of its own over that folder.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record import queries as record
from commonhold.ground.record import sequencer
from commonhold.ground.record.signature import check_signature
from commonhold.house.erased_again import erase_again
from commonhold.house.migrate import migrate
from commonhold.house.startup import trouble
from rulebook.merkle import DirectoryReader, WrongEdge, verify


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("restore", help="lay a backup down again").add_subparsers(
        dest="verb", required=True
    )
    settling = verbs.add_parser("settle", help="migrate, erase again, and check what was restored")
    settling.set_defaults(run=run)


def run(_args: argparse.Namespace) -> Answer:
    """`{ok, trouble, erased_again, unread_erasures, ledger, record}`; safe to run again."""
    migrate()
    erased = erase_again(Path(settings.DATA_DIR) / "erased.jsonl", now=clock.now())
    books, log, wrong = ledger.check().ok, _record(), trouble()
    ok = books and log["ok"] and not wrong
    value = {
        "ok": ok,
        "trouble": wrong,
        "erased_again": erased.counts,
        "unread_erasures": erased.unknown,
        "ledger": books,
        "record": log,
    }
    return Answer(value, ok=ok)


def _record() -> dict[str, Any]:
    """`{ok, size, bad}` of the log, written anew from the database and verified as an outsider would.

    Nothing is signed: others may have seen more of it than this copy knows.
    """
    if place() is None:
        return {"ok": True, "size": 0, "bad": None}
    try:
        if sequencer.rebuild() == 0:
            return {"ok": True, "size": 0, "bad": None}  # nothing was signed yet
    except WrongEdge as error:
        return {"ok": False, "size": 0, "bad": str(error)}
    verdict = verify(
        DirectoryReader(settings.RECORD_DIR), vkey=record.vkey(), check_signature=check_signature
    )
    return {"ok": verdict.bad is None, "size": verdict.size, "bad": verdict.bad}
