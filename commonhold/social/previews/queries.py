"""Previews as pages need them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from commonhold.social.previews.models import Preview


@dataclass(frozen=True)
class PreviewView:
    """A card beneath a post. `site` is the page's own word for where it is, or else its host."""

    url: str
    title: str
    description: str
    site: str


def view_of(row: Preview | None) -> PreviewView | None:
    """The card of a row that a room above has joined to its own; None before there is something to show."""
    if row is None or not row.title:
        return None
    host = (urlsplit(row.url).hostname or "").removeprefix("www.")
    return PreviewView(row.url, row.title, row.description, row.site or host)
