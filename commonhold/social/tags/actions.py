"""What people do with tags: follow them, and show them on their profiles."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Insert
from commonhold.social.people import queries as people
from commonhold.social.tags.models import Tag, TagFeature, TagFollow
from commonhold.social.tags.names import folded, is_name
from commonhold.social.tags.refusals import NoSuchTag, TooManyFeatured

MOST_FEATURED = 8


@transaction.atomic(savepoint=False)
def note_tags(names: Collection[str], *, now: datetime) -> list[int]:
    """The ids of tags with these folded names, new ones among them; for whoever keeps what bears them."""
    there = {name: found for name in sorted(names) for found in _CALLED.ids(name=name)}
    for name in sorted(set(names) - there.keys()):
        _TAGS.unless_there(id=ids.new_id(now), name=name)
        there[name] = _CALLED.ids(name=name)[0]
    return sorted(there.values())


_TAGS = Insert(Tag)
_CALLED = Prepared(lambda *, name: Tag.objects.filter(name=name).values_list("id"))


@transaction.atomic
def follow_tag(by: int, *, name: str, now: datetime) -> None:
    """Read what bears a tag, whether anything does yet or not. Raises NoSuchTag."""
    people.must_be_here(by)
    given = {"id": ids.new_id(now), "since": now}
    TagFollow.objects.get_or_create(tag_id=_noted(name, now), person_id=by, defaults=given)


@transaction.atomic
def unfollow_tag(by: int, *, name: str, now: datetime) -> None:
    """Follow it no more; harmless when one did not."""
    people.must_be_here(by)
    TagFollow.objects.filter(tag__name=folded(name), person_id=by).delete()


@transaction.atomic
def feature_tag(by: int, *, name: str, now: datetime) -> None:
    """Show a tag on one's profile. Raises NoSuchTag or TooManyFeatured."""
    people.must_be_here(by)
    tag_id = _noted(name, now)
    hers = TagFeature.objects.select_for_update().filter(person_id=by)
    if hers.filter(tag_id=tag_id).exists():
        return
    if hers.count() >= MOST_FEATURED:
        raise TooManyFeatured(MOST_FEATURED)
    TagFeature.objects.create(id=ids.new_id(now), tag_id=tag_id, person_id=by, since=now)


@transaction.atomic
def unfeature_tag(by: int, *, name: str, now: datetime) -> None:
    """Take it off one's profile; harmless when it was not there."""
    people.must_be_here(by)
    TagFeature.objects.filter(tag__name=folded(name), person_id=by).delete()


def _noted(name: str, now: datetime) -> int:
    name = folded(name)
    if not is_name(name):
        raise NoSuchTag
    return note_tags([name], now=now)[0]


def forget_unused(tag_ids: Collection[int]) -> None:
    """Tags that no post bears any more go, unless somebody follows or features them."""
    rows = Tag.objects.filter(id__in=tag_ids)
    followed = TagFollow.objects.filter(tag_id__in=tag_ids).values("tag_id")
    featured = TagFeature.objects.filter(tag_id__in=tag_ids).values("tag_id")
    rows.exclude(id__in=followed).exclude(id__in=featured).delete()
