"""For whom a post is, in the words of ActivityStreams; and what others may do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.social.posts.outward import Outward


@dataclass(frozen=True)
class Addressed:
    """The `to` and `cc` of an activity and its object, URIs of actors and collections."""

    to: tuple[str, ...]
    cc: tuple[str, ...]

    def parts(self) -> dict[str, list[str]]:
        return {"to": list(self.to), "cc": list(self.cc)}


def addressed(post: Outward, named: Sequence[str]) -> Addressed:
    """For whom a post that leaves this server is; `named` are the URIs of those whom it names.

    An answer in somebody else's circle goes to those whom it names and to nobody else: its author's own
    followers are others than those who read where it was said.
    """
    followers = f"{addresses.person(post.author_id)}/followers"
    if post.audience == "public":
        return Addressed((PUBLIC,), (followers, *named))
    if post.audience == "unlisted":
        return Addressed((followers,), (PUBLIC, *named))
    if post.audience == "group" and post.group_id is not None:
        group = addresses.group(post.group_id)
        return Addressed((group, PUBLIC), (f"{group}/followers", *named))
    if post.audience == "followers" and post.circle_of_id == post.author_id:
        return Addressed((followers,), tuple(named))
    if post.audience in {"followers", "direct"}:
        return Addressed(tuple(named), ())
    raise ValueError(f"what is for {post.audience} never leaves")


def policy(post: Outward, mentioned: Mapping[int, str]) -> dict[str, Any]:
    """Who may like, answer, boost and quote, as GoToSocial says it (docs.gotosocial.org, interaction policy).

    `mentioned` are the URIs of whom it names, by id.
    """
    me = addresses.person(post.author_id)
    followers = f"{me}/followers"
    readers = (
        [PUBLIC] if post.audience in {"public", "unlisted", "group"} else [followers, *mentioned.values()]
    )
    return {
        "canLike": _rule(readers, []),
        "canReply": _replies(post, mentioned, readers),
        "canAnnounce": _rule(readers if post.audience in {"public", "unlisted"} else [me], []),
        "canQuote": _quotes(post, me, followers),
    }


def _replies(post: Outward, mentioned: Mapping[int, str], readers: Sequence[str]) -> dict[str, Any]:
    """What a thread's first post says holds for all of it."""
    if post.first_uri is not None:  # that is its own server's to say
        return _rule(list(readers), [])
    hers = addresses.person(post.first_author_id)
    allowed = {
        "everyone": list(readers),
        "followers": [hers, f"{hers}/followers", *mentioned.values()],
        "mentioned": [hers, *mentioned.values()],
        "nobody": [hers],
    }[post.reply_control]
    if post.approves_replies:
        return _rule([hers], [each for each in allowed if each != hers])
    return _rule(allowed, [])


def _quotes(post: Outward, me: str, followers: str) -> dict[str, Any]:
    if post.audience not in {"public", "unlisted"}:
        return _rule([me], [])
    return {
        "everyone": _rule([PUBLIC], []),
        "followers": _rule([me, followers], []),
        "ask": _rule([me], [PUBLIC]),
        "nobody": _rule([me], []),
    }[post.quote_policy]


def _rule(automatic: Sequence[str], manual: Sequence[str]) -> dict[str, Any]:
    """GoToSocial 0.19 and Mastodon 4.5 read these names."""
    return {"automaticApproval": list(automatic), "manualApproval": list(manual)}
