"""`commonhold peers`: what others need to witness our record, and in play a peer without a vote."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.civic.peers import queries
from commonhold.civic.peers.decisions import AddPeer
from commonhold.civic.peers.without_vote import add_without_vote
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.record import queries as record


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("peers", help="co-ops that witness each other").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("keys", help="what another co-op needs to make us its peer").set_defaults(run=keys)
    adding = verbs.add_parser("add", help="make a co-op a peer without a vote (demo and test mode only)")
    adding.add_argument("name", metavar="NAME", help="what the co-op is called")
    adding.add_argument("--url", required=True, metavar="URL", help="its public address")
    adding.add_argument("--log-key", required=True, metavar="VKEY", help="the key of its record")
    adding.add_argument("--witness-key", required=True, metavar="VKEY", help="the key it witnesses with")
    adding.add_argument("--mirror", action="store_true", help="keep a copy of its record here")
    adding.set_defaults(run=add)


def keys(_args: argparse.Namespace) -> dict[str, Any]:
    """`{url, log_key, witness_key}`."""
    here = must_be_founded()
    return {"url": here.public_url, "log_key": record.vkey(), "witness_key": queries.our_witness_key()}


def add(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, name, url}` of the peer."""
    must_be_founded()
    added = AddPeer(args.name, args.url, args.log_key, args.witness_key, "yes" if args.mirror else "no")
    add_without_vote(added, now=clock.now())
    made = queries.peers()[-1]
    return {"id": made.id, "name": made.name, "url": made.url}
