"""`commonhold ballots cast`; `verify` and `audit` live in verify_ballots.py, without Django."""

from __future__ import annotations

import argparse
import json
from typing import Any

from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
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


def cast(args: argparse.Namespace) -> dict[str, Any]:
    """`{receipt}`."""
    choice = _choice(args.choices)
    by, now = acting.acting_person(args), clock.now()
    return {"receipt": cast_ballot(by, proposal_id=args.proposal, choice=choice, now=now)}


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
