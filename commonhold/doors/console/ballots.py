"""`commonhold ballots`: what needs the co-op. `verify` and `audit` need it not: verify_ballots.py."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.seal import hand_in
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.queries import sealed
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("ballots", help="cast a ballot, or check a vote").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("verify", help="check a vote from its published files alone")
    verbs.add_parser("audit", help="check a ballot that was opened instead of cast")
    casting = verbs.add_parser("cast", help="cast or replace a ballot; prints the receipt")
    acting.add_option(casting)
    casting.add_argument("--proposal", type=int, required=True, metavar="ID")
    casting.add_argument(
        "--choices",
        required=True,
        metavar="JSON",
        help='what the vote\'s kind asks: yes, [[2],[0,1]], [1,3], 400, ["object", "why"]',
    )
    casting.set_defaults(run=cast)
    handing = verbs.add_parser("hand-in", help="hand in a trustee's or voter's message of a sealed vote")
    acting.add_option(handing)
    handing.add_argument("--proposal", type=int, required=True, metavar="ID")
    handing.add_argument("message", type=Path, metavar="FILE", help="what `commonhold trustee` said")
    handing.set_defaults(run=hand_in_message)
    seating = verbs.add_parser("seat", help="the seat in a sealed vote that a voter's key is made for")
    acting.add_option(seating)
    seating.add_argument("--proposal", type=int, required=True, metavar="ID")
    seating.set_defaults(run=seat)
    exporting = verbs.add_parser("export", help="write a sealed vote's public files into a folder")
    exporting.add_argument("--proposal", type=int, required=True, metavar="ID")
    exporting.add_argument("folder", type=Path, metavar="FOLDER")
    exporting.set_defaults(run=export)


def cast(args: argparse.Namespace) -> dict[str, Any]:
    """`{receipt}`."""
    choice = _choice(args.choices)
    by, now = acting.acting_person(args), clock.now()
    return {"receipt": cast_ballot(by, proposal_id=args.proposal, choice=choice, now=now)}


def hand_in_message(args: argparse.Namespace) -> dict[str, Any]:
    """`{taken}`: the message's type."""
    by, now = acting.acting_person(args), clock.now()
    try:
        message = args.message.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("{file} can't be read: {error}", file=args.message, error=error) from None
    return {"taken": hand_in(by, proposal_id=args.proposal, message=message, now=now)}


def seat(args: argparse.Namespace) -> dict[str, Any]:
    """`{seat}`; null for who is not on the roll."""
    return {"seat": sealed.seat_in(acting.viewer(args), args.proposal)}


def export(args: argparse.Namespace) -> dict[str, Any]:
    """`{folder, files}`; what is not public yet is not there."""
    files = sealed.bundle_files(args.proposal)
    if not files:
        raise Refusal(_("This is no sealed vote, or its trustees are not called yet."))
    args.folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (args.folder / name).write_bytes(data)
    return {"folder": str(args.folder), "files": sorted(files)}


def _choice(text: str) -> Json:
    """What `text` says: a bare word is as good as JSON, `{"choice": …}` and `["yes"]` as what is inside."""
    try:
        said: Any = json.loads(text)
    except json.JSONDecodeError:
        said = text
    if isinstance(said, dict):
        said = said.get("choice", said.get("choices"))
    if isinstance(said, list) and len(said) == 1 and isinstance(said[0], str):
        said = said[0]
    return said.strip().lower() if isinstance(said, str) else said
