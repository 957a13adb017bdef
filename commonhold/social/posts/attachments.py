"""Which media posts carry, and who may see one: whoever may see a post that carries it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.ground.prepared import Asking, Prepared, Row, answered
from commonhold.social.media.queries import VIEW, MediumView, view_from
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.models import Attachment, Audience, Mention
from commonhold.social.posts.visibility import visible_posts

#: What leaves this server for many; media in groups that all may read are open to all anyway.
_FEDERATES = (Audience.PUBLIC, Audience.UNLISTED, Audience.FOLLOWERS)


def carried_by(viewer: Viewer, post_ids: Collection[int]) -> dict[int, tuple[MediumView, ...]]:
    """The media of posts that the viewer sees, by post, in their order. One statement.

    What could not be read is told to its owner alone; of other servers' media it is said where they lie.
    """
    return answered(asking_carried(viewer, list(post_ids)))


def asking_carried(viewer: Viewer, post_ids: Sequence[int]) -> Asking[dict[int, tuple[MediumView, ...]]]:
    """The same, to be asked together with others."""

    def read(rows: list[Row]) -> dict[int, tuple[MediumView, ...]]:
        found: dict[int, tuple[MediumView, ...]] = {}
        for post_id, *medium in rows:
            view = view_from(medium, viewer)
            if view.is_mine or view.source or view.state != "refused":
                found[post_id] = (*found.get(post_id, ()), view)
        return found

    return _CARRIED.asking(ids=post_ids).then(read)


def _carried(*, ids: Sequence[int]) -> QuerySet[Attachment, Any]:
    rows = Attachment.objects.filter(post_id__in=ids, medium__gone_at=None).order_by("post_id", "position")
    return rows.values_list("post_id", *(f"medium__{each}" for each in VIEW))


_CARRIED = Prepared(_carried)


def medium_ids_of(post_id: int) -> list[int]:
    """What a post carries, in order; for those who write it again."""
    rows = Attachment.objects.filter(post_id=post_id).order_by("position")
    return list(rows.values_list("medium_id", flat=True))


def media_of(post_ids: Collection[int]) -> dict[int, list[int]]:
    """The same for several, by post."""
    rows = Attachment.objects.filter(post_id__in=post_ids).order_by("post_id", "position")
    found: dict[int, list[int]] = {}
    for post_id, medium_id in rows.values_list("post_id", "medium_id"):
        found.setdefault(post_id, []).append(medium_id)
    return found


def may_see_medium(viewer: Viewer, medium_id: int) -> bool:
    """May the viewer see the post that carries this medium?"""
    carrying = Attachment.objects.filter(medium_id=medium_id).values("post_id")
    return visible_posts(viewer).filter(id__in=carrying, removed_at=None).exists()


def carrier_of(viewer: Viewer, medium_id: int) -> int | None:
    """The latest post with this medium that the viewer may see."""
    carrying = Attachment.objects.filter(medium_id=medium_id).values("post_id")
    rows = visible_posts(viewer).filter(id__in=carrying, removed_at=None).order_by("-id")
    return rows.values_list("id", flat=True).first()


def federates(medium_id: int) -> bool:
    """Do other servers get the post that carries this medium, as it now stands?"""
    named = Mention.objects.filter(post=OuterRef("post")).exclude(person__domain="")
    direct = Q(Exists(named), post__audience=Audience.DIRECT)
    rows = Attachment.objects.filter(medium_id=medium_id, post__removed_at=None)
    return rows.filter(direct | Q(post__audience__in=_FEDERATES)).exists()
