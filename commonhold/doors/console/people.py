"""`commonhold people create NAME`."""

from __future__ import annotations

import argparse
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.members import actions as members
from commonhold.doors.console.acting import must_be_play
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.social.people import actions as people


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("people", help="create people").add_subparsers(dest="verb", required=True)
    creating = verbs.add_parser("create", help="open an account for somebody")
    creating.add_argument("name", metavar="NAME", help="the @name; also the display name unless given")
    creating.add_argument("--email", required=True)
    creating.add_argument("--password", required=True)
    creating.add_argument("--display-name", metavar="WORDS")
    creating.add_argument("--confirmed", action="store_true", help="the address is known to be theirs")
    creating.add_argument(
        "--member", action="store_true", help="with a ballot at once (demo and test mode only)"
    )
    creating.add_argument("--locked", action="store_true", help="approves followers one by one")
    creating.set_defaults(run=create)


def create(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, handle, member}`."""
    now = clock.now()
    if args.member:
        must_be_play(
            _("People become members by vouches and dues. Only a demo or test co-op can enrol them.")
        )
    person_id = people.open_account(
        email=args.email,
        password=args.password,
        handle=args.name,
        display_name=args.display_name or args.name,
        confirmed=args.confirmed,
        approves_followers=args.locked,
        now=now,
    )
    if args.member:
        members.enrol(person_id, branch=1, votes_from=now, now=now)
    return {"id": person_id, "handle": args.name.lower(), "member": args.member}
