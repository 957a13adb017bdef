"""`commonhold proposals`: open one, show one, list them."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.vocabulary import State
from commonhold.doors.console import acting
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.queries import enactment_of
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("proposals", help="open, show and list proposals").add_subparsers(
        dest="verb", required=True
    )
    opening = verbs.add_parser("open", help="draft a proposal and give notice of it")
    acting.add_option(opening)
    opening.add_argument("--title", required=True)
    opening.add_argument("--text", default="")
    opening.add_argument("--decision", action="append", required=True, metavar="JSON", help="may be repeated")
    opening.add_argument("--notice-days", type=int, metavar="N", help="more than the charter asks")
    opening.set_defaults(run=open_one)
    showing = verbs.add_parser("show", help="state, roll, counts and enactment of a proposal")
    showing.add_argument("id", type=int)
    showing.set_defaults(run=show)
    verbs.add_parser("list", help="all proposals").set_defaults(run=show_all)


def open_one(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state, opens, closes, challenge_until}`, times as RFC 3339."""
    by, now = acting.acting_person(args), clock.now()
    decisions = [codec.decode(_parsed(each)) for each in args.decision]
    made = draft_proposal(by, title=args.title, text=args.text, decisions=decisions, now=now)
    announce_proposal(by, proposal_id=made, notice_days=args.notice_days, now=now)
    view = proposals.proposal(ANYONE, made)
    if view.poll is None:
        raise ValueError("an announced proposal has a poll")
    return {
        "id": made,
        "state": str(view.state),
        "opens": rfc3339(view.poll.opens_at),
        "closes": rfc3339(view.poll.closes_at),
        "challenge_until": rfc3339(view.poll.challenge_until),
    }


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{state, roll, counts, enactment, reason}`; counts and enactment are null until there are any."""
    view = proposals.proposal(ANYONE, args.id)
    counted, enacted = counts.count(args.id), enactment_of(f"proposal:{args.id}")
    return {
        "id": args.id,
        "title": view.title,
        "state": str(view.state),
        "roll": view.poll.roll_size if view.poll else None,
        "counts": counted
        and {"yes": counted.yes, "no": counted.no, "abstain": counted.abstain, "outcome": counted.outcome},
        "enactment": enacted and {"id": enacted.id, "done": enacted.done, "at": rfc3339(enacted.at)},
        "reason": view.reason or None,
    }


def show_all(args: argparse.Namespace) -> list[dict[str, Any]]:
    """`[{id, state, title}]`, all of them, newest first."""
    every = proposals.page(ANYONE, limit=proposals.how_many(ANYONE, tuple(State)))
    return [{"id": each.id, "state": str(each.state), "title": each.title} for each in every]


def rfc3339(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _parsed(text: str) -> dict[str, Any]:
    try:
        written = json.loads(text)
    except json.JSONDecodeError as error:
        raise Refusal(_("The decision is not JSON: {error}."), error=error) from None
    if not isinstance(written, dict):
        raise Refusal(_("A decision is a JSON object with a “kind”."))
    return written
