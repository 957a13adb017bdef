"""How a typed function becomes an operation: the document is made of its signature.

`query` and `body` are what it is sent, as dataclasses; other parameters are parts of the address.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args, get_origin, get_type_hints

from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Endpoint, Who, endpoint
from commonhold.doors.calls.paging import onward
from commonhold.doors.calls.reading import nested
from commonhold.doors.coop_api.schema import plain, words_of
from commonhold.doors.coop_api.sent import read, read_part
from commonhold.doors.coop_api.types import Listed

_LIST_KINDS = (list, Sequence, Listed)


@dataclass(frozen=True)
class Operation:
    """An endpoint and all that the document says of it. `row` is the type of a list's rows."""

    name: str
    words: str
    who: Who
    scope: str | None
    parts: dict[str, Any]
    query: Any
    body: Any
    answer: Any
    row: Any
    is_paged: bool
    endpoint: Endpoint


def operation(
    *, who: Who = Who.ANYONE, scope: str | None = None
) -> Callable[[Callable[..., Any]], Operation]:
    """Mark a function as an operation of this API."""

    def marked(work: Callable[..., Any]) -> Operation:
        hints = get_type_hints(work, include_extras=True)
        answer = hints.pop("return")
        del hints["asked"]
        query, body = hints.pop("query", None), hints.pop("body", None)

        def answered(asked: Asked, **parts: str) -> Any:
            given: dict[str, Any] = {name: read_part(hints[name], parts[name], name) for name in hints}
            if query is not None:
                given["query"] = read(query, _of_query(asked))
            if body is not None:
                given["body"] = read(body, asked.sent)
            return _told(asked, work(asked, **given))

        return Operation(
            name=work.__name__,
            words=words_of(work),
            who=who,
            scope=scope,
            parts=hints,
            query=query,
            body=body,
            answer=answer,
            row=get_args(answer)[0] if get_origin(answer) in _LIST_KINDS else None,
            is_paged=get_origin(answer) is Listed,
            endpoint=endpoint(who=who, scope=scope)(answered),
        )

    return marked


def _of_query(asked: Asked) -> dict[str, Any]:
    return nested((name, value) for name, values in asked.request.GET.lists() for value in values)


def _told(asked: Asked, found: Any) -> Answer:
    if isinstance(found, Listed):
        return onward(asked, plain(found.rows), found.onward)
    return Answer(plain(found))
