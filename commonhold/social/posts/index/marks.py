"""What a post is besides its words, as words of its own: so that one look-up answers all that is asked."""

from __future__ import annotations

from commonhold.social.posts.models import Audience, Post

EVERY = "every"
OPEN = "open"

#: Written for many: these may be found by others, if their author lets them. The others were meant for few.
FOR_MANY = frozenset({Audience.PUBLIC, Audience.MEMBERS, Audience.GROUP})


def by(person_id: int) -> str:
    return f"by{person_id}"


def within(audience: str) -> str:
    return f"in{audience}"


def within_group(group_id: int) -> str:
    return f"ingroup{group_id}"


def language(code: str) -> str:
    """Of "en-GB" the first part counts."""
    return f"lang{code.partition('-')[0].lower()}"


def has(what: str) -> str:
    return f"has{what}"


def marks_of(post: Post, *, has_media: bool) -> list[str]:
    """All that a post can be asked for besides its words."""
    marks = [EVERY, by(post.author_id), within(post.audience)]
    if post.group_id is not None:
        marks.append(within_group(post.group_id))
    if post.audience in FOR_MANY:
        marks.append(OPEN)
    if post.language:
        marks.append(language(post.language))
    if '<a href="http' in post.html:
        marks.append(has("link"))
    if post.poll_id is not None:
        marks.append(has("poll"))
    if has_media:
        marks.append(has("media"))
    return marks
