"""The statutory register, for whoever has checked that the viewer may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from commonhold.civic.members.models import Belonging, Member
from commonhold.civic.members.queries.owners import classes_now
from commonhold.ground.charter import dates
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class RegisterLine:
    """One membership. `joined` and `left` are days in the co-op's time zone."""

    number: int
    name: str
    joined: date
    left: date | None
    class_name: str  # at the end, or now; also where there is a single class


def register(viewer: Viewer, *, after: int = 0, limit: int | None = None) -> list[RegisterLine]:
    """Everybody who is or was a member, by number, those with greater numbers than `after`."""
    rows = list(Member.objects.filter(number__gt=after).order_by("number")[:limit])
    names = people.lines(viewer, {row.person_id for row in rows})
    belongs = dict(
        Belonging.objects.filter(member__in=rows).order_by("id").values_list("member_id", "class_key")
    )
    classes = {each.key: each.title for each in classes_now().every}
    return [
        RegisterLine(
            row.number,
            names[row.person_id].name,
            dates.local_day(row.since),
            None if row.left_at is None else dates.local_day(row.left_at),
            classes.get(belongs[row.id], belongs[row.id]),
        )
        for row in rows
    ]
