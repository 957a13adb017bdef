"""Posts: reading one, its thread and its past; writing, and what readers do (docs: methods/statuses)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from commonhold.doors.calls.answers import Answer, Wrong, not_found
from commonhold.doors.calls.asked import Asked, id_of
from commonhold.doors.calls.endpoint import Who, endpoint
from commonhold.doors.calls.limits import Kind
from commonhold.doors.calls.paging import paged
from commonhold.doors.calls.times import instant
from commonhold.doors.calls.waiting import freshen
from commonhold.doors.mastodon.entities import content
from commonhold.doors.mastodon.entities.accounts import Entity, account, in_order
from commonhold.doors.mastodon.entities.media import card
from commonhold.doors.mastodon.entities.statuses import boost, status, statuses
from commonhold.doors.mastodon.offered import refused
from commonhold.doors.mastodon.writing import quote_policy
from commonhold.ground.spans import Span
from commonhold.social.filters.matching import Place
from commonhold.social.posts import actions, boosts, queries, quoted, threads
from commonhold.social.posts.queries import PostView

_MOST_AT_ONCE = 100
#: Answers in a context.
MOST_FOR_STRANGERS, MOST_ANSWERS = 60, 4096


@endpoint(who=Who.ANYONE, scope="read:statuses")
def show(asked: Asked, id: str) -> Entity:
    """GET /api/v1/statuses/:id, of a post or of a boost."""
    return _either(asked, id_of(id))


@endpoint(who=Who.ANYONE, scope="read:statuses")
def show_many(asked: Asked) -> list[Entity]:
    """GET /api/v1/statuses."""
    wanted = list(dict.fromkeys(asked.ids("id")))[:_MOST_AT_ONCE]
    return statuses(asked.viewer, queries.posts(asked.viewer, wanted), now=asked.now)


@endpoint(who=Who.ANYONE, scope="read:statuses")
def context(asked: Asked, id: str) -> dict[str, list[Entity]]:
    """GET /api/v1/statuses/:id/context."""
    most = MOST_FOR_STRANGERS if asked.viewer.person_id is None else MOST_ANSWERS
    seen = _post(asked, id)
    if seen.original is not None:
        freshen(asked.viewer, sought=seen.original.uri, what="thread", now=asked.now)
    above, below = threads.context(asked.viewer, seen.id, most=most)
    return {
        "ancestors": statuses(asked.viewer, above, now=asked.now, place=Place.THREADS),
        "descendants": statuses(asked.viewer, below, now=asked.now, place=Place.THREADS),
    }


@endpoint(who=Who.ANYONE, scope="read:statuses")
def history(asked: Asked, id: str) -> list[Entity]:
    """GET /api/v1/statuses/:id/history, oldest first. Media of earlier editions are not kept."""
    now = _post(asked, id)
    author = account(asked.viewer, now.author.id)
    earlier = queries.editions(asked.viewer, now.id)
    since = [now.at, *(each.replaced_at for each in earlier)]
    said = [*((each.html, each.warning) for each in earlier), (now.html, now.warning)]
    made = status(asked.viewer, now, now=asked.now)
    return [
        {
            "content": content.html(html),
            "spoiler_text": warning,
            "sensitive": made["sensitive"],
            "created_at": instant(at),
            "account": author,
            "media_attachments": made["media_attachments"],
            "emojis": made["emojis"],
            "quote": None,
        }
        for (html, warning), at in zip(said, since, strict=True)
    ]


@endpoint(scope="read:statuses")
def source(asked: Asked, id: str) -> Entity:
    """GET /api/v1/statuses/:id/source: one's own, as it was typed."""
    view = _own(asked, id)
    return {"id": str(view.id), "text": view.text, "spoiler_text": view.warning}


@endpoint(who=Who.ANYONE, scope="read:statuses")
def show_card(asked: Asked, id: str) -> Entity:
    """GET /api/v1/statuses/:id/card, which is deprecated."""
    view = _post(asked, id)
    return {} if view.preview is None else card(view.preview)


@endpoint(who=Who.ANYONE, scope="read:accounts")
def favourited_by(asked: Asked, id: str) -> Answer:
    """GET /api/v1/statuses/:id/favourited_by."""
    return _people(asked, id, boosts.favoured_by)


@endpoint(who=Who.ANYONE, scope="read:accounts")
def reblogged_by(asked: Asked, id: str) -> Answer:
    """GET /api/v1/statuses/:id/reblogged_by."""
    return _people(asked, id, boosts.boosted_by)


@refused("nothing is sent to a translator")
@endpoint(scope="read:statuses")
def translate(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/translate. Nothing is sent to a translator here."""
    _post(asked, id)
    raise Wrong(404, "Translation is not available on this server")


@endpoint(scope="write:statuses", limit=Kind.DELETING)
def delete(asked: Asked, id: str) -> Entity:
    """DELETE /api/v1/statuses/:id; what it said goes back to whoever wants to write it anew."""
    view = _own(asked, id)
    gone = {**status(asked.viewer, view, now=asked.now), "text": view.text}
    actions.remove_post(asked.me, post_id=view.id, now=asked.now)
    return gone


@endpoint(scope="write:statuses", limit=Kind.DELETING)
def reblog(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/reblog. The answer is the boost, which is seen by whoever sees the post."""
    view = _post(asked, id)
    if asked.text("visibility") in {"private", "direct"}:
        raise Wrong(422, "A boost can't be narrower than the post here. Nothing was boosted.")
    actions.boost_post(asked.me, post_id=view.id, now=asked.now)
    mine = boosts.own_boost(asked.viewer, view.id)
    if mine is None:
        raise not_found()
    return _boost(asked, mine.id, mine.person_id, view.id)


@endpoint(scope="write:favourites")
def favourite(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/favourite."""
    return _done(asked, id, actions.favourite_post)


@endpoint(scope="write:favourites")
def unfavourite(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/unfavourite."""
    return _done(asked, id, actions.unfavourite_post)


@endpoint(scope="write:statuses")
def unreblog(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/unreblog."""
    return _done(asked, id, actions.unboost_post)


@endpoint(scope="write:bookmarks")
def bookmark(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/bookmark."""
    return _done(asked, id, actions.bookmark_post)


@endpoint(scope="write:bookmarks")
def unbookmark(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/unbookmark."""
    return _done(asked, id, actions.unbookmark_post)


@endpoint(scope="write:accounts")
def pin(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/pin."""
    return _done(asked, id, actions.pin_post)


@endpoint(scope="write:accounts")
def unpin(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/unpin."""
    return _done(asked, id, actions.unpin_post)


@endpoint(scope="write:mutes")
def mute(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/mute: hear no more of its thread."""
    return _done(asked, id, actions.mute_thread)


@endpoint(scope="write:mutes")
def unmute(asked: Asked, id: str) -> Entity:
    """POST /api/v1/statuses/:id/unmute."""
    view = _post(asked, id)
    actions.unmute_thread(asked.me, post_id=view.id)
    return status(asked.viewer, view, now=asked.now)


@endpoint(who=Who.ANYONE, scope="read:statuses")
def quotes(asked: Asked, id: str) -> Answer:
    """GET /api/v1/statuses/:id/quotes, those to which its author consents."""
    span = asked.span()
    found = quoted.quotes_of(asked.viewer, _post(asked, id).id, span)
    return paged(asked, statuses(asked.viewer, found, now=asked.now), [each.id for each in found], span)


@endpoint(scope="write:statuses")
def revoke_quote(asked: Asked, id: str, quoting_status_id: str) -> Entity:
    """POST /api/v1/statuses/:id/quotes/:quoting_status_id/revoke; the answer is the post that quoted."""
    quote = id_of(quoting_status_id)
    actions.refuse_quote(asked.me, post_id=quote, of_post=_own(asked, id).id, now=asked.now)
    return status(asked.viewer, queries.post(asked.viewer, quote), now=asked.now)


@endpoint(scope="write:statuses")
def change_policy(asked: Asked, id: str) -> Entity:
    """PUT /api/v1/statuses/:id/interaction_policy: who may quote it from now on."""
    view = _own(asked, id)
    policy = quote_policy(asked) or "everyone"
    actions.choose_who_may_quote(asked.me, post_id=view.id, policy=policy)
    return status(asked.viewer, view, now=asked.now)


def _post(asked: Asked, id: str) -> PostView:
    """A post that still has its words; of a boost, the post inside. Raises Wrong (404)."""
    wanted = id_of(id)
    found = queries.posts(asked.viewer, [wanted])
    if not found:
        passed_on = boosts.boosts(asked.viewer, [wanted])
        found = queries.posts(asked.viewer, [each.post_id for each in passed_on.values()])
    if not found or found[0].removed:
        raise not_found()
    return found[0]


def _own(asked: Asked, id: str) -> PostView:
    view = _post(asked, id)
    if not view.is_mine:
        raise not_found()
    return view


def _either(asked: Asked, wanted: int) -> Entity:
    passed_on = boosts.boosts(asked.viewer, [wanted]).get(wanted)
    if passed_on is not None:
        return _boost(asked, wanted, passed_on.person_id, passed_on.post_id)
    return status(asked.viewer, _post(asked, str(wanted)), now=asked.now)


def _boost(asked: Asked, boost_id: int, person_id: int, post_id: int) -> Entity:
    inner = status(asked.viewer, queries.post(asked.viewer, post_id), now=asked.now)
    made = boost(inner, boost_id, account(asked.viewer, person_id))
    return {**made, "reblogged": inner.get("reblogged", False)}


def _done(asked: Asked, id: str, act: Callable[..., Any]) -> Entity:
    """Do it, and show the post as it is now."""
    post_id = _post(asked, id).id
    act(asked.me, post_id=post_id, now=asked.now)
    return status(asked.viewer, queries.post(asked.viewer, post_id), now=asked.now)


def _people(asked: Asked, id: str, read: Callable[[Any, int, Span], list[tuple[int, int]]]) -> Answer:
    span = asked.span(default=40, most=80)
    found = read(asked.viewer, _post(asked, id).id, span)
    body = in_order(asked.viewer, [person_id for _place, person_id in found])
    return paged(asked, body, [place for place, _person in found], span)
