"""Who looked at whose private data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from commonhold.civic.members import queries as members
from commonhold.civic.rights.models import Look, LookedAt
from commonhold.civic.rights.vocabulary import NAMELESS, OF_ALL_MEMBERS, Matter, Why
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class LookView:
    """One look. `words` is empty where they were erased; `was_kept_back`: told after a time, for a case."""

    id: int
    by: PersonLine | None
    matter: Matter
    why: Why
    words: str
    at: datetime
    told_from: datetime
    is_of_all: bool
    about: tuple[PersonLine, ...]

    @property
    def is_nameless(self) -> bool:
        """Is it told to nobody who looked?"""
        return self.matter in NAMELESS

    @property
    def was_kept_back(self) -> bool:
        return self.told_from > self.at


def is_looking(viewer: Viewer, matter: str, key: str, *, now: datetime) -> bool:
    """Does a reason hold that the viewer gave for this?"""
    return key in looking_at(viewer, matter, now=now)


def looking_at(viewer: Viewer, matter: str, *, now: datetime) -> set[str]:
    """The keys for which such a reason holds."""
    mine = Look.objects.filter(by_id=viewer.person_id or 0, matter=matter, at__lte=now, until__gt=now)
    return set(mine.values_list("key", flat=True))


def looks_at(viewer: Viewer, *, before: int | None = None, limit: int = 50, now: datetime) -> list[LookView]:
    """Who looked at the viewer's data, the latest first; what a case keeps back comes later."""
    me = viewer.person_id or 0
    condition = Q(Exists(LookedAt.objects.filter(look=OuterRef("pk"), person_id=me)))
    membership = members.member_of(me)
    if membership is not None:
        condition |= Q(matter__in=OF_ALL_MEMBERS, at__gte=membership.since) & ~Q(by_id=me)
    rows = Look.objects.filter(condition, told_from__lte=now)
    if before is not None:
        rows = rows.filter(id__lt=before)
    return _views(viewer, rows.select_related("words").order_by("-id")[:limit], with_people=False)


def looks_by(viewer: Viewer, *, limit: int = 50) -> list[LookView]:
    """Where the viewer herself looked, the latest first."""
    rows = Look.objects.filter(by_id=viewer.person_id or 0).select_related("words").order_by("-id")[:limit]
    return _views(viewer, rows, with_people=True)


def _views(viewer: Viewer, rows: Iterable[Look], *, with_people: bool) -> list[LookView]:
    found = list(rows)
    about: dict[int, list[int]] = {}
    if with_people:
        for look_id, person_id in LookedAt.objects.filter(look__in=found).values_list("look_id", "person_id"):
            about.setdefault(look_id, []).append(person_id)
    wanted = {each.by_id for each in found} | {one for some in about.values() for one in some}
    known = people.lines(viewer, wanted)
    return [
        LookView(
            id=each.id,
            by=known.get(each.by_id) if with_people or each.matter not in NAMELESS else None,
            matter=Matter(each.matter),
            why=Why(each.why),
            words=each.words.text if hasattr(each, "words") else "",
            at=each.at,
            told_from=each.told_from,
            is_of_all=each.matter in OF_ALL_MEMBERS,
            about=tuple(known[one] for one in about.get(each.id, ()) if one in known),
        )
        for each in found
    ]
