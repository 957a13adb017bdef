"""People as accounts (docs.joinmastodon.org/entities/Account, Relationship)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from commonhold.doors.calls.addresses import address, of_person
from commonhold.doors.calls.times import instant, instant_or_none
from commonhold.doors.mastodon.entities import content
from commonhold.ground import ids
from commonhold.social.actors import queries as actors
from commonhold.social.actors.queries import Known
from commonhold.social.emoji.shortcodes import IN_TEXT, IN_TEXT_ELSEWHERE
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Described, PersonLine, Relation, Viewer
from commonhold.social.portraits import queries as portraits
from commonhold.social.portraits.queries import Portraits
from commonhold.social.posts.habits import habits_of
from commonhold.social.posts.surroundings import Said, said_by

_NO_AVATAR = "/static/commonhold/icons/app-192.png"
_NO_HEADER = "/static/commonhold/icons/app-512.png"
_NOTHING_SAID = Said(0, 0)
#: What somebody may choose for her first posts, in both languages.
PRIVACY = {"public": "public", "unlisted": "unlisted", "followers": "private"}
#: Mastodon knows no asking first: whoever asks is told to apps as nobody.
QUOTERS = {"everyone": "public", "followers": "followers", "ask": "nobody", "nobody": "nobody"}
Entity = dict[str, Any]


def accounts(viewer: Viewer, person_ids: Collection[int]) -> dict[int, Entity]:
    """By id; a few statements for all of them."""
    known = people.described(viewer, person_ids)
    shown = portraits.of_many(viewer, known)
    said = said_by(list(known))
    elsewhere = [each for each, one in known.items() if "@" in one.line.handle]
    there, theirs = actors.among(elsewhere), actors.emoji_of(elsewhere)
    pictures = content.pictures_of(text for each in known.values() for text in _texts(each))
    emoji = {each: theirs.get(each, {}) if each in there else pictures for each in known}
    return {
        each: _account(one, shown.get(each, Portraits()), said.get(each, _NOTHING_SAID), emoji[each])
        | _addresses(there.get(each))
        for each, one in known.items()
    }


def _addresses(there: Known | None) -> Entity:
    """Where somebody of another server is at home."""
    return {} if there is None else {"url": there.url or there.uri, "uri": there.uri}


def account(viewer: Viewer, person_id: int) -> Entity:
    return accounts(viewer, [person_id])[person_id]


def in_order(viewer: Viewer, person_ids: Collection[int]) -> list[Entity]:
    """A list of accounts in the order of `person_ids`."""
    found = accounts(viewer, person_ids)
    return [found[each] for each in person_ids if each in found]


def credential_account(viewer: Viewer, person_id: int) -> Entity:
    """One's own account, with what one chose and typed."""
    me, habits = people.described(viewer, [person_id])[person_id], habits_of(viewer)
    return {
        **account(viewer, person_id),
        "source": {
            "privacy": PRIVACY[habits.audience],
            "sensitive": habits.is_sensitive,
            "language": habits.language or None,
            "note": me.summary,
            "fields": _typed(me),
            "follow_requests_count": people.followers_waiting(viewer),
            "hide_collections": me.hides_circle,
            "discoverable": me.is_discoverable,
            "indexable": me.is_searchable,
            "attribution_domains": [],
            "quote_policy": QUOTERS[habits.quote_policy],
        },
        "role": {
            "id": "-99",
            "name": "",
            "permissions": "0",
            "color": "",
            "highlighted": False,
            "collection_limit": 10,
        },
    }


def profile(viewer: Viewer, person_id: int) -> Entity:
    """One's own page as one typed it (docs.joinmastodon.org/entities/Profile), with those pictures it has."""
    me = people.described(viewer, [person_id])[person_id]
    shown = portraits.of(viewer, person_id)
    avatar, header = shown.avatar, shown.header
    return {
        "id": str(person_id),
        "display_name": me.line.name,
        "note": me.summary,
        "fields": _typed(me),
        "avatar": address(avatar.url) if avatar and avatar.url else None,
        "avatar_static": address(avatar.url) if avatar and avatar.url else None,
        "avatar_description": avatar.alt if avatar else "",
        "header": address(header.url) if header and header.url else None,
        "header_static": address(header.url) if header and header.url else None,
        "header_description": header.alt if header else "",
        "locked": me.approves_followers,
        "bot": False,
        "hide_collections": me.hides_circle,
        "discoverable": me.is_discoverable,
        "indexable": me.is_searchable,
        "show_media": True,
        "show_media_replies": True,
        "show_featured": True,
        "attribution_domains": [],
    }


def relationship(relation: Relation) -> Entity:
    return {
        "id": str(relation.person_id),
        "following": relation.follows,
        "showing_reblogs": relation.follows and not relation.hides_boosts,
        "notifying": relation.has_bell,
        "languages": None,
        "followed_by": relation.is_followed,
        "blocking": relation.blocks,
        "blocked_by": relation.is_blocked,
        "muting": relation.mutes,
        "muting_notifications": relation.mutes_notifications,
        "muting_expires_at": instant_or_none(relation.muted_until),
        "requested": relation.asked,
        "requested_by": relation.is_asked,
        "domain_blocking": relation.blocks_server,
        "endorsed": False,
        "note": relation.note,
    }


def mention(line: PersonLine) -> Entity:
    """docs.joinmastodon.org/entities/Status/#Mention."""
    return {
        "id": str(line.id),
        "username": line.handle.partition("@")[0],
        "acct": line.handle,
        "url": address(f"/@{line.handle}"),
    }


def _account(one: Described, shown: Portraits, said: Said, pictures: dict[str, str]) -> Entity:
    line = one.line
    avatar = shown.avatar.url if shown.avatar and shown.avatar.url else _NO_AVATAR
    header = shown.header.url if shown.header and shown.header.url else _NO_HEADER
    shows_last = said.latest and one.shows_last_active
    return {
        "id": str(line.id),
        "username": line.handle.partition("@")[0],
        "acct": line.handle,
        "display_name": line.name,
        "locked": one.approves_followers,
        "bot": one.is_coop,
        "discoverable": one.is_discoverable,
        "indexable": one.is_searchable,
        "group": False,
        "created_at": instant(one.since.replace(hour=0, minute=0, second=0, microsecond=0)),
        "note": content.from_plain(_summary(one)),
        "url": address(f"/@{line.handle}"),
        "uri": of_person(line.id),
        "avatar": address(avatar),
        "avatar_static": address(avatar),
        "avatar_description": shown.avatar.alt if shown.avatar else "",
        "header": address(header),
        "header_static": address(header),
        "header_description": shown.header.alt if shown.header else "",
        "followers_count": one.followers or 0,
        "following_count": one.following or 0,
        "hide_collections": one.hides_circle,
        "statuses_count": said.count,
        "last_status_at": ids.time_of(said.latest).date().isoformat() if shows_last else None,
        "noindex": not one.is_searchable,
        "emojis": content.emojis(
            _texts(one), pictures, pattern=IN_TEXT_ELSEWHERE if "@" in line.handle else IN_TEXT
        ),
        "roles": [],
        "fields": [
            {
                "name": each.label,
                "value": content.link(each.value) if each.is_link else content.from_plain(each.value),
                "verified_at": instant_or_none(each.verified_at),
            }
            for each in one.fields
        ],
    }


def _typed(me: Described) -> list[Entity]:
    """The lines of a profile as they were typed."""
    return [
        {"name": each.label, "value": each.value, "verified_at": instant_or_none(each.verified_at)}
        for each in me.fields
    ]


def _summary(one: Described) -> str:
    """Pronouns have no place of their own in apps."""
    return f"{one.summary}\n\n({one.pronouns})" if one.pronouns else one.summary


def _texts(one: Described) -> list[str]:
    fields = [text for each in one.fields for text in (each.label, each.value)]
    return [one.line.name, one.summary, *fields]
