"""What an address of this server names: somebody's page, or a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from commonhold.doors.calls.addresses import domain
from commonhold.ground import ids

_PAGE = re.compile(r"/@([^/]+)(?:/([0-9]+))?/?")


@dataclass(frozen=True)
class Place:
    """The page of somebody called `handle`, or her post with this id."""

    handle: str
    post_id: int | None


def place_of(url: str) -> Place | None:
    """None for what is no address here. A post that can't be has the id 0, which is nobody's."""
    if not url.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    page = _PAGE.fullmatch(unquote(parts.path))
    if parts.netloc.lower() != domain().lower() or page is None:
        return None
    if page[2] is None:
        return Place(page[1], None)
    post_id = int(page[2][:20])
    return Place(page[1], post_id if post_id <= ids.LARGEST else 0)
