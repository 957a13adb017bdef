"""The co-op as an instance (docs.joinmastodon.org/entities/Instance and V1_Instance)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from commonhold import __version__
from commonhold.civic.moderation import queries as moderation
from commonhold.doors.calls.addresses import address, base, domain
from commonhold.doors.mastodon.entities.accounts import Entity, account
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.ending import queries as ending
from commonhold.social.media.actions import LONGEST_ALT
from commonhold.social.media.charter import MediaCharter
from commonhold.social.notifications.push import public_key
from commonhold.social.people import queries as people
from commonhold.social.people.actions.describing import (
    LONGEST_LABEL,
    LONGEST_SUMMARY,
    LONGEST_VALUE,
    MOST_FIELDS,
)
from commonhold.social.people.names import LONGEST_NAME
from commonhold.social.people.queries import ANYONE
from commonhold.social.polls.actions import (
    LONGEST_MINUTES,
    LONGEST_OPTION,
    MOST_OPTIONS,
    SHORTEST_MINUTES,
)
from commonhold.social.posts.attaching import MOST_MEDIA
from commonhold.social.posts.census import active, census
from commonhold.social.posts.wording import LONGEST_POST
from commonhold.social.tags.actions import MOST_FEATURED

#: The release of Mastodon whose API is answered here, and its number in `api_versions`.
COMPATIBLE, API_VERSION = "4.5.0", 7
VERSION = f"{COMPATIBLE} (compatible; Commonhold {__version__})"
MIME_TYPES = (
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "video/mp4",
    "video/webm",
    "audio/mpeg",
    "audio/ogg",
    "audio/mp4",
    "audio/flac",
    "audio/wav",
)
_MEGABYTE, _MEGAPIXEL = 1_000_000, 1_000_000
_MOST_PINS = 5
_THUMBNAIL = "/static/commonhold/icons/app-512.png"
_ICONS = (("192x192", "app-192.png"), ("512x512", "app-512.png"))


def instance(*, now: datetime) -> dict[str, Any]:
    who = charter.current().read(CoopCharter)
    return {
        "domain": domain(),
        "title": who.name,
        "version": VERSION,
        "source_url": address("/about"),
        "description": who.purpose,
        "usage": {"users": {"active_month": active(now=now)}},
        "thumbnail": {"url": address(_THUMBNAIL), "blurhash": None, "versions": {}},
        "icon": [{"src": address(f"/static/commonhold/icons/{name}"), "size": size} for size, name in _ICONS],
        "languages": [code for code, _name in settings.LANGUAGES],
        "configuration": _configuration(),
        "registrations": {
            "enabled": ending.stage() is None,
            "approval_required": False,
            "reason_required": False,
            "message": None,
            "min_age": None,
            "url": address("/account/signup/"),
        },
        "api_versions": {"mastodon": API_VERSION},
        "contact": {"email": contact(), "account": _speaker()},
        "rules": rules(),
        "wrapstodon": None,
    }


def old_instance(*, now: datetime) -> dict[str, Any]:
    """The first version, which is deprecated and still read."""
    who, counted = charter.current().read(CoopCharter), census(now=now)
    configuration = _configuration()
    return {
        "uri": domain(),
        "title": who.name,
        "short_description": who.purpose,
        "description": who.purpose,
        "email": contact(),
        "version": VERSION,
        "urls": {"streaming_api": streaming()},
        "stats": {
            "user_count": counted.people,
            "status_count": counted.posts,
            "domain_count": counted.servers,
        },
        "thumbnail": address(_THUMBNAIL),
        "languages": [code for code, _name in settings.LANGUAGES],
        "registrations": ending.stage() is None,
        "approval_required": False,
        "invites_enabled": False,
        "configuration": {
            each: configuration[each] for each in ("accounts", "statuses", "media_attachments", "polls")
        },
        "contact_account": _speaker(),
        "rules": rules(),
    }


def rules() -> list[dict[str, Any]]:
    """The charter's own rules; a rule's id is its place among them."""
    return [
        {"id": str(place), "text": text, "hint": "", "translations": {}}
        for place, text in enumerate(moderation.rules(), start=1)
    ]


def streaming() -> str:
    """Where streams are: the same server, by WebSocket."""
    return base().replace("http", "ws", 1)


def contact() -> str:
    """Where the co-op can be written to, as far as anybody knows from its name."""
    return f"board@{domain().partition(':')[0]}"


def _speaker() -> Entity | None:
    """The account that speaks for the co-op, as a stranger sees it."""
    account_id = people.coop_account_id()
    return None if account_id is None else account(ANYONE, account_id)


def _configuration() -> dict[str, Any]:
    sizes = charter.current().read(MediaCharter)
    return {
        "urls": {
            "streaming": streaming(),
            "status": None,
            "about": address("/about"),
            "privacy_policy": address("/about"),
            "terms_of_service": address("/charter"),
        },
        "vapid": {"public_key": public_key()},
        "accounts": {
            "max_featured_tags": MOST_FEATURED,
            "max_pinned_statuses": _MOST_PINS,
            "max_display_name_length": LONGEST_NAME,
            "max_note_length": LONGEST_SUMMARY,
            "max_profile_fields": MOST_FIELDS,
            "profile_field_name_limit": LONGEST_LABEL,
            "profile_field_value_limit": LONGEST_VALUE,
            "max_avatar_description_length": LONGEST_ALT,
            "max_header_description_length": LONGEST_ALT,
        },
        "statuses": {
            "max_characters": LONGEST_POST,
            "max_media_attachments": MOST_MEDIA,
            "characters_reserved_per_url": 23,
            "supported_mime_types": ["text/markdown", "text/plain"],
        },
        "media_attachments": {
            "supported_mime_types": list(MIME_TYPES),
            "description_limit": LONGEST_ALT,
            "image_size_limit": sizes.picture_megabytes * _MEGABYTE,
            "image_matrix_limit": sizes.picture_megapixels * _MEGAPIXEL,
            "video_size_limit": sizes.film_megabytes * _MEGABYTE,
            "video_frame_rate_limit": 120,
            "video_matrix_limit": sizes.picture_megapixels * _MEGAPIXEL,
        },
        "polls": {
            "max_options": MOST_OPTIONS,
            "max_characters_per_option": LONGEST_OPTION,
            "min_expiration": SHORTEST_MINUTES * 60,
            "max_expiration": LONGEST_MINUTES * 60,
        },
        "translation": {"enabled": False},
        "limited_federation": False,
    }
