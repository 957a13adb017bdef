"""Which measures hold on posts. Feeds and pages ask; `actions/restrict.py` writes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db.models import QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.posts.measured.models import Restriction

Kind = Restriction.Kind


def deprioritised(post_ids: Collection[int]) -> set[int]:
    """Those of them that a measure puts lower in feeds that rank."""
    return _under(Kind.DEPRIORITISED, post_ids)


def not_recommended(post_ids: Collection[int]) -> set[int]:
    """Those of them that a measure keeps out of every list that the house makes up."""
    return _under(Kind.NOT_RECOMMENDED, post_ids)


def withheld(post_ids: Collection[int]) -> set[int]:
    """Those of them that a measure hides from all but their authors."""
    return _under(Kind.WITHHELD, post_ids)


def was_withheld(post_id: int, at: datetime) -> bool:
    """Did a measure hide it from others at that moment?"""
    rows = Restriction.objects.filter(post_id=post_id, kind=Kind.WITHHELD, since__lte=at)
    return rows.exclude(until__lte=at).exists()


def under_reference(reference: str) -> list[tuple[int, str]]:
    """Posts, and what is done to each, by one measure; for what ends it."""
    rows = Restriction.objects.filter(reference=reference, until=None).order_by("id")
    return list(rows.values_list("post_id", "kind"))


def is_covered(post_id: int) -> bool:
    """Does a measure cover its media? Then its author doesn't uncover them."""
    return bool(_under(Kind.COVERED, [post_id]))


def labels(post_ids: Collection[int]) -> dict[int, str]:
    """The words that a measure put above them."""
    return dict(_LABELS.rows(ids=sorted(post_ids))) if post_ids else {}


def _under(kind: Kind, post_ids: Collection[int]) -> set[int]:
    return {row[0] for row in _UNDER.rows(kind=kind.value, ids=sorted(post_ids))} if post_ids else set()


def _held(kind: str, ids: Sequence[int]) -> QuerySet[Restriction]:
    return Restriction.objects.filter(kind=kind, post_id__in=ids, until=None)


_UNDER = Prepared(lambda *, kind, ids: _held(kind, ids).values_list("post_id"))
_LABELS = Prepared(lambda *, ids: _held(Kind.LABELLED.value, ids).values_list("post_id", "words"))
