"""Tags, and who follows and shows which. What bears them, the posts' room knows."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Value, When

from commonhold.ground.spans import Span, beyond, within
from commonhold.social.people.queries import Viewer
from commonhold.social.tags.models import Tag, TagFeature, TagFollow
from commonhold.social.tags.names import folded, is_name
from commonhold.social.tags.refusals import NoSuchTag


@dataclass(frozen=True)
class TagView:
    """A tag's page. `id` is None before anybody used it. The last two are the viewer's own."""

    id: int | None
    name: str
    is_followed: bool
    is_featured: bool


def tag(viewer: Viewer, typed: str) -> TagView:
    """The tag that somebody means by `typed`, with or without #, in any case. Raises NoSuchTag."""
    name = folded(typed)
    if not is_name(name):
        raise NoSuchTag
    row = Tag.objects.filter(name=name).first()
    mine = {"tag": row, "person_id": viewer.person_id}
    known = row is not None and viewer.person_id is not None
    return TagView(
        id=None if row is None else row.id,
        name=name,
        is_followed=known and TagFollow.objects.filter(**mine).exists(),
        is_featured=known and TagFeature.objects.filter(**mine).exists(),
    )


def called(viewer: Viewer, names: Collection[str]) -> dict[str, TagView]:
    """By name; three statements for all of them. A name that nobody used yet has no id."""
    rows = dict(Tag.objects.filter(name__in=names).values_list("name", "id"))
    mine = {"tag_id__in": rows.values(), "person_id": viewer.person_id or 0}
    follows = set(TagFollow.objects.filter(**mine).values_list("tag_id", flat=True))
    features = set(TagFeature.objects.filter(**mine).values_list("tag_id", flat=True))
    return {
        each: TagView(rows.get(each), each, rows.get(each) in follows, rows.get(each) in features)
        for each in names
    }


def followed_within(viewer: Viewer, span: Span) -> list[tuple[int, str]]:
    """The tags that the viewer follows, the latest first: the id of her following, and the name."""
    rows = TagFollow.objects.filter(person_id=viewer.person_id or 0).select_related("tag")
    return [(row.id, row.tag.name) for row in within(rows, span)]


def followed(viewer: Viewer) -> list[str]:
    """Names of the tags that the viewer follows, in the alphabet's order."""
    return _names(viewer.person_id, TagFollow)


def followed_ids(viewer: Viewer) -> list[int]:
    """Ids of the tags that the viewer follows; for feeds."""
    if viewer.person_id is None:
        return []
    return list(TagFollow.objects.filter(person_id=viewer.person_id).values_list("tag_id", flat=True))


def featured(viewer: Viewer, person_id: int) -> list[str]:
    """Names of the tags that a person shows on her profile."""
    return _names(person_id, TagFeature)


@dataclass(frozen=True)
class Featured:
    """A tag on somebody's profile; the id is that of its being there."""

    id: int
    name: str


def features(viewer: Viewer, person_id: int) -> list[Featured]:
    """The tags that a person shows on her profile, in the alphabet's order."""
    rows = TagFeature.objects.filter(person_id=person_id).order_by("tag__name")
    return [Featured(*row) for row in rows.values_list("id", "tag__name")]


def ids_by_name(names: Collection[str]) -> dict[str, int]:
    """Ids by name, of those that anybody ever used, followed or showed."""
    return dict(Tag.objects.filter(name__in=names).values_list("name", "id"))


def search(
    viewer: Viewer, text: str, *, after: int | None = None, limit: int = 20
) -> tuple[list[tuple[int, str]], int | None]:
    """Ids and names of tags that begin with `text`, then of those that contain it.

    And after which one the next part begins. Of use is the posts' room's to say.
    """
    name = folded(text)
    if not name:
        return [], None
    place = Case(When(name__startswith=name, then=Value(0)), default=Value(1))
    rows = Tag.objects.filter(name__contains=name).annotate(place=place)
    found, later = beyond(rows, after, order=("place", "name", "id"), limit=limit)
    return [(each.id, each.name) for each in found], later


def ids_of(typed: Collection[str]) -> list[int]:
    """Ids of the tags that are meant, as far as anybody used them."""
    rows = Tag.objects.filter(name__in={folded(each) for each in typed}).order_by("id")
    return list(rows.values_list("id", flat=True))


def names_of(tag_ids: Collection[int]) -> dict[int, str]:
    """Names by id."""
    return dict(Tag.objects.filter(id__in=tag_ids).values_list("id", "name"))


def _names(person_id: int | None, model: type[TagFollow | TagFeature]) -> list[str]:
    if person_id is None:
        return []
    rows = model._default_manager.filter(person_id=person_id).order_by("tag__name")
    return list(rows.values_list("tag__name", flat=True))
