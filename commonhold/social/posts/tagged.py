"""Posts by the tags that they bear. Only what is public to everybody is listed under a tag."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.ground.spans import FIRST, Span, Spanned, within
from commonhold.ground.writes import Delete, Insert
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.days import DayOfUse, by_day, first_of, last_days
from commonhold.social.posts.models import Audience, Post, Tagging
from commonhold.social.posts.queries import PostView, Servers, from_servers, posts
from commonhold.social.posts.visibility import visible_posts
from commonhold.social.tags.actions import note_tags


@dataclass(frozen=True)
class TagUse:
    """How much a tag was used: in how many posts, by how many people."""

    name: str
    posts: int
    people: int


@dataclass(frozen=True)
class OwnUse:
    """How somebody uses a tag: in how many posts, and the id of the latest of them."""

    name: str
    posts: int
    latest: int


@dataclass(frozen=True)
class Narrowed:
    """What else a post of a tag must be; tags by their ids. `any_of` widens: one of them will do as well."""

    any_of: Collection[int] = ()
    all_of: Collection[int] = ()
    none_of: Collection[int] = ()
    servers: Servers = Servers.ALL
    with_media: bool = False


_ALL = Narrowed()


def by_tag(viewer: Viewer, tag_id: int, span: Span = FIRST, wanted: Narrowed = _ALL) -> list[PostView]:
    """Public posts and answers that bear a tag, newest first."""
    if not (wanted.any_of or wanted.all_of or wanted.none_of):
        asked = _bearing(wanted.servers, wanted.with_media)
        return posts(viewer, asked.ids(span, tag_id=tag_id, **viewer.me))
    rows = from_servers(_listed(viewer), wanted.servers, with_media=wanted.with_media)
    if wanted.any_of:
        rows = rows.filter(_bears([tag_id, *wanted.any_of]))
    else:
        rows = rows.filter(taggings__tag_id=tag_id)  # a join finds them along the index
    for each in wanted.all_of:
        rows = rows.filter(_bears([each]))
    if wanted.none_of:
        rows = rows.exclude(_bears(wanted.none_of))
    return posts(viewer, within(rows.values_list("id", flat=True), span))


@cache
def _bearing(servers: Servers, with_media: bool) -> Spanned:
    def build(*, tag_id: int, me: int | None = None) -> QuerySet[Post, Any]:
        rows = from_servers(_listed(Viewer(me)), servers, with_media=with_media)
        return rows.filter(taggings__tag_id=tag_id).values_list("id")

    return Spanned(build)


def used_since(viewer: Viewer, since: datetime, *, limit: int = 30) -> list[TagUse]:
    """Tags of public posts since then: used by the most people first, then by name. Nothing is weighed."""
    recent = _listed(viewer).filter(id__gte=ids.first_id_after(since), taggings__isnull=False)
    return _counted(recent)[:limit]


def use_of(viewer: Viewer, names: Collection[str]) -> dict[str, TagUse]:
    """By name, how much each was ever used in public; those that nobody used are left out."""
    return {each.name: each for each in _counted(_listed(viewer).filter(taggings__tag__name__in=names))}


def use_by_day(viewer: Viewer, names: Collection[str], *, now: datetime) -> dict[str, list[DayOfUse]]:
    """By name, how much each was used on each of the last seven days, today first; one statement."""
    days = last_days(now)
    recent = _listed(viewer).filter(taggings__tag__name__in=names, id__gte=first_of(days[-1]))
    return by_day(recent, "taggings__tag__name", days)


def uses_by(viewer: Viewer, person_id: int, names: Collection[str]) -> dict[str, OwnUse]:
    """By name, how somebody uses these tags in public; those that she doesn't use are left out."""
    hers = _listed(viewer).filter(author_id=person_id, taggings__tag__name__in=names)
    return {each.name: each for each in _own_uses(hers)}


def most_used_by(viewer: Viewer, person_id: int, *, limit: int = 10) -> list[str]:
    """Names of the tags that somebody uses in public, the most used first."""
    hers = _listed(viewer).filter(author_id=person_id, taggings__isnull=False)
    return [each.name for each in _own_uses(hers)[:limit]]


def retag(post: Post, names: Collection[str], now: datetime) -> None:
    """Have a post bear exactly these tags; in the transaction that writes it."""
    wanted = note_tags(names, now=now)
    for taken_off in set(_BORNE.ids(post_id=post.id)).difference(wanted):
        _UNTAG.run(post_id=post.id, tag_id=taken_off)
    _TAGGINGS.all_unless_there({"id": ids.new_id(now), "post_id": post.id, "tag_id": each} for each in wanted)


_TAGGINGS = Insert(Tagging)
_UNTAG = Delete(lambda *, post_id, tag_id: Tagging.objects.filter(post_id=post_id, tag_id=tag_id))
_BORNE = Prepared(lambda *, post_id: Tagging.objects.filter(post_id=post_id).values_list("tag_id"))


def _bears(tag_ids: Collection[int]) -> Exists:
    return Exists(Tagging.objects.filter(post=OuterRef("pk"), tag_id__in=tag_ids))


def _listed(viewer: Viewer) -> QuerySet[Post]:
    return visible_posts(viewer).filter(audience=Audience.PUBLIC, removed_at=None)


def _own_uses(rows: QuerySet[Post]) -> list[OwnUse]:
    counted = rows.order_by().values("taggings__tag__name").annotate(n=Count("id"), latest=Max("id"))
    found = [OwnUse(each["taggings__tag__name"], each["n"], each["latest"]) for each in counted]
    return sorted(found, key=lambda use: (-use.posts, use.name))


def _counted(rows: QuerySet[Post]) -> list[TagUse]:
    counted = rows.values("taggings__tag__name").annotate(
        post_count=Count("id", distinct=True), author_count=Count("author_id", distinct=True)
    )
    found = [
        TagUse(each["taggings__tag__name"], each["post_count"], each["author_count"]) for each in counted
    ]
    return sorted(found, key=lambda use: (-use.people, -use.posts, use.name))
