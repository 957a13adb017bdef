"""`commonhold proposals sponsor|stand|recount|petition|pause`: what others do with somebody's proposal."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.civic.governance.actions import challenge, options, propose
from commonhold.civic.governance.queries import proposals
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.social.people.queries import ANYONE


def add_to(verbs: Subparsers) -> None:
    for verb, run, words in (
        ("sponsor", sponsor, "say that one wants it talked about"),
        ("petition", petition, "ask for a second vote"),
    ):
        _verb(verbs, verb, words).set_defaults(run=run)
    standing = _verb(verbs, "stand", "stand in an election")
    standing.add_argument("--text", default="", help="what one says of oneself")
    standing.set_defaults(run=stand)
    for verb, run, words in (
        ("recount", recount, "have the published ballots counted again"),
        ("pause", pause, "hold up what was carried, as a guardian"),
    ):
        challenging = _verb(verbs, verb, words)
        challenging.add_argument("--reason", required=True)
        challenging.set_defaults(run=run)


def sponsor(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state}`."""
    propose.sponsor_proposal(acting.acting_person(args), proposal_id=args.id, now=clock.now())
    return _stands_at(args)


def petition(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state}`: "repeated" when enough have asked."""
    challenge.sign_petition(acting.acting_person(args), proposal_id=args.id, now=clock.now())
    return _stands_at(args)


def stand(args: argparse.Namespace) -> dict[str, Any]:
    """`{option}`."""
    by = acting.acting_person(args)
    return {"option": options.stand(by, proposal_id=args.id, text=args.text, now=clock.now())}


def recount(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state, agrees}`."""
    by = acting.acting_person(args)
    agrees = challenge.ask_recount(by, proposal_id=args.id, reason=args.reason, now=clock.now())
    return {**_stands_at(args), "agrees": agrees}


def pause(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state}`."""
    by = acting.acting_person(args)
    challenge.pause_enactment(by, proposal_id=args.id, reason=args.reason, now=clock.now())
    return _stands_at(args)


def _verb(verbs: Subparsers, name: str, words: str) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=words)
    acting.add_option(parser)
    parser.add_argument("id", type=int)
    return parser


def _stands_at(args: argparse.Namespace) -> dict[str, Any]:
    return {"id": args.id, "state": str(proposals.proposal(ANYONE, args.id).state)}
