"""What comes along with posts when a whole community moves in: likes, bookmarks, and what stays hidden."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.posts.measured.models import Restriction
from commonhold.social.posts.models import Bookmark, Favourite, Post

_WITHHELD = Restriction.Kind.WITHHELD


@dataclass(frozen=True)
class OldMark:
    """Somebody liked or kept a post of somebody's who came along, since then."""

    person_id: int
    post_id: int
    since: datetime


@transaction.atomic
def bring_marks(
    *, favourites: Collection[OldMark] = (), bookmarks: Collection[OldMark] = ()
) -> set[tuple[int, int]]:
    """Have people like and keep what they did; nobody is told. Twice is once.

    Returns who likes or keeps what anew, as (her, the post).
    """
    new = _pairs(favourites) - _there(Favourite, favourites) | _pairs(bookmarks) - _there(Bookmark, bookmarks)
    Favourite.objects.bulk_create(
        (
            Favourite(
                id=ids.new_id(each.since), post_id=each.post_id, person_id=each.person_id, given_at=each.since
            )
            for each in favourites
        ),
        ignore_conflicts=True,
    )
    Bookmark.objects.bulk_create(
        (
            Bookmark(
                id=ids.new_id(each.since), post_id=each.post_id, person_id=each.person_id, kept_at=each.since
            )
            for each in bookmarks
        ),
        ignore_conflicts=True,
    )
    return new


def _pairs(marks: Iterable[OldMark]) -> set[tuple[int, int]]:
    return {(each.person_id, each.post_id) for each in marks}


def _there(model: type[Favourite | Bookmark], marks: Collection[OldMark]) -> set[tuple[int, int]]:
    if not marks:
        return set()
    rows = model._default_manager.filter(
        person_id__in={each.person_id for each in marks}, post_id__in={each.post_id for each in marks}
    )
    return set(rows.values_list("person_id", "post_id"))


@transaction.atomic
def withhold_brought(
    author_id: int, *, reference: str, keeper: int, post_ids: Collection[int] = (), now: datetime
) -> int:
    """Hide what somebody brought along, or these of it, from all but her; returns how many were hidden.

    They wait for `keeper`, as withheld posts do. Other servers were never sent them, so none is told. What
    waits already is left as it is: whatever hides it, it comes first.
    """
    rows = Post.objects.filter(author_id=author_id, waits_for=None).exclude(imported_as="")
    found = list((rows.filter(id__in=post_ids) if post_ids else rows).values_list("id", flat=True)[:500])
    Restriction.objects.bulk_create(
        (
            Restriction(id=ids.new_id(now), post_id=each, kind=_WITHHELD, since=now, reference=reference)
            for each in found
        ),
        ignore_conflicts=True,
    )
    Post.objects.filter(id__in=found).update(waits_for_id=keeper)
    return len(found)


@transaction.atomic
def show_brought(author_id: int, *, reference: str, still: str = "", now: datetime) -> int:
    """Give back what `withhold_brought` hid under this reference; returns how many were given back.

    `still`: hidden for another reason, they stay so, under that reference.
    """
    held = Restriction.objects.filter(
        reference=reference, kind=_WITHHELD, until=None, post__author_id=author_id
    )
    found = list(held.values_list("post_id", flat=True)[:500])
    Restriction.objects.filter(reference=reference, post_id__in=found, until=None).update(until=now)
    if still:
        Restriction.objects.bulk_create(
            Restriction(id=ids.new_id(now), post_id=each, kind=_WITHHELD, since=now, reference=still)
            for each in found
        )
    else:
        Post.objects.filter(id__in=found).update(waits_for=None)
    return len(found)
