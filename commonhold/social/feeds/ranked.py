"""The home feed in the order that a document gives it: pages of what was ordered last, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

import orjson
from django.db.models import Q, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.consents import queries as consents
from commonhold.social.consents.purposes import LANGUAGE, READING
from commonhold.social.feeds import candidates, documents, measures
from commonhold.social.feeds.documents import Choice
from commonhold.social.feeds.models import NotRecommended, Ranking
from commonhold.social.feeds.queries import Entry
from commonhold.social.feeds.refusals import NotInYourFeed
from commonhold.social.people.hiding import muted_by
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Post
from commonhold.social.posts.queries import PostView
from rulebook.rank.bundle import write
from rulebook.rank.document import Document
from rulebook.rank.ranking import Row, rank
from rulebook.rank.why import Why, why

#: As old as this, an order is made anew when its reader comes back to the first page.
FRESH_FOR = timedelta(minutes=5)


@dataclass(frozen=True)
class RankedPage:
    """`entries` begin at the place `first`, counted from 0; `is_last` when nothing follows."""

    entries: list[Entry]
    first: int
    is_last: bool
    at: datetime


@dataclass(frozen=True)
class Reasons:
    """Why a post stands where it does in the viewer's feed, by which document, and since when."""

    post: PostView
    why: Why
    document: Document
    at: datetime
    not_allowed: tuple[str, ...]  # keys of `ALLOWED` that the document reads and she has not allowed


#: Features and filters that read what is the reader's alone, with what she must allow.
PERSONAL = {"seen": "reading", "language": "language", "other-languages": "language"}
#: What the reader may let the order of her feed read, with the purpose that she says yes to.
ALLOWED = {"reading": READING, "language": LANGUAGE}


def page(
    viewer: Viewer, chosen: Choice, *, first: int = 0, limit: int = 20, now: datetime
) -> RankedPage | None:
    """A page of the viewer's ordered feed; None where it must be ordered (anew) first.

    Only the first page asks for a fresh order: what follows is of the same one.
    """
    found = _ORDER.rows(me=viewer.person_id or 0)
    if not found:
        return None
    digest, order, at = found[0]
    if digest != chosen.digest or (first == 0 and not at <= now < at + FRESH_FOR):
        return None
    placed = _placed(order)
    wanted = placed[first : first + limit]
    return RankedPage(_entries(viewer, wanted), first, first + limit >= len(placed), at)


def reasons(viewer: Viewer, post_id: int) -> Reasons:
    """Why a post stands where it does in the viewer's feed. Raises NotInYourFeed and NoSuchPost."""
    row = Ranking.objects.filter(person_id=viewer.person_id or 0).first()
    if row is None:
        raise NotInYourFeed
    document = documents.document(row.document_id)
    try:
        told = why(document, _rows(row), post_id)
    except LookupError:
        raise NotInYourFeed from None
    used = {PERSONAL[each] for each in (*document.features, *document.hide) if each in PERSONAL}
    missing = tuple(sorted(used - allowed_by(viewer)))
    return Reasons(posts.post(viewer, post_id), told, document, row.at, missing)


def bundle(viewer: Viewer) -> bytes:
    """The viewer's last order as a file that `commonhold rank replay` reads. Raises NotInYourFeed."""
    row = Ranking.objects.filter(person_id=viewer.person_id or 0).first()
    if row is None:
        raise NotInYourFeed
    return write(documents.document(row.document_id), _rows(row), orjson.loads(row.order))


def preview(viewer: Viewer, document: Document, *, limit: int = 10, now: datetime) -> list[Entry]:
    """What the viewer's feed would begin with under a document."""
    order = rank(document, candidates.rows(viewer, now=now))
    return _entries(viewer, [each.post_id for each in order[:limit]])


def allowed_by(viewer: Viewer) -> frozenset[str]:
    """What of her own the viewer lets the order of her feed read: keys of `ALLOWED`."""
    given = consents.given_by(viewer)
    return frozenset(each for each, purpose in ALLOWED.items() if purpose in given)


def reads_as_ever(viewer: Viewer) -> bool:
    """Is nothing lowered in the viewer's own feed?"""
    return measures.reads_as_ever(viewer.person_id or 0)


def is_recommended(viewer: Viewer) -> bool:
    """May the viewer's public posts be put before people who don't follow her?"""
    return not NotRecommended.objects.filter(person_id=viewer.person_id or 0).exists()


def _rows(row: Ranking) -> list[Row]:
    return [Row(*each) for each in orjson.loads(row.rows)]


@lru_cache(maxsize=512)
def _placed(order: str) -> Sequence[int]:
    placed: list[int] = orjson.loads(order)
    return placed


def _entries(viewer: Viewer, post_ids: Sequence[int]) -> list[Entry]:
    """Those that the viewer still may and wants to read, in this order."""
    me = viewer.person_id or 0
    left = set(_LEFT.ids(me=me, post_ids=list(post_ids)))
    kept = [each for each in post_ids if each in left]
    return [Entry(each, each.id) for each in posts.posts(viewer, kept)]


def _left(*, me: int, post_ids: Sequence[int]) -> QuerySet[Any, Any]:
    rows = Post.objects.filter(~Q(author_id__in=muted_by(me)), id__in=post_ids, removed_at=None)
    return rows.order_by().values_list("id")


_LEFT = Prepared(_left)
_ORDER = Prepared(
    lambda *, me: Ranking.objects.filter(person_id=me).values_list("document_id", "order", "at")
)
