"""`commonhold clock advance 6d`: move a demo's time forward."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta
from typing import Any

from commonhold.doors.console.answer import Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.clock.actions import advance

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("clock", help="move a demo's clock").add_subparsers(
        dest="verb", required=True
    )
    moving = verbs.add_parser("advance", help="move time forward; returns when all that is due is done")
    moving.add_argument("span", type=duration, metavar="6d", help="seconds, minutes, hours, days or weeks")
    moving.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{now, ran}`: the new time, and the work that came due on the way."""
    now, ran = advance(by=args.span)
    done = [f"{each.kind} {each.key}" for each in ran if each.kind != "news.tell"]
    return {"now": rfc3339(now), "ran": done}


def duration(text: str) -> timedelta:
    """ "6d", "12h", "1d12h" as a span of time."""
    if not re.fullmatch(r"(\d{1,6}[smhdw])+", text):
        raise argparse.ArgumentTypeError(f"“{text}” is no span of time such as 6d or 12h")
    parts = re.findall(r"(\d+)([smhdw])", text)
    return sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())
