"""`commonhold credit check`."""

from __future__ import annotations

import argparse

from commonhold.civic.credit import counting
from commonhold.civic.credit.guards import GUARDS
from commonhold.doors.console.answer import Answer, Subparsers


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("credit", help="check the book of hours").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("check", help="look for what does not add up").set_defaults(run=check)


def check(args: argparse.Namespace) -> Answer:
    """`{ok, wrong, missing_guards}`: how many balances and entries don't add up, names of absent triggers."""
    wrong, missing = counting.wrong(), GUARDS.missing()
    return Answer({"ok": not wrong and not missing, "wrong": wrong, "missing_guards": missing}, ok=not wrong)
