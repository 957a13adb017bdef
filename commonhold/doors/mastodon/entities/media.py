"""Media, polls and cards inside posts (docs.joinmastodon.org/entities/MediaAttachment, Poll, PreviewCard)."""

from __future__ import annotations

from typing import Any

from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.times import instant
from commonhold.social.media.queries import MediumView
from commonhold.social.polls.queries import PollView
from commonhold.social.previews.queries import PreviewView

Entity = dict[str, Any]
_KINDS = {"image": "image", "video": "video", "audio": "audio"}


def attachment(medium: MediumView) -> Entity:
    """While it is made safe, its address is null."""
    return {
        "id": str(medium.id),
        "type": "gifv" if medium.is_animated else _KINDS.get(medium.kind, "unknown"),
        "url": address(medium.url) if medium.url else None,
        "preview_url": address(medium.small_url or medium.url) if medium.url else None,
        "remote_url": medium.source or None,
        "text_url": None,
        "meta": _meta(medium),
        "description": medium.alt or None,
        "blurhash": medium.blurhash or None,
    }


def poll(view: PollView) -> Entity:
    """Hidden counts are null; nobody's are told before it closes."""
    counts = [each.votes or 0 for each in view.options]
    return {
        "id": str(view.id),
        "expires_at": instant(view.closes_at),
        "expired": view.is_closed,
        "multiple": view.is_multiple,
        "votes_count": sum(counts),
        "voters_count": view.voters,
        "voted": view.has_chosen,
        "own_votes": [each.position for each in view.options if each.is_mine],
        "options": [{"title": each.text, "votes_count": each.votes} for each in view.options],
        "emojis": [],
    }


def card(view: PreviewView) -> Entity:
    return {
        "url": view.url,
        "title": view.title,
        "description": view.description,
        "language": None,
        "type": "link",
        "author_name": "",
        "author_url": "",
        "authors": [],
        "provider_name": view.site,
        "provider_url": "",
        "html": "",
        "width": 0,
        "height": 0,
        "image": None,
        "image_description": "",
        "embed_url": "",
        "blurhash": None,
        "published_at": None,
    }


def _meta(medium: MediumView) -> Entity:
    meta: Entity = {}
    if medium.width and medium.height:
        size = {
            "width": medium.width,
            "height": medium.height,
            "size": f"{medium.width}x{medium.height}",
            "aspect": medium.width / medium.height,
        }
        meta = {"original": size}
    if medium.kind == "image":
        meta["focus"] = {"x": medium.focus_x / 1000, "y": medium.focus_y / 1000}
    return meta
