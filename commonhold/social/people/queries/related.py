"""How the viewer and others stand to each other, many at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from commonhold.social.people.models import (
    Block,
    BoostsHidden,
    Follow,
    Mute,
    Person,
    PrivateNote,
    ServerBlock,
)
from commonhold.social.people.queries.viewer import Viewer


@dataclass(frozen=True)
class Relation:
    """What is between the viewer and one person; `muted_until` is None for a mute without an end, too."""

    person_id: int
    follows: bool
    asked: bool
    has_bell: bool
    is_followed: bool
    is_asked: bool
    hides_boosts: bool
    blocks: bool
    is_blocked: bool
    mutes: bool
    mutes_notifications: bool
    muted_until: datetime | None
    blocks_server: bool
    note: str


def relations(viewer: Viewer, ids: Collection[int]) -> dict[int, Relation]:
    """By id, for those of `ids` who are people; eight statements, however many."""
    me = viewer.person_id or 0
    people = dict(Person.objects.filter(id__in=ids).values_list("id", "domain"))
    mine = Follow.objects.filter(follower_id=me, followed_id__in=people)
    hers = {row.followed_id: row for row in mine}
    followed = _states(Follow.objects.filter(followed_id=me, follower_id__in=people), "follower_id")
    mutes = {row.muted_id: row for row in Mute.objects.filter(person_id=me, muted_id__in=people)}
    blocks = _ids(Block.objects.filter(person_id=me, blocked_id__in=people), "blocked_id")
    blocked = _ids(Block.objects.filter(blocked_id=me, person_id__in=people), "person_id")
    unheard = _ids(BoostsHidden.objects.filter(person_id=me, of_id__in=people), "of_id")
    written = PrivateNote.objects.filter(person_id=me, about_id__in=people)
    notes = dict(written.values_list("about_id", "text"))
    servers = set(ServerBlock.objects.filter(person_id=me).values_list("domain", flat=True))
    return {
        each: Relation(
            person_id=each,
            follows=each in hers and hers[each].accepted_at is not None,
            asked=each in hers and hers[each].accepted_at is None,
            has_bell=each in hers and hers[each].has_bell,
            is_followed=followed.get(each, False),
            is_asked=followed.get(each) is False,
            hides_boosts=each in unheard,
            blocks=each in blocks,
            is_blocked=each in blocked,
            mutes=each in mutes,
            mutes_notifications=each in mutes and mutes[each].hides_notifications,
            muted_until=mutes[each].until if each in mutes else None,
            blocks_server=domain in servers,
            note=notes.get(each, ""),
        )
        for each, domain in people.items()
    }


def _states(rows: QuerySet[Follow], column: str) -> dict[int, bool]:
    """Whether each was accepted."""
    return {person_id: at is not None for person_id, at in rows.values_list(column, "accepted_at")}


def _ids(rows: QuerySet[Any], column: str) -> set[int]:
    return set(rows.values_list(column, flat=True))


def blocked_addresses(person_id: int) -> set[str]:
    """People elsewhere between whom and her there is a block, either way; for rules, not for pages."""
    between = Q(blocks__blocked_id=person_id) | Q(blocked_by__person_id=person_id)
    return {each.address for each in Person.objects.filter(between).exclude(domain="").distinct()}


def servers_blocked_by(person_id: int) -> set[str]:
    """Servers whose people she meets none of; for rules, not for pages."""
    return set(ServerBlock.objects.filter(person_id=person_id).values_list("domain", flat=True))
