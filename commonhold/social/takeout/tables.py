"""Tables that Mastodon takes in again: whom she follows, her lists, blocks, mutes and bookmarks, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from commonhold.social.takeout.activities import Addresses


def tables(
    people: Mapping[str, Any], lists: Mapping[str, Any], bookmarks: Iterable[str], at: Addresses
) -> dict[str, bytes]:
    """By their names, from what the rooms of people and lists give."""
    hidden, bells = set(people["hidden_boosts"]), set(people["bells"])
    shown = set(people["mutes_in_feeds_alone"])
    return {
        "following_accounts.csv": _written(
            ["Account address", "Show boosts", "Notify on new posts", "Languages"],
            (
                [at.full(each), _word(each not in hidden), _word(each in bells), ""]
                for each in people["following"]
            ),
        ),
        "followers.csv": _written(["Account address"], ([at.full(each)] for each in people["followers"])),
        "lists.csv": _written(
            [],
            ([each["title"], at.full(who)] for each in lists["lists"] for who in each["people"]),
        ),
        "blocked_accounts.csv": _written([], ([at.full(each)] for each in people["blocks"])),
        "muted_accounts.csv": _written(
            ["Account address", "Hide notifications"],
            ([at.full(each), _word(each not in shown)] for each in people["mutes"]),
        ),
        "blocked_domains.csv": _written([], ([each] for each in people["blocked_servers"])),
        "bookmarks.csv": _written([], ([each] for each in bookmarks)),
    }


def _written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    if head:
        writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue().encode()


def _word(value: bool) -> str:
    return "true" if value else "false"
