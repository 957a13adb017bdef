"""The co-op's own emoji, as pages and writers need them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from commonhold.ground.prepared import Prepared
from commonhold.social.emoji.models import Emoji
from commonhold.social.media import queries as media
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class EmojiView:
    """`url` is empty until the picture was made safe."""

    shortcode: str
    url: str


def catalogue(viewer: Viewer) -> list[EmojiView]:
    """All that are offered, by name; those that are still being made without a picture."""
    return [
        EmojiView(shortcode, media.urls_from(files).small if state == "ready" else "")
        for shortcode, state, *files in _OFFERED.rows()
    ]


_OFFERED = Prepared(
    lambda: (
        Emoji.objects.filter(retired_at=None)
        .order_by("shortcode")
        .values_list("shortcode", "medium__state", *(f"medium__{each}" for each in media.URLS))
    )
)


def is_offered(shortcode: str) -> bool:
    """Is there one of this name, with or without a picture that is ready?"""
    name = shortcode.strip().strip(":").lower()
    return Emoji.objects.filter(shortcode=name, retired_at=None).exists()


def pictures(shortcodes: Collection[str]) -> dict[str, str]:
    """Where the pictures of these lie, by shortcode; names that are no emoji's are left out."""
    if not shortcodes:
        return {}
    rows = dict(
        Emoji.objects.filter(shortcode__in=shortcodes, retired_at=None).values_list("shortcode", "medium_id")
    )
    urls = media.urls(rows.values())
    return {shortcode: urls[each].small for shortcode, each in rows.items() if each in urls}
