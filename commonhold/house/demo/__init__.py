"""The sample co-op: sixty days of fiction, made only through actions, the same at every birth."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from django.conf import settings

from commonhold.doors.console.answer import Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal
from commonhold.house.demo.story import PASSWORD, tell


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("demo", help="found the sample co-op")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> dict[str, object]:
    """`{founded, sign_in}`; twice changes nothing."""
    said: list[str] = []
    founded = build_once(said.append, public_url=settings.PUBLIC_URL or "http://localhost:8000")
    return {"founded": founded, "sign_in": said}


def build_once(say: Callable[[str], None], *, public_url: str) -> bool:
    """Found the sample co-op where there is none yet, and say who to sign in as. Was there none?"""
    here = place()
    if here is not None and here.mode != "demo":
        return False
    if here is None:
        say("Founding the sample co-op (some half a minute, once).")
        try:
            tell(clock.now(), public_url=public_url)
        except Refusal as refusal:
            raise ValueError(f"the demo's own story was refused: {refusal}") from refusal
    say("Sign in as ada, ben, caro, dev or finn; the password of each is: " + PASSWORD)
    say("The people in this demo are fiction.")
    return here is None
