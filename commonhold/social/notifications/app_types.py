"""What Mastodon's apps call what people are told (docs.joinmastodon.org/entities/Notification/#type).

| our kind          | apps read        | why                                                              |
|-------------------|------------------|------------------------------------------------------------------|
| `reply`           | `mention`        | the same                                                         |
| `mention`         | `mention`        | the same                                                         |
| `message`         | `mention`        | the latest message of a conversation, a status that is `direct`  |
| `reply-waits`     | `mention`        | an answer to her that she may read already; letting it in is ours |
| `quote`           | `quote`          | the same                                                         |
| `quote-asked`     | `quote`          | a quote of hers, whose state says that consent is asked          |
| `thanks`          | `favourite`      | says less than the truth, not more; see below                     |
| `favourite`       | `favourite`      | the same                                                         |
| `boost`           | `reblog`         | the same                                                         |
| `follow`          | `follow`         | the same                                                         |
| `follow-request`  | `follow_request` | the same                                                         |
| `poll-ended`      | `poll`           | the same                                                         |
| `post`            | `status`         | a new post of somebody for whom she set the bell (`notify`)      |
| `group.announced` | `status`         | a post that she belongs to the readers of, announced to them     |

Thanks are never in one group with favourites. An app that says which types it knows (`supported_types`) reads
`thanks`, and the sentence to show where it does not know them.

All else has no word there, and mostly no post: answers to what somebody asked (`follow-accepted`,
`quote-allowed`, `reply-refused`, `collection-…`), groups, events, and what the co-op decides. It stands on
the web's own page; apps neither see it nor clear it away.
"""

from __future__ import annotations

from collections.abc import Collection

_TYPES = {
    "reply": "mention",
    "mention": "mention",
    "message": "mention",
    "reply-waits": "mention",
    "quote": "quote",
    "quote-asked": "quote",
    "thanks": "favourite",
    "favourite": "favourite",
    "boost": "reblog",
    "follow": "follow",
    "follow-request": "follow_request",
    "poll-ended": "poll",
    "post": "status",
    "group.announced": "status",
}
#: Types that Mastodon has not. They are for apps that say which they know, and show a sentence for others.
_OURS = {"thanks": "thanks"}
#: All kinds that apps read.
KINDS = frozenset(_TYPES)
#: Told in the name of the post's author, whoever made it known.
IN_THE_AUTHORS_NAME = frozenset({"poll-ended", "group.announced"})
#: Kinds of which several may stand together: about one post on one day, or of being followed on one day.
TOGETHER = frozenset({"favourite", "thanks", "boost", "follow"})


def type_of(kind: str, *, with_ours: bool = False) -> str | None:
    """What apps call it; None for what they are not told."""
    return (_OURS.get(kind) if with_ours else None) or _TYPES.get(kind)


def kinds_of(types: Collection[str], *, with_ours: bool = False) -> frozenset[str]:
    """Our kinds that apps call by one of these names."""
    return frozenset(kind for kind in _TYPES if type_of(kind, with_ours=with_ours) in types)


def is_ours(type: str) -> bool:
    """Is it one that Mastodon has not?"""
    return type in _OURS.values()
