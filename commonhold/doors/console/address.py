"""`commonhold address URL`: move to another public URL, until others rely on it."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.civic.founding.actions import move_to
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.ground.record import sequencer


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("address", help="move to another public URL")
    parser.add_argument("public_url", metavar="URL")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{public_url, vkey}`: the record's verifier key bears its new origin."""
    move_to(public_url=args.public_url, now=clock.now())
    sequencer.sequence(clock.now())
    return {"public_url": args.public_url, "vkey": record.vkey()}
