"""The words that a reader meets in a post, without their marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from typing import Any

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Post
from commonhold.social.posts.queries import PostView

_PICTURE = re.compile(r'<img[^>]*?\balt="([^"]*)"[^>]*>')
_BREAK = re.compile(r"</?(?:p|br|ul|ol|li|blockquote|pre)\b[^>]*>")
_MARK = re.compile(r"<[^>]*>")


def text_of(html: str) -> str:
    """What stands there for a reader, of HTML that `text.write` made; a new paragraph is a new line."""
    with_names = _PICTURE.sub(r"\1", html)
    return unescape(_MARK.sub("", _BREAK.sub("\n", with_names)))


def words_in(viewer: Viewer, post: PostView) -> Iterator[str]:
    """All that somebody else's post shows, without the viewer's own words in it; of her own post nothing."""
    if post.is_mine:
        return
    yield from (post.warning, text_of(post.html))
    yield from (each.alt for each in post.media)
    if post.poll is not None:
        yield from (each.text for each in post.poll.options)
    if post.preview is not None:
        yield from (post.preview.title, post.preview.description, post.preview.site)
    quoted = None if post.quote is None else post.quote.post
    if quoted is not None and quoted.author.id != viewer.person_id:
        yield from (quoted.warning, text_of(quoted.html))


def said_in(post_id: int) -> tuple[int, tuple[str, str]]:
    """Whose post it is, and its warning and text; for telling people, not for pages."""
    found: list[tuple[int, tuple[str, str]]] = _SAID.made(post_id=post_id)
    return found[0]


def authors_of(post_ids: Sequence[int]) -> QuerySet[Post, Any]:
    """The ids of who wrote them, to be asked within other questions."""
    return Post.objects.filter(id__in=post_ids).values("author_id")


_SAID = Prepared(
    lambda *, post_id: Post.objects.filter(id=post_id).values_list("author_id", "warning", "html"),
    make=lambda row: (row[0], (row[1], text_of(row[2]))),
)
