"""What an address of this server names: somebody's page, or a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from commonhold.doors.mastodon.asked import id_of
from commonhold.doors.mastodon.entities.addresses import domain

_PAGE = re.compile(r"/@([^/]+)(?:/([0-9]+))?/?")


@dataclass(frozen=True)
class Place:
    """The page of somebody called `handle`, or her post with this id."""

    handle: str
    post_id: int | None


def place_of(url: str) -> Place | None:
    """None for what is no address here. Raises Wrong (404) for a post that can't be."""
    if not url.startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    page = _PAGE.fullmatch(unquote(parts.path))
    if parts.netloc.lower() != domain().lower() or page is None:
        return None
    return Place(page[1], None if page[2] is None else id_of(page[2]))
