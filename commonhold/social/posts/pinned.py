"""What people keep on top of their own pages, as their visitors may see it."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from commonhold.ground.prepared import Prepared
from commonhold.social.people.queries import Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.models import Audience, Post, ProfilePin
from commonhold.social.posts.queries import PostView

#: Not what is for a circle of few: it would stand on top for some visitors alone.
FOR_MANY = (Audience.PUBLIC, Audience.UNLISTED, Audience.MEMBERS)


def may_stand_on_top(audience: str, waits_for: int | None) -> bool:
    """May a post of this audience, waiting for this person if any, stand on top of its author's page?"""
    return audience in FOR_MANY and waits_for is None


def pinned_by(viewer: Viewer, person_id: int) -> list[PostView]:
    """What she keeps on top of her page, of that what the viewer may see, the latest pinned first."""
    return posts.posts(viewer, _PINNED.ids(person_id=person_id))


def has_pinned(viewer: Viewer, post_id: int) -> bool | None:
    """Does the viewer keep this post on top of her page? None where it can't be: not hers, or for few."""
    pins = ProfilePin.objects.filter(post=OuterRef("pk"))
    mine = Post.objects.filter(id=post_id, author_id=viewer.person_id or 0, removed_at=None)
    row = mine.annotate(pinned=Exists(pins)).values_list("audience", "waits_for_id", "pinned").first()
    return row[2] if row is not None and may_stand_on_top(row[0], row[1]) else None


def _pinned(*, person_id: int) -> QuerySet[ProfilePin, int]:
    return ProfilePin.objects.filter(person_id=person_id).order_by("-id").values_list("post_id", flat=True)


_PINNED = Prepared(_pinned)
