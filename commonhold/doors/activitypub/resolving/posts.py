"""Bringing a post here with what it needs: its author, what it answers, what it quotes, whom it names."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.reading import ReadPost, audience_of
from commonhold.doors.activitypub.reading.values import Json, address, types
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.ground.refusal import Refusal
from commonhold.social.actors import queries as actors
from commonhold.social.posts import actions as posts
from commonhold.social.posts import elsewhere as known_posts
from commonhold.social.posts.arrived import ArrivedPost
from commonhold.social.servers.queries import domain_of

_MOST_ANCESTORS = 20
_MOST_ASKED = 10  # people that a direct post names, and nobody here knows
_TROUBLE = (Unreachable, Strange, Blocked, Refusal)


class ActorOf(Protocol):
    """Finds a person by her URI."""

    def __call__(self, uri: str, *, now: datetime, fresh: bool = False) -> int: ...


@dataclass(frozen=True)
class Bringing:
    """What may be asked for one post: `actor_of` a person, `read` a post, `stamp` a consent to a quote."""

    actor_of: ActorOf
    read: Callable[[str, datetime], ReadPost]
    stamp: Callable[[str, datetime], Json]
    now: datetime

    def bring(self, post: ReadPost) -> int:
        """Bring it, and before it what it answers, up to twenty; return its id. Raises what it can't be
        brought for; what stands around it may be missing.
        """
        above = self._ancestors(post)
        for each in reversed(above):
            try:
                self._one(each)
            except _TROUBLE:
                continue  # then what answers it begins a thread of its own
        return self._one(post)

    def _ancestors(self, post: ReadPost) -> list[ReadPost]:
        """What it answers and is not here yet, the nearest first."""
        found: list[ReadPost] = []
        seen = {post.uri}
        uri = post.in_reply_to
        while uri and uri not in seen and len(found) < _MOST_ANCESTORS and _post_at(uri) is None:
            seen.add(uri)
            if addresses.is_ours(uri):
                break
            try:
                above = self.read(uri, self.now)
            except _TROUBLE:
                break
            found.append(above)
            uri = above.in_reply_to
        return found

    def _one(self, post: ReadPost) -> int:
        known = known_posts.by_uri(post.uri)
        if known is not None and known.is_removed:
            return known.post_id
        by = self.actor_of(post.author, now=self.now)
        arrived = self._arrived(by, post)
        if known is None:
            return posts.arrive_post(by, arrived=arrived, now=self.now)
        posts.change_arrived(by, arrived=arrived, now=self.now)
        return known.post_id

    def _arrived(self, by: int, post: ReadPost) -> ArrivedPost:
        author = actors.of_person(by)
        followers = "" if author is None else author.followers
        audience = audience_of(post, followers=followers, groups=_groups_of_others(post))
        group = _group_of_ours(post)
        names = self._names(post, asks=audience == "direct")
        quoted = self._quoted(post)
        return ArrivedPost(
            uri=post.uri,
            url=post.url,
            html=post.html,
            title=post.title,
            warning=post.warning,
            is_sensitive=post.is_sensitive,
            language=post.language,
            audience="group" if group is not None else audience,
            group=group,
            published_at=post.published_at or self.now,
            edited_at=_edited(post),
            in_reply_to=_post_at(post.in_reply_to),
            mentions=sorted(set(names.values()) - {by}),
            names=_with_pages(names),
            tags=post.tags,
            emoji=post.emoji or {},
            media=post.media,
            poll=post.poll,
            quoted=quoted,
            quote_is_let=quoted is not None and self._is_let(post),
            quote_policy=post.quote_policy(followers),
            reply_control=post.reply_control(followers),
            replies=post.replies,
        )

    def _names(self, post: ReadPost, *, asks: bool) -> dict[str, int]:
        """Whom it names, by the address that it gives: those who are known, and of a direct post the others.

        It is addressed to whom it is sent, too: some servers name nobody.
        """
        wanted = [each.uri for each in post.mentions]
        if asks:
            wanted += [each for each in (*post.to, *post.cc) if each != addresses.PUBLIC]
        wanted = list(dict.fromkeys(wanted))
        found = {each: ours.id for each in wanted if (ours := _person_of_ours(each)) is not None}
        found |= actors.by_page_or_uri([each for each in wanted if each not in found])
        missing = [each for each in wanted if each not in found and not addresses.is_ours(each)]
        for each in missing[:_MOST_ASKED] if asks else ():
            try:
                found[each] = self.actor_of(each, now=self.now)
            except _TROUBLE:
                continue
        return found

    def _quoted(self, post: ReadPost) -> int | None:
        """The quoted post, brought without what it quotes itself."""
        if not post.quoted or post.quoted == post.uri:
            return None
        here = _post_at(post.quoted)
        if here is not None or addresses.is_ours(post.quoted):
            return here
        try:
            return self._one(replace(self.read(post.quoted, self.now), quoted="", quote_stamp=""))
        except _TROUBLE:
            return None

    def _is_let(self, post: ReadPost) -> bool:
        """Is there a stamp of the quoted author's server for exactly this quote (FEP-044f)?"""
        if not post.quote_stamp or domain_of(post.quote_stamp) != domain_of(post.quoted):
            return False
        if addresses.is_ours(post.quote_stamp):
            return False  # what we consented to, we know ourselves
        try:
            stamp = self.stamp(post.quote_stamp, self.now)
        except _TROUBLE:
            return False
        return (
            "QuoteAuthorization" in types(stamp)
            and address(stamp) == post.quote_stamp
            and address(stamp.get("interactingObject")) == post.uri
            and address(stamp.get("interactionTarget")) == post.quoted
            and domain_of(address(stamp.get("attributedTo"))) == domain_of(post.quoted)
        )


def _edited(post: ReadPost) -> datetime | None:
    """Some servers say that a post was updated when it was published."""
    is_same = post.published_at is not None and post.edited_at == post.published_at
    return None if is_same else post.edited_at


def _post_at(uri: str) -> int | None:
    if not uri:
        return None
    if addresses.is_ours(uri):
        ours = addresses.ours(uri)
        return ours.id if ours is not None and ours.kind == "posts" and not ours.part else None
    known = known_posts.by_uri(uri)
    return None if known is None or known.is_removed else known.post_id


def _person_of_ours(uri: str) -> addresses.Ours | None:
    ours = addresses.ours(uri)
    return ours if ours is not None and ours.kind == "people" and not ours.part else None


def _group_of_ours(post: ReadPost) -> int | None:
    for each in (*post.group, *post.to, *post.cc):
        ours = addresses.ours(each)
        if ours is not None and ours.kind == "groups" and not ours.part:
            return ours.id
    return None


def _groups_of_others(post: ReadPost) -> list[str]:
    found = (actors.by_uri(each) for each in (*post.group, *post.to, *post.cc)[:50])
    return [each.uri for each in found if each is not None and each.kind == "Group"]


def _with_pages(names: dict[str, int]) -> dict[str, int]:
    """By her URI and her page, too: in the text a name is linked to either."""
    pages = {
        page: each.person_id
        for each in actors.among(names.values()).values()
        for page in (each.uri, each.url)
    }
    return {**pages, **names}
