"""`commonhold federation queue`."""

from __future__ import annotations

import argparse
from dataclasses import asdict

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.clock import queries as clock
from commonhold.social.deliveries import queries
from commonhold.social.deliveries.queries import QueueView, Totals


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("federation", help="what waits for other servers").add_subparsers(
        dest="verb", required=True
    )
    verbs.add_parser("queue", help="each server's queue, the most troubled first").set_defaults(run=queue)


def queue(_args: argparse.Namespace) -> Answer:
    """`{waiting, taken, refused, gone, expired, dropped, queues: [{domain, waiting, failures, …}]}`.

    The first number waits now, the others are of deliveries that ended in the last day.
    """
    totals, queues = queries.all_totals(now=clock.now()), queries.all_queues()
    value = {**asdict(totals), "queues": [_plain(each) for each in queues]}
    return Answer(value, text="\n".join([_sum(totals), *map(_line, queues)]))


def _sum(totals: Totals) -> str:
    return (
        f"{totals.waiting} waiting; in the last day {totals.taken} taken, {totals.refused} refused, "
        f"{totals.gone} without an inbox, {totals.expired} given up, {totals.dropped} dropped"
    )


def _line(queue: QueueView) -> str:
    trouble = f"  {queue.failures} failures: {queue.trouble}" if queue.failures else f"  {queue.trouble}"
    due = f"  next {queue.due_at:%Y-%m-%d %H:%M} UTC" if queue.due_at else ""
    return f"{queue.domain:<40} {queue.waiting:>6} waiting{trouble.rstrip()}{due}"


def _plain(queue: QueueView) -> dict[str, object]:
    return {
        name: value.isoformat() if hasattr(value, "isoformat") else value
        for name, value in asdict(queue).items()
    }
