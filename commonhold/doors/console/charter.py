"""`commonhold charter show`."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("charter", help="read the charter").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("show", help="every parameter with its bounds and what set it").set_defaults(run=show)


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{version, parameters: {KEY: {value, unit, low, high, since, proposal}}}`.

    For texts `low` and `high` bound the length; shares are written "n/d". `proposal` is the id of the
    vote that set the value, null for the founding, an upgrade or a mandate.
    """
    here = charter.current()
    parameters: dict[str, Any] = {}
    for each in register.parameters():
        clause = here.clauses.get(each.key)
        kind, _colon, number = clause.reference.partition(":") if clause else ("", "", "")
        parameters[each.key] = {
            "value": each.write(here.value(each.key)),
            "unit": str(each.unit),
            "low": _written(each.bounds.low),
            "high": _written(each.bounds.high),
            "since": rfc3339(clause.since) if clause and clause.since else None,
            "proposal": int(number) if kind == "proposal" else None,
        }
    return {"version": here.version, "parameters": parameters}


def _written(bound: object) -> int | str:
    return bound if isinstance(bound, int) else str(bound)
