"""Polls: a Question with its answers in `oneOf` or `anyOf`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from commonhold.doors.activitypub.reading.values import Json, every, in_some_language, moment, number, types
from commonhold.social.polls.elsewhere import MOST_OPTIONS_ELSEWHERE, ArrivedPoll

_FEWEST = 2


def read_poll(source: Json, *, now: datetime) -> ArrivedPoll | None:
    """The poll, or None: whatever has answers to choose from is one, and nothing else."""
    is_multiple = not source.get("oneOf") and bool(source.get("anyOf"))
    offered = [
        option
        for each in every(source.get("anyOf") if is_multiple else source.get("oneOf"))
        if (option := _option(each)) is not None
    ]
    if "Question" not in types(source) or len(offered) < _FEWEST:
        return None
    closed = source.get("closed")
    closed_at = moment(closed) or (now if closed is True else None)
    return ArrivedPoll(
        options=tuple(offered[:MOST_OPTIONS_ELSEWHERE]),
        is_multiple=is_multiple,
        closes_at=moment(source.get("endTime")) or closed_at,
        closed_at=closed_at,
        voters=_first_number(source, "votersCount", "toot:votersCount"),
    )


def _option(each: Any) -> tuple[str, int] | None:
    if not isinstance(each, dict):
        return None
    words = " ".join((in_some_language(each, "name")[0] or in_some_language(each, "content")[0]).split())
    replies = each.get("replies")
    votes = number(replies.get("totalItems")) if isinstance(replies, dict) else None
    return (words, votes or number(each.get("_misskey_votes")) or 0) if words else None


def _first_number(source: Json, *names: str) -> int | None:
    return next((found for name in names if (found := number(source.get(name))) is not None), None)
