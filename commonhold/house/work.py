"""`commonhold work`: a process that serves no pages and does the work, beside “serve --web-only”.

As many as one likes: each kind of work is done by one of them at a time, by another when that one is gone.
"""

from __future__ import annotations

import argparse
import signal
from threading import Event

from commonhold.doors.console.answer import MISCONFIGURED, YES, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.ground.record import sequencer
from commonhold.house import telling
from commonhold.house.bell import Bell
from commonhold.house.courier import Courier
from commonhold.house.migrate import bring_up
from commonhold.house.serve import say, why_not_several
from commonhold.house.ticker import Ticker


def add_to(subparsers: Subparsers) -> None:
    parser = subparsers.add_parser("work", help="do the work that pages leave, beside “serve --web-only”")
    parser.set_defaults(run=run)


def run(_args: argparse.Namespace) -> int:
    """Migrate, check, and work until told to stop."""
    wrong = why_not_several() or bring_up()
    if wrong:
        say(wrong)
        return MISCONFIGURED
    sequencer.mend(clock.now())
    try:
        telling.begin()
    except telling.NotInstalled as missing:
        say(str(missing))
        return MISCONFIGURED
    told_to_stop = Event()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, lambda *_: told_to_stop.set())
    bell, ticker, courier = Bell(), Ticker(), Courier()
    for part in (bell, ticker, courier):
        part.start()
    say("Commonhold works (stop it with Ctrl-C).")
    told_to_stop.wait()
    for part in (ticker, courier, bell):
        part.stop()
    return YES
