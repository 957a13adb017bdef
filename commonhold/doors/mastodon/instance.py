"""What everybody may know of the co-op: instance, rules, size, emoji; and what tells other software of it."""

from __future__ import annotations

from datetime import UTC
from typing import Any

from django.utils.html import linebreaks

from commonhold import __version__
from commonhold.doors.calls.addresses import address
from commonhold.doors.calls.answers import Answer, not_found
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.times import instant
from commonhold.doors.mastodon.entities.instance import instance, old_instance, rules
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.ending import queries as ending
from commonhold.ground.installation.queries import place
from commonhold.social.actors.charter import SignedReadingCharter
from commonhold.social.emoji import queries as emoji
from commonhold.social.people import queries as people
from commonhold.social.posts import census
from commonhold.social.servers.policies import is_only_for_allowed

_NODEINFO = ("2.0", "2.1")


@endpoint(who=Who.ANYONE)
def show(asked: Asked) -> dict[str, Any]:
    """GET /api/v2/instance."""
    return instance(now=asked.now)


@endpoint(who=Who.ANYONE)
def show_old(asked: Asked) -> dict[str, Any]:
    """GET /api/v1/instance."""
    return old_instance(now=asked.now)


@endpoint(who=Who.ANYONE)
def show_rules(asked: Asked) -> list[dict[str, Any]]:
    """GET /api/v1/instance/rules."""
    return rules()


@endpoint(who=Who.ANYONE)
def peers(asked: Asked) -> list[str]:
    """GET /api/v1/instance/peers."""
    return people.known_servers()


@endpoint(who=Who.ANYONE)
def activity(asked: Asked) -> list[dict[str, str]]:
    """GET /api/v1/instance/activity. Sign-ins are not counted here: whoever wrote was there."""
    return [
        {
            "week": str(int(each.start.timestamp())),
            "statuses": str(each.posts),
            "logins": str(each.writers),
            "registrations": str(each.arrivals),
        }
        for each in census.weeks(now=asked.now)
    ]


@endpoint(who=Who.ANYONE)
def extended_description(asked: Asked) -> dict[str, str]:
    """GET /api/v1/instance/extended_description."""
    purpose = charter.current().read(CoopCharter).purpose
    return {"content": linebreaks(purpose, autoescape=True), "updated_at": _founded()}


@endpoint(who=Who.ANYONE)
def privacy_policy(asked: Asked) -> dict[str, str]:
    """GET /api/v1/instance/privacy_policy: where it can be read."""
    where = address("/about")
    return {"content": f'<p><a href="{where}">{where}</a></p>', "updated_at": _founded()}


@endpoint(who=Who.ANYONE)
def terms(asked: Asked, date: str = "") -> dict[str, Any]:
    """GET /api/v1/instance/terms_of_service: the charter, which stands elsewhere in full."""
    here = place()
    founded = "" if here is None else here.founded_at.astimezone(UTC).date().isoformat()
    if date not in {"", founded}:
        raise not_found()
    where = address("/charter")
    content = f'<p><a href="{where}">{where}</a></p>'
    return {"effective_date": founded, "effective": True, "content": content, "succeeded_by": None}


@endpoint(who=Who.ANYONE)
def custom_emojis(asked: Asked) -> list[dict[str, Any]]:
    """GET /api/v1/custom_emojis."""
    return [
        {
            "shortcode": each.shortcode,
            "url": address(each.url),
            "static_url": address(each.url),
            "visible_in_picker": True,
            "category": None,
        }
        for each in emoji.catalogue(asked.viewer)
        if each.url
    ]


@endpoint(who=Who.ANYONE)
def health(asked: Asked) -> Answer:
    """GET /health, in two letters, as clients compare them."""
    return Answer(b"OK")


@endpoint(who=Who.ANYONE)
def nodeinfo_links(asked: Asked) -> Answer:
    """GET /.well-known/nodeinfo (nodeinfo.diaspora.software/protocol)."""
    links = [
        {
            "rel": f"http://nodeinfo.diaspora.software/ns/schema/{each}",
            "href": address(f"/nodeinfo/{each}"),
        }
        for each in _NODEINFO
    ]
    return Answer({"links": links})


@endpoint(who=Who.ANYONE)
def nodeinfo(asked: Asked, version: str) -> dict[str, Any]:
    """GET /nodeinfo/2.0 and 2.1."""
    if version not in _NODEINFO:
        raise not_found()
    who, counted = charter.current().read(CoopCharter), census.census(now=asked.now)
    return {
        "version": version,
        "software": {"name": "commonhold", "version": __version__},
        "protocols": ["activitypub"],
        "services": {"inbound": [], "outbound": []},
        "openRegistrations": ending.stage() is None,
        "usage": {
            "users": {
                "total": counted.people,
                "activeMonth": counted.active_month,
                "activeHalfyear": counted.active_half_year,
            },
            "localPosts": counted.posts,
        },
        "metadata": {
            "nodeName": who.name,
            "nodeDescription": who.purpose,
            "federation": {
                "reading": charter.current().read(SignedReadingCharter).documents,
                "allowListOnly": is_only_for_allowed(),
            },
        },
    }


def _founded() -> str:
    here = place()
    return "" if here is None else instant(here.founded_at)
