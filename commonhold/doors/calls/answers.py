"""What goes back to an app: JSON, the headers that every answer bears, and errors in Mastodon's words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import orjson
from django.http import HttpResponse

#: Web apps of any origin may call: what they may do, the token says, and no cookie is looked at.
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Link, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset",
}
PREFLIGHT = {
    **OPEN_TO_ALL,
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "*, Authorization",
    "Access-Control-Max-Age": "86400",
}


_UNPROCESSABLE = 422


@dataclass(frozen=True)
class Answer:
    """A body that is no plain 200, or comes with headers. Bytes are sent as they are, as plain text."""

    body: Any
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


class Wrong(Exception):
    """An error as Mastodon documents it: a status and a sentence for developers, who show it to people."""

    def __init__(self, status: int, error: str, **headers: str) -> None:
        super().__init__(error)
        self.status, self.error, self.headers = status, error, headers


def refused(error: str, status: int, headers: Mapping[str, str] | None = None) -> Answer:
    """An error as it is told; what can't be taken has room for details, field by field."""
    details: dict[str, Any] = {"details": {}} if status == _UNPROCESSABLE else {}
    return Answer({"error": error, **details}, status, headers or {})


def not_found() -> Wrong:
    return Wrong(404, "Record not found")


def invalid(what: str) -> Wrong:
    """Something that was sent can't be taken; `what` says which and why."""
    return Wrong(422, f"Validation failed: {what}")


def written(answer: Answer) -> HttpResponse:
    """The answer as it leaves."""
    is_plain = isinstance(answer.body, bytes)
    response = HttpResponse(
        answer.body if is_plain else orjson.dumps(answer.body),
        status=answer.status,
        content_type=f"{'text/plain' if is_plain else 'application/json'}; charset=utf-8",
    )
    for name, value in {**OPEN_TO_ALL, "Cache-Control": "private, no-store", **answer.headers}.items():
        response[name] = value
    return response
