"""`commonhold delegations`: whose vote passes to whom."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.civic.governance.actions import delegate
from commonhold.civic.governance.queries import delegations
from commonhold.civic.governance.queries.delegations import DelegationView
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.clock import queries as clock
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("delegations", help="let others vote for one").add_subparsers(
        dest="verb", required=True
    )
    giving = verbs.add_parser("give", help="pass one's vote on, on a topic or on everything")
    giving.add_argument("--to", required=True, metavar="NAME")
    giving.set_defaults(run=give)
    taking = verbs.add_parser("take-back", help="end a delegation at once")
    taking.set_defaults(run=take_back)
    listing = verbs.add_parser("list", help="what one has given and received")
    listing.set_defaults(run=show)
    for each in (giving, taking, listing):
        acting.add_option(each)
    for each in (giving, taking):
        each.add_argument("--topic", default="", help='"people" or a section of the charter; else everything')


def give(args: argparse.Namespace) -> dict[str, Any]:
    """The same as `show`."""
    to = people.by_handle(ANYONE, args.to).id
    delegate.delegate(acting.acting_person(args), to=to, topic=args.topic, now=clock.now())
    return show(args)


def take_back(args: argparse.Namespace) -> dict[str, Any]:
    """The same as `show`."""
    delegate.take_back(acting.acting_person(args), topic=args.topic, now=clock.now())
    return show(args)


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{given, received}`: each `[{from, to, topic, until, chain}]`, people by their handles."""
    viewer, now = acting.viewer(args), clock.now()
    given, received = delegations.given(viewer, at=now), delegations.received(viewer, at=now)
    return {
        "given": [_told(viewer, each) for each in given],
        "received": [_told(viewer, each) for each in received],
    }


def _told(viewer: Viewer, found: DelegationView) -> dict[str, Any]:
    names = people.lines(viewer, [found.person_id, found.to, *found.chain])
    return {
        "from": names[found.person_id].handle,
        "to": names[found.to].handle,
        "topic": found.topic,
        "until": rfc3339(found.until),
        "chain": [names[each].handle for each in found.chain],
    }
