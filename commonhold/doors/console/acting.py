"""`--as NAME`: acting as somebody, where that is allowed at all."""

from __future__ import annotations

import argparse

from django.utils.translation import gettext as _

from commonhold.ground.installation.queries import must_be_play
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer


def add_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as", dest="acting", metavar="NAME", required=True, help="act as NAME (demo and test mode only)"
    )


def acting_person(args: argparse.Namespace) -> int:
    """The id of the person named by `--as`. Raises Refusal in a real co-op."""
    must_be_play(_("Acting as somebody else is possible in a demo or in test mode only."))
    return people.by_handle(ANYONE, args.acting).id


def viewer(args: argparse.Namespace) -> Viewer:
    return Viewer(acting_person(args))
