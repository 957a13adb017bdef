"""Previews as pages need them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import urlsplit


@dataclass(frozen=True)
class PreviewView:
    """A card beneath a post. `site` is the page's own word for where it is, or else its host."""

    url: str
    title: str
    description: str
    site: str


#: Columns for `view_from`, in its order.
VIEW = ("url", "title", "description", "site")


def view_from(values: Sequence[str | None]) -> PreviewView | None:
    """The card of these columns of a row that a room above has joined to its own; None without a title."""
    url, title, description, site = values
    if not url or not title:
        return None
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return PreviewView(url, title, description or "", site or host)


def digest_of(url: str) -> str:
    """What the preview of this address is kept by; what follows its # is the same page."""
    return sha256(url.partition("#")[0].encode()).hexdigest()
