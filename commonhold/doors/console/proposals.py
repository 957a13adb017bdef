"""`commonhold proposals`: open one, show one, list them."""

from __future__ import annotations

import argparse
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance.actions.bring import NewOption, bring_proposal
from commonhold.civic.governance.actions.emergency import act_in_emergency
from commonhold.civic.governance.queries import counts, proposals
from commonhold.civic.governance.queries.proposals import ProposalView
from commonhold.civic.governance.questions.asked import Asked, asked_from
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.doors.console import acting, proposals_on_the_way
from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.reading import decisions_in, typed_object
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.queries import enactment_of
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

_OF_OPTIONS = {"title": str, "text": str, "cost": int, "decisions": list}


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("proposals", help="open, show and list proposals").add_subparsers(
        dest="verb", required=True
    )
    opening = verbs.add_parser("open", help="bring a proposal; it goes where the charter says")
    acting.add_option(opening)
    opening.add_argument("--title", required=True)
    opening.add_argument("--text", default="")
    opening.add_argument("--kind", choices=Kind.values, default=str(Kind.MOTION), help="what is asked")
    opening.add_argument(
        "--asked", default="{}", metavar="JSON", help='more of the question: {"seats": 2, "role": "board", …}'
    )
    opening.add_argument("--decision", action="append", default=[], metavar="JSON", help="may be repeated")
    opening.add_argument(
        "--option", action="append", default=[], metavar="JSON", help='{"title": "…", "cost": 500}; repeated'
    )
    opening.add_argument("--stand", action="store_true", help="in an election: stand oneself")
    opening.add_argument(
        "--trustee", action="append", default=[], metavar="NAME", help="sealed: who makes the key; repeated"
    )
    opening.add_argument("--needed", type=int, metavar="N", help="sealed: how many trustees open the count")
    opening.add_argument("--notice-days", type=int, metavar="N", help="more than the charter asks")
    opening.set_defaults(run=open_one)
    showing = verbs.add_parser("show", help="state, roll, counts and enactment of a proposal")
    showing.add_argument("id", type=int)
    showing.set_defaults(run=show)
    verbs.add_parser("list", help="all proposals").set_defaults(run=show_all)
    proposals_on_the_way.add_to(verbs)


def open_one(args: argparse.Namespace) -> dict[str, Any]:
    """`{id, state, opens, closes, challenge_until}`, times as RFC 3339 and null before notice."""
    by, now = acting.acting_person(args), clock.now()
    asked = _asked(args.kind, {**typed_object(args.asked), **_trusted(args)})
    decisions = decisions_in([typed_object(each) for each in args.decision])
    if asked.kind is Kind.EMERGENCY:
        made = act_in_emergency(by, title=args.title, reason=args.text, decisions=decisions, now=now)
    else:
        made = bring_proposal(
            by,
            title=args.title,
            text=args.text,
            decisions=decisions,
            asked=asked,
            options=[_option(typed_object(each)) for each in args.option],
            stands="" if args.stand else None,
            notice_days=args.notice_days,
            now=now,
        )
    poll = proposals.proposal(ANYONE, made).poll
    return {
        "id": made,
        "state": str(proposals.proposal(ANYONE, made).state),
        "opens": rfc3339(poll.opens_at) if poll else None,
        "closes": rfc3339(poll.closes_at) if poll else None,
        "challenge_until": rfc3339(poll.challenge_until) if poll else None,
    }


def show(args: argparse.Namespace) -> dict[str, Any]:
    """`{state, kind, options, roll, counts, enactment, reason}`; null is what is not there yet."""
    view = proposals.proposal(ANYONE, args.id)
    enacted = enactment_of(f"proposal:{args.id}")
    return {
        "id": args.id,
        "title": view.title,
        "state": str(view.state),
        "kind": str(view.asked.kind),
        "options": [{"id": each.id, "number": each.number, "title": each.title} for each in view.options],
        "roll": view.poll.roll_size if view.poll else None,
        "counts": _counted(view),
        "enactment": enacted and {"id": enacted.id, "done": enacted.done, "at": rfc3339(enacted.at)},
        "reason": view.reason or None,
    }


def show_all(args: argparse.Namespace) -> list[dict[str, Any]]:
    """`[{id, state, title}]`, all of them, newest first."""
    every = proposals.page(ANYONE, limit=proposals.how_many(ANYONE, tuple(State)))
    return [{"id": each.id, "state": str(each.state), "title": each.title} for each in every]


def rfc3339(at: datetime) -> str:
    return at.isoformat(timespec="seconds").replace("+00:00", "Z")


def _counted(view: ProposalView) -> dict[str, Any] | None:
    """Yes, no and abstain where they were asked for; what was elected, and by which sheet, elsewhere."""
    counted = counts.count(view.id)
    if counted is None:
        return None
    if view.question.kind is Kind.MOTION:
        return {
            "yes": counted.yes,
            "no": counted.no,
            "abstain": counted.abstain,
            "outcome": counted.outcome,
        }
    return {"outcome": counted.outcome, "elected": list(counted.elected), "sheet": dict(counted.sheet)}


def _trusted(args: argparse.Namespace) -> dict[str, Any]:
    """What makes it a sealed vote; nothing without trustees."""
    if not args.trustee:
        return {}
    named = [str(people.by_handle(ANYONE, each).id) for each in args.trustee]
    return {"mode": str(Mode.SEALED), "trustees": " ".join(named), "needed": args.needed or len(named)}


def _asked(kind: str, more: dict[str, Any]) -> Asked:
    """The question that was typed. Raises Refusal for a name or a type that it does not have."""
    known = {each.name: type(each.default) for each in fields(Asked)}
    for name, value in more.items():
        needed = int if known.get(name) is int else str
        if name not in known or isinstance(value, bool) or not isinstance(value, needed):
            raise Refusal(_("A question has no such “{name}”."), name=name)
    try:
        return asked_from({"kind": kind, **more})
    except ValueError as error:
        raise Refusal("{error}", error=error) from None


def _option(written: dict[str, Any]) -> NewOption:
    for name, value in written.items():
        if name not in _OF_OPTIONS or isinstance(value, bool) or not isinstance(value, _OF_OPTIONS[name]):
            raise Refusal(_("An option has no such “{name}”."), name=name)
    if "title" not in written:
        raise Refusal(_("An option needs a “title”."))
    return NewOption(
        written["title"],
        written.get("text", ""),
        decisions_in(written.get("decisions", [])),
        written.get("cost", 0),
    )
