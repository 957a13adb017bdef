"""`commonhold people create NAME`."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.appoint import appoint_without_vote, must_be_able_to_appoint
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import must_be_founded, must_be_play
from commonhold.social.people import actions as people

_FROM_STDIN = "-"
_CREATING = """\
Open an account for somebody: a way to sign in, and a person. She is no member by that; in a real co-op
people become members by vouches and dues, and the members give mandates by vote. A demo or a test co-op
can skip both.
"""


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("people", help="create people").add_subparsers(dest="verb", required=True)
    creating = verbs.add_parser("create", help="open an account for somebody", description=_CREATING)
    creating.add_argument("name", metavar="NAME", help="the @name; also the display name unless given")
    creating.add_argument("--email", required=True)
    creating.add_argument("--password", required=True, help="“-” reads it from the first line of stdin")
    creating.add_argument("--display-name", metavar="WORDS")
    creating.add_argument(
        "--confirmed", action="store_true", help="the address is known to be theirs; else as after signing up"
    )
    creating.add_argument("--locked", action="store_true", help="approves followers one by one")
    creating.add_argument(
        "--member", action="store_true", help="with a ballot at once (demo and test mode only)"
    )
    creating.add_argument(
        "--mandate",
        choices=Role.values,
        help="and with this mandate, without a vote but on the record; only members hold one, so this makes "
        "them a member too. Any mandate lets one answer reports (demo and test mode only)",
    )
    creating.set_defaults(run=create)


def create(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, handle, member, confirmed, locked, mandate}`; `mandate` is null without one."""
    must_be_founded()
    if args.member:
        must_be_play(
            _("People become members by vouches and dues. Only a demo or test co-op can enrol them.")
        )
    if args.mandate:
        must_be_able_to_appoint()
    now, is_member = clock.now(), args.member or args.mandate is not None
    person_id = people.open_account(
        email=args.email,
        password=_first_line_of_stdin() if args.password == _FROM_STDIN else args.password,
        handle=args.name,
        display_name=args.display_name or args.name,
        confirmed=args.confirmed,
        approves_followers=args.locked,
        now=now,
    )
    if is_member:
        members.enrol(person_id, branch=1, votes_from=now, now=now)
    if args.mandate:
        appoint_without_vote(person_id, role=args.mandate, now=now)
    return {
        "id": person_id,
        "handle": args.name.lower(),
        "member": is_member,
        "confirmed": args.confirmed,
        "locked": args.locked,
        "mandate": args.mandate,
    }


def _first_line_of_stdin() -> str:
    return sys.stdin.readline().rstrip("\r\n")
