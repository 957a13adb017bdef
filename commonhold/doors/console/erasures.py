"""`commonhold erasures show` and `erasures clean`: bytes of who was erased, in the database's own files."""

from __future__ import annotations

import argparse

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.social.erasing import cleaning, queries


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("erasures", help="bytes of who was erased").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("show", help="what is still to be cleaned, and until when").set_defaults(run=show)
    verbs.add_parser("clean", help="write tables and logs anew; in a quiet hour").set_defaults(run=clean)


def show(_args: argparse.Namespace) -> Answer:
    """`{uncleaned, due_at}`; exit 1 once the charter's days are over."""
    found = queries.uncleaned()
    if found is None:
        return Answer({"uncleaned": 0, "due_at": None}, text="Nothing is to be cleaned.")
    text = f"{found.count} to be cleaned until {found.due_at:%Y-%m-%d}: commonhold erasures clean"
    value = {"uncleaned": found.count, "due_at": found.due_at.isoformat()}
    return Answer(value, text=text, ok=found.due_at >= clock.now())


def clean(_args: argparse.Namespace) -> Answer:
    """`{cleaned}`: how many were erased since the last time. Exit 1 where a reader was in the way."""
    now = clock.now()
    if not cleaning.clean():
        return Answer({"cleaned": 0}, text="Somebody was reading just then. Try again.", ok=False)
    count = cleaning.note_clean(now)
    return Answer({"cleaned": count}, text=f"Clean: {count} erased since the last time.")
