"""Posts on other people's pages (oembed.com; docs: methods/oembed)."""

from __future__ import annotations

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from commonhold.doors.calls.addresses import address, base, domain
from commonhold.doors.calls.answers import invalid, not_found
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.mastodon.entities import content
from commonhold.doors.mastodon.entities.accounts import Entity
from commonhold.doors.mastodon.places import place_of
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import queries

_WIDTH, _KEPT_SECONDS = 400, 3600


@endpoint(who=Who.ANYONE)
def oembed(asked: Asked) -> Entity:
    """GET /api/oembed: a quotation with its source, for what anybody may read; no frame, no script."""
    place = place_of(asked.needed("url"))
    seen = [] if place is None or place.post_id is None else queries.posts(ANYONE, [place.post_id])
    if not seen or seen[0].removed:
        raise not_found()
    post, width = seen[0], asked.number("maxwidth", _WIDTH) or _WIDTH
    if width < 1:
        raise invalid("maxwidth must be a width")
    url = address(f"/@{post.author.handle}/{post.id}")
    words = format_html("<p>{}</p>", post.warning) if post.warning else mark_safe(content.html(post.html))  # noqa: S308 - sanitised when it was written
    return {
        "type": "rich",
        "version": "1.0",
        "title": f"{post.author.name} (@{post.author.handle})",
        "author_name": post.author.name,
        "author_url": address(f"/@{post.author.handle}"),
        "provider_name": domain(),
        "provider_url": f"{base()}/",
        "cache_age": _KEPT_SECONDS,
        "html": format_html(
            '<blockquote cite="{}">{}<p>— <a href="{}">{}</a></p></blockquote>',
            url,
            words,
            url,
            post.author.name,
        ),
        "width": min(width, _WIDTH),
        "height": None,
    }
