"""`commonhold found`: found a co-op without a browser."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from django.conf import settings

from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.founding.charter_templates import DEFAULT, templates
from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.mode import Mode
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

_FROM_STDIN = "-"


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("found", help="found a co-op")
    parser.add_argument("--name", required=True)
    parser.add_argument("--purpose", default="To own our network together.")
    parser.add_argument("--founder", action="append", required=True, type=_founder, metavar="NAME:EMAIL")
    parser.add_argument(
        "--password",
        required=True,
        help="the founders' first password; each changes her own; “-” reads it from the first line of stdin",
    )
    parser.add_argument("--template", default=DEFAULT, choices=[each.name for each in templates()])
    parser.add_argument(
        "--public-url",
        metavar="URL",
        default=settings.PUBLIC_URL or "http://localhost:8000",
        help="where others reach it, with its scheme (default: %(default)s)",
    )
    parser.add_argument("--time-zone", default="UTC")
    parser.add_argument("--currency", default="EUR")
    parser.add_argument(
        "--test-mode", action="store_true", help="for tests alone, and for ever: anyone may act as anyone"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, Any]:
    """`{name, mode, founders: [{id, handle}]}`."""
    mode = Mode.TEST if args.test_mode else Mode.REAL
    typed = sys.stdin.readline().rstrip("\r\n") if args.password == _FROM_STDIN else args.password
    made = found(
        name=args.name,
        purpose=args.purpose,
        founders=[Founder(name, email, typed) for name, email in args.founder],
        public_url=args.public_url,
        mode=mode,
        template_name=args.template,
        time_zone=args.time_zone,
        currency=args.currency,
        now=clock.now(),
    )
    founders = [{"id": each, "handle": people.person(ANYONE, each).handle} for each in made]
    return {"name": args.name, "mode": str(mode), "founders": founders}


def _founder(text: str) -> tuple[str, str]:
    name, colon, email = text.rpartition(":")
    if not colon or not name.strip() or "@" not in email:
        raise argparse.ArgumentTypeError(f"“{text}” is not NAME:EMAIL")
    return name.strip(), email.strip()
