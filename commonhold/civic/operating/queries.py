"""Who holds what, for members; and how it stands, for everybody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from commonhold.civic.members import queries as members
from commonhold.civic.operating.charter import OperatingCharter
from commonhold.civic.operating.models import Holding, Task
from commonhold.ground.charter import queries as charter
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class HolderView:
    """`is_due`: she has not said for long, or never, that she still holds it."""

    name: str
    handle: str
    since: datetime
    because: str
    confirmed_at: datetime | None
    is_due: bool
    is_me: bool


@dataclass(frozen=True)
class TaskView:
    """`missing`: how many more should hold it."""

    code: str
    words: str
    holders: Sequence[HolderView]
    missing: int


def tasks(viewer: Viewer, *, now: datetime) -> list[TaskView]:
    """Each with its holders; their names are for members, and to others there is nobody."""
    wanted = charter.current().read(OperatingCharter)
    oldest = now - timedelta(days=wanted.confirm_days)
    rows = list(Holding.objects.filter(until=None).select_related("person").order_by("since", "id"))
    shown = is_for(viewer)
    found = []
    for task in Task:
        own = [each for each in rows if each.task == task]
        views = [_view(each, viewer, oldest) for each in own] if shown else []
        found.append(TaskView(task.value, str(task.label), views, max(0, wanted.holders - len(own))))
    return found


def is_for(viewer: Viewer) -> bool:
    """Does she get to know their names?"""
    return viewer.person_id is not None and members.member_of(viewer.person_id) is not None


def in_whose_hands(*, now: datetime) -> tuple[int, int]:
    """How many holders are missing over all, and how many have not confirmed for too long."""
    wanted = charter.current().read(OperatingCharter)
    oldest = now - timedelta(days=wanted.confirm_days)
    rows = list(Holding.objects.filter(until=None))
    missing = sum(max(0, wanted.holders - sum(each.task == task for each in rows)) for task in Task)
    return missing, sum(_is_due(each, oldest) for each in rows)


def member_called(handle: str) -> int | None:
    """The member of this @name; None where no member has it."""
    found = people.by_handles(Viewer(None), [handle.strip().lstrip("@").lower()])
    line = next(iter(found.values()), None)
    return line.id if line is not None and members.member_of(line.id) is not None else None


def _view(row: Holding, viewer: Viewer, oldest: datetime) -> HolderView:
    return HolderView(
        name=row.person.display_name,
        handle=row.person.handle,
        since=row.since,
        because=row.because,
        confirmed_at=row.confirmed_at,
        is_due=_is_due(row, oldest),
        is_me=row.person_id == viewer.person_id,
    )


def _is_due(row: Holding, oldest: datetime) -> bool:
    return row.confirmed_at is None or row.confirmed_at < oldest
