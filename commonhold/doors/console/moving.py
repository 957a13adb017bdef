"""`commonhold import mastodon ARCHIVE --as NAME`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from commonhold.doors.console import co_op_files
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import actions, queries
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.queries import ImportView
from commonhold.social.archives.writing import write_some
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer


def add_to(subparsers: Subparsers) -> None:
    kinds = subparsers.add_parser("import", help="bring along what was kept elsewhere").add_subparsers(
        dest="kind", required=True
    )
    mastodon = kinds.add_parser(
        "mastodon",
        help="an archive of a Mastodon account",
        description="Read an archive and bring its posts along. In a real co-op it is only read here: its "
        "owner looks through it and starts it herself, in her settings under “Moving in”.",
    )
    mastodon.add_argument("archive", metavar="ARCHIVE", type=Path, help="the .zip or .tar.gz file")
    mastodon.add_argument("--as", dest="acting", metavar="NAME", required=True, help="whose posts they are")
    mastodon.add_argument("--drafts", action="store_true", help="as drafts, and not with their dates")
    mastodon.add_argument("--skip-answers", action="store_true", help="without answers to other people")
    mastodon.add_argument("--followers", action="store_true", help="for followers alone")
    mastodon.add_argument("--since", metavar="YEAR", type=int, help="only posts of this year and later")
    mastodon.add_argument("--until", metavar="YEAR", type=int, help="only posts of this year and earlier")
    mastodon.add_argument("--preview", action="store_true", help="only tell what is in it")
    mastodon.set_defaults(run=run)
    co_op_files.add_kinds(kinds)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state, survey, written, already, …}`. Raises the Refusal for which the archive is not read."""
    now = clock.now()
    by = people.by_handle(ANYONE, args.acting).id
    import_id = actions.bring_local_archive(by, path=args.archive, now=now)
    found = queries.import_of(Viewer(by), import_id)
    if found.survey is None:
        raise Refusal("{trouble}", trouble=found.trouble)
    if args.preview:
        actions.give_up_import(by, import_id=import_id, now=now)
        return _told(found)
    here = place()
    if here is None or here.is_real:
        return _told(found)
    choice = Choice(
        way="drafts" if args.drafts else "dated",
        answers="skip" if args.skip_answers else "link",
        readers="followers" if args.followers else "same",
        since_year=args.since,
        until_year=args.until,
    )
    try:
        actions.start_import(by, import_id=import_id, choice=choice, now=now)
    except Refusal:
        actions.give_up_import(by, import_id=import_id, now=now)
        raise
    while write_some(import_id, now=clock.now()) is not None:
        done = queries.import_of(Viewer(by), import_id)
        print(f"{done.seen}/{done.lines}", end="\r", file=sys.stderr, flush=True)
    return _told(queries.import_of(Viewer(by), import_id))


def _told(found: ImportView) -> dict[str, Any]:
    return {
        "id": found.id,
        "state": str(found.state),
        "survey": None if found.survey is None else vars(found.survey),
        "written": found.written,
        "already": found.already,
        "not_chosen": found.not_chosen,
        "refused": found.refused,
        "media_refused": found.media_refused,
        "remarks": found.remarks,
    }
