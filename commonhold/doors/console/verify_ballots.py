"""`commonhold ballots verify` and `ballots audit`: they need no database, no Django, and not our word."""

from __future__ import annotations

import argparse
from pathlib import Path

from commonhold.doors.console.answer import Answer, Subparsers
from rulebook.verifying import Rejected, verify
from rulebook.verifying.bundle import Noted, check_audit_of


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("ballots", help="check a vote").add_subparsers(dest="verb", required=True)
    checking = verbs.add_parser("verify", help="check a vote from its published files alone")
    checking.add_argument("bundle", type=Path, metavar="BUNDLE", help="the folder, or a vote's count file")
    checking.add_argument("--election", default="", metavar="HEX", help="the election, as the record has it")
    checking.add_argument(
        "--box", default="", metavar="HEX", help="the ballot box's root, as the record has it"
    )
    checking.add_argument(
        "--receipt", action="append", default=[], metavar="CODE", help="a ballot that must be there"
    )
    checking.set_defaults(run=run)
    auditing = verbs.add_parser("audit", help="check a ballot that was opened instead of cast")
    auditing.add_argument("bundle", type=Path, metavar="BUNDLE", help="as it was when voting began")
    auditing.add_argument("ballot", type=Path, metavar="FILE", help="the opened ballot")
    auditing.set_defaults(run=audit)


def run(args: argparse.Namespace) -> Answer:
    """`{ok, mode, bad, …}`: `bad` names the first file and line that is wrong, null when all is well."""
    noted = Noted(args.election.strip().lower(), args.box.strip().lower(), tuple(args.receipt))
    try:
        verdict = verify(args.bundle, noted)
    except OSError as error:
        return _unreadable(error)
    return Answer(
        {"ok": verdict.ok, "mode": verdict.mode, "bad": verdict.bad, **verdict.found}, ok=verdict.ok
    )


def audit(args: argparse.Namespace) -> Answer:
    """`{ok, bad, values}`: what the booth had sealed, where it is what it said."""
    try:
        values = check_audit_of(args.bundle, args.ballot.read_bytes())
    except Rejected as rejected:
        return Answer({"ok": False, "bad": str(rejected), "values": None}, ok=False)
    except OSError as error:
        return _unreadable(error)
    return Answer({"ok": True, "bad": None, "values": values})


def _unreadable(error: OSError) -> Answer:
    return Answer({"ok": False, "bad": f"{error.filename}: {error.strerror}"}, ok=False)
