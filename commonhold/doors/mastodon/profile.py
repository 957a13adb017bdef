"""How I appear and how I write (docs: methods/accounts#update_credentials, profile, preferences)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from commonhold.doors.calls.addresses import address, of_person
from commonhold.doors.calls.answers import invalid
from commonhold.doors.calls.asked import Asked
from commonhold.doors.calls.endpoint import endpoint
from commonhold.doors.mastodon.entities.accounts import PRIVACY, QUOTERS, credential_account
from commonhold.doors.mastodon.entities.accounts import profile as entity
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import EVERYBODY, Described
from commonhold.social.portraits import actions as portraits
from commonhold.social.portraits import queries as pictures
from commonhold.social.portraits.actions import Chosen
from commonhold.social.posts import actions as posts
from commonhold.social.posts.habits import HabitsView, habits_of
from commonhold.social.posts.refusals import UnknownLanguage
from commonhold.social.posts.wording import must_be_language

_KINDS = ("avatar", "header")
_AUDIENCES = {theirs: ours for ours, theirs in PRIVACY.items()}
_QUOTE_POLICIES = {"public": "everyone", "followers": "followers", "nobody": "nobody"}
Entity = dict[str, Any]


@endpoint(scope="write:accounts")
def update(asked: Asked) -> Entity:
    """PATCH /api/v1/accounts/update_credentials. What is not sent stays; nobody is a bot here."""
    _present(asked)
    return credential_account(asked.viewer, asked.me)


@endpoint(scope="profile read:accounts")
def show(asked: Asked) -> Entity:
    """GET /api/v1/profile."""
    return entity(asked.viewer, asked.me)


@endpoint(scope="write:accounts")
def change(asked: Asked) -> Entity:
    """PATCH /api/v1/profile."""
    _present(asked)
    return entity(asked.viewer, asked.me)


@endpoint(scope="write:accounts")
def remove_avatar(asked: Asked) -> Entity:
    """DELETE /api/v1/profile/avatar. Harmless when there is none."""
    portraits.remove_portrait(asked.me, kind="avatar", now=asked.now)
    return credential_account(asked.viewer, asked.me)


@endpoint(scope="write:accounts")
def remove_header(asked: Asked) -> Entity:
    """DELETE /api/v1/profile/header."""
    portraits.remove_portrait(asked.me, kind="header", now=asked.now)
    return credential_account(asked.viewer, asked.me)


@endpoint(scope="read:accounts")
def preferences(asked: Asked) -> Entity:
    """GET /api/v1/preferences. What is read is folded and covered as each post says."""
    habits = habits_of(asked.viewer)
    return {
        "posting:default:visibility": PRIVACY[habits.audience],
        "posting:default:sensitive": habits.is_sensitive,
        "posting:default:language": habits.language or None,
        "posting:default:quote_policy": QUOTERS[habits.quote_policy],
        "reading:expand:media": "default",
        "reading:expand:spoilers": False,
        "reading:autoplay:gifs": False,
    }


@endpoint(scope="profile")
def userinfo(asked: Asked) -> Entity:
    """GET and POST /oauth/userinfo (openid.net/specs/openid-connect-core-1_0.html#UserInfo)."""
    me = queries.described(asked.viewer, [asked.me])[asked.me].line
    avatar = pictures.of(asked.viewer, asked.me).avatar
    told = {
        "iss": address("/"),
        "sub": of_person(me.id),
        "name": me.name,
        "preferred_username": me.handle,
        "profile": address(f"/@{me.handle}"),
    }
    return {**told, "picture": address(avatar.url)} if avatar and avatar.url else told


def _present(asked: Asked) -> None:
    """Everything that was sent. What can be refused comes first, before anything is written."""
    me = queries.described(asked.viewer, [asked.me])[asked.me]
    habits = _habits(asked)
    portraits.present_oneself(
        asked.me,
        chosen=[_chosen(asked, kind) for kind in _KINDS if kind in asked.files],
        described={
            kind: asked.text(f"{kind}_description")
            for kind in _KINDS
            if asked.has(f"{kind}_description") and kind not in asked.files
        },
        removed=(),
        now=asked.now,
        **_words(asked, me),
    )
    if asked.has("indexable") or asked.has("discoverable"):
        people.choose_to_be_found(
            asked.me,
            is_searchable=asked.flag("indexable", default=me.is_searchable),
            is_discoverable=asked.flag("discoverable", default=me.is_discoverable),
            now=asked.now,
        )
    if asked.has("hide_collections") and asked.flag("hide_collections") != me.hides_circle:
        shown_to = EVERYBODY if me.hides_circle else "nobody"
        people.choose_who_sees_circle(asked.me, shown_to=shown_to, now=asked.now)
    if habits is not None:
        posts.choose_habits(asked.me, habits=habits, now=asked.now)


def _words(asked: Asked, me: Described) -> dict[str, Any]:
    for kind in _KINDS:
        if asked.text(kind) and kind not in asked.files:
            raise invalid(f"{kind} must be a file")
    kept = [(each.label, each.value) for each in me.fields]
    return {
        "display_name": asked.text("display_name", me.line.name),
        "summary": asked.text("note", me.summary),
        "pronouns": me.pronouns,
        "fields": [_field(asked, each) for each in asked.rows("fields_attributes")]
        if asked.has("fields_attributes")
        else kept,
        "approves_followers": asked.flag("locked", default=me.approves_followers),
    }


def _field(asked: Asked, row: Mapping[str, Any]) -> tuple[str, str]:
    line = asked.within(row)
    return line.text("name"), line.text("value")


def _chosen(asked: Asked, kind: str) -> Chosen:
    file: Any = asked.files[kind]
    return Chosen(kind, file, file.name or "", asked.text(f"{kind}_description"))


def _habits(asked: Asked) -> HabitsView | None:
    """How she wants to write, if any of it was sent. Raises Wrong (422)."""
    source = asked.within(asked.tree("source"))
    if not any(source.has(each) for each in ("privacy", "sensitive", "language", "quote_policy")):
        return None
    known = habits_of(asked.viewer)
    privacy = source.text("privacy") or PRIVACY[known.audience]
    policy = source.text("quote_policy")
    if privacy not in _AUDIENCES:
        raise invalid("source[privacy] must be public, unlisted or private")
    if policy and policy not in _QUOTE_POLICIES:
        raise invalid("source[quote_policy] must be public, followers or nobody")
    return replace(
        known,
        audience=_AUDIENCES[privacy],
        is_sensitive=source.flag("sensitive", default=known.is_sensitive),
        language=_language(source, known.language),
        quote_policy=_QUOTE_POLICIES[policy] if policy else known.quote_policy,
    )


def _language(source: Asked, known: str) -> str:
    language = source.text("language") if source.has("language") else known
    try:
        must_be_language(language)
    except UnknownLanguage as unknown:
        raise invalid("source[language] must be a code such as de") from unknown
    return language
