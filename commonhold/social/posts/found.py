"""Posts by their words: one's own, those one has to do with, and those whose authors let them be found."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.index import marks, table
from commonhold.social.posts.index.match import Match
from commonhold.social.posts.index.table import Among
from commonhold.social.posts.models import Favourite, Mention, Post, Thanks
from commonhold.social.posts.queries import PostView, posts
from commonhold.social.posts.visibility import visible_posts

# How many are looked through for one page, more each time: a word may be in many that aren't for this viewer.
_ROUNDS = (64, 512, 4096)
_AT_ONCE = 900  # as many as a prepared statement has places for
_HERS = (Favourite, Thanks, Mention)
_NEVER = 1 << 63


@dataclass(frozen=True)
class Found:
    """`older`: where to go on, when there may be more, even if none of those looked through were for her."""

    posts: Sequence[PostView]
    older: int | None


def by_words(
    viewer: Viewer,
    match: Match,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    above: int | None = None,
    skip: int = 0,
    limit: int = 20,
) -> Found:
    """Posts that match, newest first, from `since` and before `until`; `skip` of them are passed over.

    Only those with ids below `before` and above `above`.

    Among them only what the viewer may see, and of what others wrote only what they let be found by its
    words, or what names her, answers her, or was liked or thanked for by her.
    """
    floors = [] if since is None else [ids.milliseconds(since) << 16]
    floors += [] if above is None else [min(above + 1, ids.LARGEST)]
    after = max(floors, default=None)
    if until is not None:
        before = min(ids.milliseconds(until) << 16, _NEVER if before is None else before)
    looks = _looks(viewer, match)
    seen: list[int] = []
    for size in _ROUNDS:
        came = [
            table.newest(each, before=before, after=after, limit=size, among=hers) for each, hers in looks
        ]
        # Where one look had to stop, the others stop too: what lies beyond comes with the next round.
        before = max((each[-1] for each in came if len(each) == size), default=None)
        candidates = {each for look in came for each in look if before is None or each >= before}
        seen += _findable(viewer, candidates, set(came[-1]) if viewer.person_id is not None else set())
        if before is None or len(seen) >= skip + limit:
            break
    page = seen[skip : skip + limit]
    is_cut = len(seen) > skip + limit or (before is not None and len(page) == limit)
    return Found(posts(viewer, page), page[-1] if is_cut and page else before)


def _looks(viewer: Viewer, match: Match) -> list[tuple[Match, Among | None]]:
    """The ways to come into question: let be found by its author; one's own; what one has to do with."""
    me = viewer.person_id
    if me is None:
        return [(match.also(marks.OPEN), None)]
    hers = " UNION ".join(f"SELECT post_id FROM {each._meta.db_table} WHERE person_id = %s" for each in _HERS)  # noqa: S608 - our own tables
    return [
        (match.also(marks.OPEN), None),
        (match.also(marks.by(me)), None),
        (match, Among(hers, [me] * len(_HERS))),
    ]


def _findable(viewer: Viewer, candidates: Collection[int], hers: Collection[int]) -> list[int]:
    found: list[int] = []
    newest_first = sorted(candidates, reverse=True)
    for start in range(0, len(newest_first), _AT_ONCE):
        some = newest_first[start : start + _AT_ONCE]
        found += _FINDABLE.ids(ids=some, hers=[each for each in some if each in hers] or [0], **viewer.me)
    return found


def _may_be_found(*, ids: Sequence[int], hers: Sequence[int], me: int | None = None) -> QuerySet[Post, int]:
    may_be_found = (
        Q(audience__in=marks.FOR_MANY, author__is_searchable=True) | Q(author_id=me or 0) | Q(id__in=hers)
    )
    rows = visible_posts(Viewer(me)).filter(may_be_found, removed_at=None, id__in=ids)
    return rows.order_by("-id").values_list("id", flat=True)


_FINDABLE = Prepared(_may_be_found)
