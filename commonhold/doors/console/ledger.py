"""`commonhold ledger check` and `ledger export`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.ledger import export as formats
from commonhold.ground.ledger import queries, tables

_FORMATS: dict[str, Callable[[], Iterator[str]]] = {
    "beancount": formats.beancount,
    "hledger": formats.hledger,
    "csv": tables.entries,
    "csv-balances": tables.balances,
}


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("ledger", help="check and export the books").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("check", help="look for what the database could not refuse").set_defaults(run=check)
    exporting = verbs.add_parser("export", help="print the books for another program")
    exporting.add_argument("--format", choices=_FORMATS, required=True)
    exporting.set_defaults(run=export)


def check(args: argparse.Namespace) -> Answer:
    """`{ok, unsealed, unbalanced, missing_guards, miscounted}`: ids of bad transactions, names of absent
    triggers, ids of closes whose balances are not the sum of their entries."""
    found = queries.check()
    value = {
        "ok": found.ok,
        "unsealed": list(found.unsealed),
        "unbalanced": list(found.unbalanced),
        "missing_guards": list(found.missing_guards),
        "miscounted": list(found.miscounted),
    }
    return Answer(value, ok=found.ok)


def export(args: argparse.Namespace) -> Answer:
    """The whole ledger in the other program's own format."""
    text = "".join(_FORMATS[args.format]()).rstrip("\n")
    return Answer({"format": args.format, "text": text}, text=text)
