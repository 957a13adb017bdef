"""What an address of this server names: somebody, or a post."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from commonhold.doors.calls.addresses import base, domain
from commonhold.ground import ids

_ID = re.compile(r"/ap/(people|posts)/([0-9]{1,20})")
_PAGE = re.compile(r"/@([^/]+)(?:/([0-9]+))?/?")


@dataclass(frozen=True)
class Place:
    """The page of somebody called `handle`, or her post with this id."""

    handle: str
    post_id: int | None


def id_in(uri: str) -> tuple[str, int] | None:
    """Whom or what an id of ours means, as apps have it in `uri`: "people" or "posts", and the number."""
    found = _ID.fullmatch(uri.removeprefix(base())) if uri.startswith(f"{base()}/") else None
    return None if found is None or int(found[2]) > ids.LARGEST else (found[1], int(found[2]))


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
