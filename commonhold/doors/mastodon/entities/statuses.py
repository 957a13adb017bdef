"""Posts as statuses (docs.joinmastodon.org/entities/Status).

Audiences that Mastodon has no word for are `private` to apps: who may see them stays the same.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from commonhold.doors.calls.addresses import address, of_post
from commonhold.doors.calls.times import instant, instant_or_none
from commonhold.doors.mastodon.entities import content
from commonhold.doors.mastodon.entities.accounts import Entity, accounts, mention
from commonhold.doors.mastodon.entities.filters import NO_FILTERS, Filters
from commonhold.doors.mastodon.entities.media import attachment, card, poll
from commonhold.ground import ids
from commonhold.social.feeds.queries import Entry
from commonhold.social.filters.matching import Place
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.surroundings import Surroundings, surroundings

VISIBILITY = {"public": "public", "unlisted": "unlisted", "direct": "direct"}
_QUOTE_STATES = {
    "asked": "pending",
    "given": "accepted",
    "refused": "rejected",
    "withdrawn": "revoked",
}
#: By quote policy: for whom consent is given by itself, and for whom it is asked.
_QUOTERS: dict[str, tuple[list[str], list[str]]] = {
    "everyone": (["public"], []),
    "followers": (["followers"], []),
    "ask": ([], ["public"]),
    "nobody": ([], []),
}


@dataclass(frozen=True)
class _Page:
    """What many statuses are made of, looked up once for all of them."""

    viewer: Viewer
    people: Mapping[int, Entity]
    around: Surroundings
    pictures: dict[str, str]
    quoted: Mapping[int, PostView]
    filters: Filters
    place: Place | None


def statuses(
    viewer: Viewer, views: Sequence[PostView], *, now: datetime, place: Place | None = None
) -> list[Entity]:
    """Posts in their order. With a `place` the viewer's filters are applied: what they hide is left out."""
    return [each for _id, each in _by_id(viewer, views, now, place)]


def without_authors(viewer: Viewer, views: Sequence[PostView]) -> list[Entity]:
    """Posts that quote nothing, for who adds their accounts and the reader's filters: quicker to make."""
    page = _Page(
        viewer=viewer,
        people=defaultdict(dict),
        around=surroundings(viewer, [each.id for each in views]),
        pictures=content.pictures_of(text for each in views for text in _texts(each)),
        quoted={},
        filters=NO_FILTERS,
        place=None,
    )
    return [_status(each, page) for each in views]


def status(viewer: Viewer, view: PostView, *, now: datetime) -> Entity:
    return statuses(viewer, [view], now=now)[0]


def entries(viewer: Viewer, found: Sequence[Entry], *, now: datetime, place: Place) -> list[Entity]:
    """A feed: a post that a boost put there stands inside the boost."""
    made = dict(_by_id(viewer, [each.post for each in found], now, place))
    boosters = accounts(viewer, {each.boosted_by[0].id for each in found if _is_boost(each)})
    return [
        boost(made[each.post.id], each.place, boosters[each.boosted_by[0].id])
        if _is_boost(each)
        else made[each.post.id]
        for each in found
        if each.post.id in made
    ]


def boost(passed_on: Entity, boost_id: int, booster: Entity) -> Entity:
    """A boost is a status of its own, with the post inside."""
    return {
        **passed_on,
        "id": str(boost_id),
        "created_at": instant(ids.time_of(boost_id)),
        "account": booster,
        "uri": f"{boosts_of(booster) or passed_on['url']}/boosts/{boost_id}",
        "content": "",
        "spoiler_text": "",
        "edited_at": None,
        "in_reply_to_id": None,
        "in_reply_to_account_id": None,
        "media_attachments": [],
        "mentions": [],
        "tags": [],
        "emojis": [],
        "poll": None,
        "card": None,
        "quote": None,
        "reblog": passed_on,
    }


def boosts_of(booster: Entity) -> str:
    """Where other servers know her boosts; empty for who is elsewhere, as those addresses are not kept."""
    return "" if "@" in booster.get("acct", "@") else str(booster["uri"])


def _is_boost(entry: Entry) -> bool:
    return entry.place != entry.post.id and bool(entry.boosted_by)


def _by_id(
    viewer: Viewer, views: Sequence[PostView], now: datetime, place: Place | None
) -> list[tuple[int, Entity]]:
    page = _page(viewer, [each for each in views if not each.removed], now, place)
    page.filters.look_at(views)
    shown = [each for each in views if not each.removed and not page.filters.hides(each, place)]
    return [(each.id, _status(each, page)) for each in shown]


def _page(viewer: Viewer, views: Sequence[PostView], now: datetime, place: Place | None) -> _Page:
    quoted = {each.id: each for each in posts.posts(viewer, list(dict.fromkeys(_quoted_ids(views))))}
    everything = [*views, *(each for each in quoted.values() if each not in views)]
    return _Page(
        viewer=viewer,
        people=accounts(viewer, {each.author.id for each in everything}),
        around=surroundings(viewer, [each.id for each in everything]),
        pictures=content.pictures_of(text for each in everything for text in _texts(each)),
        quoted=quoted,
        filters=Filters(viewer, now),
        place=place,
    )


def _quoted_ids(views: Iterable[PostView]) -> Iterable[int]:
    return (each.quote.post.id for each in views if each.quote is not None and each.quote.post is not None)


def _status(view: PostView, page: _Page, *, is_quoted: bool = False) -> Entity:
    around, me = page.around, page.viewer.person_id
    answered = None if view.in_reply_to is None else around.answered.get(view.in_reply_to)
    url = address(f"/@{view.author.handle}/{view.id}")
    made: Entity = {
        "id": str(view.id),
        "created_at": instant(view.at),
        "edited_at": instant_or_none(view.edited_at),
        "in_reply_to_id": None if view.in_reply_to is None else str(view.in_reply_to),
        "in_reply_to_account_id": None if answered is None else str(answered),
        "sensitive": view.is_sensitive or bool(_warning(view)),
        "spoiler_text": _warning(view),
        "visibility": VISIBILITY.get(view.audience, "private"),
        "language": view.language or None,
        "uri": of_post(view.id) if view.original is None else view.original.uri,
        "url": url if view.original is None else view.original.url or view.original.uri,
        "replies_count": view.replies,
        "reblogs_count": view.boosts,
        "favourites_count": view.favourites,
        "quotes_count": around.quotes.get(view.id, 0),
        "content": content.html(view.html),
        "account": page.people[view.author.id],
        "application": None,
        "media_attachments": [attachment(each) for each in view.media],
        "mentions": [mention(each) for each in around.named.get(view.id, ())],
        "tags": [_tag(each) for each in around.tags.get(view.id, ())],
        "emojis": content.emojis(_texts(view), page.pictures),
        "poll": None if view.poll is None else poll(view.poll),
        "card": None if view.preview is None else card(view.preview),
        "quote": _quote(view, page, is_quoted=is_quoted),
        "quote_approval": _quote_approval(view, around, me),
        "reblog": None,
    }
    if me is not None:
        made |= {
            "favourited": view.favourited,
            "reblogged": view.boosted,
            "bookmarked": view.bookmarked,
            "muted": view.id in around.muted,
            "filtered": page.filters.results(view, page.place),
        }
    if view.is_mine:
        made["pinned"] = view.id in around.pinned
    return made


def _warning(view: PostView) -> str:
    """The author's own warning, and before it, behind a flag, the label that a measure put above the post."""
    return " · ".join(each for each in (f"⚑ {view.label}" if view.label else "", view.warning) if each)


def _quote(view: PostView, page: _Page, *, is_quoted: bool) -> Entity | None:
    """The quoted post stands inside once; what it quotes itself is named by its id alone."""
    if view.quote is None:
        return None
    state = _QUOTE_STATES[view.quote.state]
    named = view.quote.post
    inner = None if named is None else page.quoted.get(named.id)
    is_there = named is not None if is_quoted else inner is not None
    told = {"state": state if is_there or state != "accepted" else "unauthorized"}
    if is_quoted:
        return {**told, "quoted_status_id": None if named is None else str(named.id)}
    return {**told, "quoted_status": None if inner is None else _status(inner, page, is_quoted=True)}


def _quote_approval(view: PostView, around: Surroundings, me: int | None) -> Entity:
    automatic, manual = _QUOTERS[around.policies.get(view.id, "everyone")]
    is_open = view.audience in {"public", "unlisted"}
    current = (
        "automatic" if view.is_mine else may_quote(automatic, manual, is_open=is_open, is_anyone=me is None)
    )
    return {"automatic": automatic, "manual": manual, "current_user": current}


def may_quote(automatic: list[str], manual: list[str], *, is_open: bool, is_anyone: bool) -> str:
    """What becomes of a quote by a reader who is not the author (entities/QuoteApproval)."""
    if is_open and automatic == ["public"] and not is_anyone:
        return "automatic"
    if is_open and manual and not is_anyone:
        return "manual"
    return "unknown" if is_open and automatic else "denied"


def _tag(name: str) -> Entity:
    return {"name": name, "url": address(f"/tags/{name}")}


def _texts(view: PostView) -> list[Any]:
    """What may hold emoji; the text as it was typed has their shortcodes."""
    return [view.text, view.warning]
