"""What other servers call the follows of their people, and who of them reads a group of ours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.actors.models import GroupFollower, RemoteFollow
from commonhold.social.actors.news import GroupFollowed
from commonhold.social.groups import queries as groups
from commonhold.social.groups.refusals import NoSuchGroup
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE


@dataclass(frozen=True)
class FollowedHere:
    """Whom a follow from elsewhere is of: a person's id, or a group's."""

    id: int
    is_group: bool


@transaction.atomic
def note_follow(by: int, *, followed_id: int, uri: str) -> None:
    """Remember what her server calls her follow, so that our answer can name it."""
    follow = people.follow_between(by, followed_id)
    if follow is not None:
        RemoteFollow.objects.update_or_create(follow_id=follow.id, defaults={"uri": uri})


@transaction.atomic
def follow_group(by: int, *, group_id: int, uri: str, now: datetime) -> None:
    """Have what is said in a group passed on to somebody elsewhere. Once more is answered once more.

    Only of groups that everybody may read. Raises NoSuchGroup, also to whom it keeps out.
    """
    people.must_be_active(by)
    if not groups.may_read(ANYONE, group_id) or groups.banned_among(group_id, [by]):
        raise NoSuchGroup
    GroupFollower.objects.update_or_create(
        group_id=group_id,
        person_id=by,
        defaults={"uri": uri},
        create_defaults={"id": ids.new_id(now), "uri": uri, "since": now},
    )
    news.publish(GroupFollowed(group_id=group_id, person_id=by, uri=uri), now=now)


@transaction.atomic
def forget_follow(follow_id: int) -> None:
    """What her server called a follow that is over; harmless where it is not, or was never told."""
    if people.pair_of_follow(follow_id) is None:
        RemoteFollow.objects.filter(follow_id=follow_id).delete()


@transaction.atomic
def unfollow_group(by: int, *, group_id: int, now: datetime) -> None:
    """Pass nothing on to her any more; harmless when nothing was."""
    people.must_be_active(by)
    GroupFollower.objects.filter(group_id=group_id, person_id=by).delete()


def follows_group(person_id: int, group_id: int) -> bool:
    """Is what is said there passed on to her?"""
    return GroupFollower.objects.filter(group_id=group_id, person_id=person_id).exists()


def followed_by_uri(person_id: int, uri: str) -> FollowedHere | None:
    """Whom she follows by the follow that her server calls so."""
    row = RemoteFollow.objects.filter(uri=uri, follow__follower_id=person_id).values_list(
        "follow__followed_id"
    )
    if found := row.first():
        return FollowedHere(found[0], is_group=False)
    group = GroupFollower.objects.filter(uri=uri, person_id=person_id).values_list("group_id").first()
    return None if group is None else FollowedHere(group[0], is_group=True)
