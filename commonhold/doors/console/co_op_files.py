"""`commonhold import members FILE --as NAME`, and the other files that a co-op brings along."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from commonhold.civic.moving_in import actions, queries
from commonhold.civic.moving_in.queries import ImportView
from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer


def add_kinds(kinds: Subparsers) -> None:
    """Under `commonhold import`: one for each kind of file, and `undo`."""
    for kind in Kind:
        parser = kinds.add_parser(
            str(kind),
            help=f"{str(kind.label).lower()}, as CSV",
            description="Read a file and leave it ready under “Moving in”. In a real co-op whoever is named "
            "looks at it there and starts it herself.",
        )
        parser.add_argument("file", metavar="FILE", type=Path, help="the .csv file")
        parser.add_argument("--as", dest="acting", metavar="NAME", required=True, help="who brings it")
        parser.add_argument("--write", action="store_true", help="write it at once (demo and test mode only)")
        parser.set_defaults(run=run, what=str(kind))
    undoing = kinds.add_parser("undo", help="take back what a file brought")
    undoing.add_argument("id", metavar="ID", type=int)
    acting.add_option(undoing)
    undoing.set_defaults(run=undo)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, kind, state, lines, problems}`; `problems` are lists of a line's number and what is wrong."""
    by, now = people.by_handle(ANYONE, args.acting).id, clock.now()
    made = actions.bring(by, kind=args.what, filename=args.file.name, data=args.file.read_bytes(), now=now)
    seen = queries.one_import(Viewer(by), made, now=now)
    if args.write:
        actions.write(acting.acting_person(args), import_id=made, now=now)
        return _said(queries.one_import(Viewer(by), made, now=now))
    return _said(seen)


def undo(args: argparse.Namespace) -> dict[str, Any]:
    """The same of an import that was taken back."""
    by, now = acting.acting_person(args), clock.now()
    actions.undo(by, import_id=args.id, now=now)
    return _said(queries.one_import(Viewer(by), args.id, now=now))


def _said(it: ImportView) -> dict[str, Any]:
    problems = [] if it.found is None else [[each.line, each.why] for each in it.found.problems]
    return {
        "id": str(it.id),
        "kind": str(it.kind),
        "state": str(it.state),
        "lines": it.lines,
        "problems": problems,
    }
