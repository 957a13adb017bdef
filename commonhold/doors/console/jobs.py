"""`commonhold jobs list`, `jobs run` and `jobs retry`: work that waits, and what failed."""

from __future__ import annotations

import argparse
from typing import Any

from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.doors.console.proposals import rfc3339
from commonhold.ground.clock import queries as clock
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs import queries


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("jobs", help="work that waits, and what failed").add_subparsers(
        dest="verb", required=True
    )
    listing = verbs.add_parser("list", help="what is not done yet, the earliest first")
    listing.add_argument("--failing", action="store_true", help="only what was tried in vain")
    listing.add_argument("--limit", type=int, default=100, metavar="N")
    listing.set_defaults(run=show)
    running = verbs.add_parser("run", help="do all that is due now; the server does so by itself")
    running.set_defaults(run=run)
    retrying = verbs.add_parser("retry", help="try again at once what failed")
    retrying.add_argument("job", type=int, nargs="?", metavar="ID", help="only this one, due or not")
    retrying.set_defaults(run=retry)


def show(args: argparse.Namespace) -> Answer:
    """`[{id, kind, key, due_at, attempts, trouble}]`."""
    found = queries.not_done(failing=args.failing, limit=args.limit)
    value = [
        {
            "id": each.id,
            "kind": each.kind,
            "key": each.key,
            "due_at": rfc3339(each.due_at),
            "attempts": each.attempts,
            "trouble": each.trouble,
        }
        for each in found
    ]
    lines = [
        f"{each['id']:>6}  {each['due_at']}  {each['kind']} {each['key']}"
        + (f"  failed {each['attempts']} times: {each['trouble']}" if each["attempts"] else "")
        for each in value
    ]
    return Answer(value, text="\n".join(lines) or "Nothing waits.")


def run(_args: argparse.Namespace) -> Answer:
    """`{ran, failed}`, each a list of kind and key."""
    ran = jobs.tick(clock.now())
    value = {
        "ran": [f"{each.kind} {each.key}" for each in ran if each.ok],
        "failed": [f"{each.kind} {each.key}" for each in ran if not each.ok],
    }
    return Answer(value, ok=not value["failed"])


def retry(args: argparse.Namespace) -> dict[str, Any]:
    """`{hurried}`: how many are due now that were not."""
    now = clock.now()
    if args.job is None:
        return {"hurried": jobs.hurry_failed(now)}
    jobs.retry(args.job, now=now)
    return {"hurried": 1}
