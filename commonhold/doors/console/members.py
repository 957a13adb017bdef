"""`commonhold members`: who owns this, in which class, and moving somebody to another one."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.civic.governance.actions.move_member import move_member
from commonhold.civic.members import queries as members
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("members", help="members and their classes").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("classes", help="the classes of members, their rights and their size").set_defaults(
        run=classes
    )
    listing = verbs.add_parser("list", help="all members, as a member sees them")
    acting.add_option(listing)
    listing.set_defaults(run=show)
    moving = verbs.add_parser("move", help="put a member into another class, under the membership mandate")
    acting.add_option(moving)
    moving.add_argument("name", metavar="NAME")
    moving.add_argument("--to", required=True, metavar="CLASS", help="the class's short name")
    moving.add_argument("--because", required=True, metavar="WORDS")
    moving.set_defaults(run=move)


def classes(args: argparse.Namespace) -> dict[str, Any]:
    """`{classes: [{key, name, votes, proposes, stands, joins, apart, weight, members}]}`."""
    return {
        "classes": [
            {
                "key": each.key,
                "name": each.title,
                "votes": bool(each.votes),
                "proposes": bool(each.votes and each.proposes),
                "stands": bool(each.stands),
                "joins": bool(each.joins),
                "apart": bool(each.apart),
                "weight": each.weight,
                "members": members.in_class(each.key),
            }
            for each in members.classes_now().every
        ]
    }


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{members: [{number, handle, class, votes, since}]}`; `class` is empty where there is only one."""
    return {
        "members": [
            {
                "number": each.number,
                "handle": each.handle,
                "class": each.class_name,
                "votes": each.has_ballot,
                "since": rfc3339(each.since),
            }
            for each in members.directory(acting.viewer(args))
        ]
    }


def move(args: argparse.Namespace) -> dict[str, Any]:
    """`{handle, class}`."""
    whom = people.by_handle(ANYONE, args.name)
    move_member(
        acting.acting_person(args), person_id=whom.id, to=args.to, because=args.because, now=clock.now()
    )
    return {"handle": whom.handle, "class": args.to}
