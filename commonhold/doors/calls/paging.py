"""Where a list goes on: the `Link` header (docs.joinmastodon.org/api/guidelines/#pagination)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.answers import Answer
from commonhold.doors.calls.asked import Asked
from commonhold.ground.spans import Span

_CUTS = ("max_id", "since_id", "min_id", "access_token")


def paged(
    asked: Asked, body: Any, places: Sequence[int], span: Span, *, goes_on: bool | None = None
) -> Answer:
    """A list, newest first, with the way to the next and the previous page. `places` are what its rows are
    sorted by; a list that is not full has nothing older, unless `goes_on` says what is known better.
    """
    ways = []
    if places and (len(places) >= span.limit if goes_on is None else goes_on):
        ways.append(_way(asked, "next", max_id=places[-1]))
    if places:
        ways.append(_way(asked, "prev", min_id=places[0]))
    return Answer(body, headers={"Link": ", ".join(ways)} if ways else {})


def by_offset(asked: Asked, body: Sequence[Any], *, offset: int, limit: int) -> Answer:
    """A list that is sorted by something else than ids."""
    ways = []
    if len(body) >= limit:
        ways.append(_way(asked, "next", offset=offset + limit))
    if offset:
        ways.append(_way(asked, "prev", offset=max(0, offset - limit)))
    return Answer(body, headers={"Link": ", ".join(ways)} if ways else {})


def onward(asked: Asked, body: Sequence[Any], cut: Mapping[str, str]) -> Answer:
    """A list that is read downwards alone; `cut` is what is asked for to read on, empty at its end."""
    return Answer(body, headers={"Link": _way(asked, "next", **cut)} if cut else {})


def _way(asked: Asked, rel: str, **cut: int | str) -> str:
    kept = [(name, value) for name, values in asked.request.GET.lists() for value in values]
    kept = [(name, value) for name, value in kept if name not in {*_CUTS, *cut}]
    query = urlencode([*kept, *((name, str(value)) for name, value in cut.items())])
    return f'<{address(asked.request.path)}?{query}>; rel="{rel}"'
