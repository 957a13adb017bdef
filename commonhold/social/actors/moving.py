"""Who else somebody of ours is, and where she moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from commonhold.social.actors.models import Alias, Moved, RemoteActor
from commonhold.social.people.queries import PersonLine, line_of


@dataclass(frozen=True)
class AliasView:
    """An address elsewhere that somebody says is hers, too; `called` as she typed it."""

    id: int
    called: str
    uri: str


def aliases_of(person_id: int) -> list[AliasView]:
    """For her own settings, in the order in which she named them."""
    rows = Alias.objects.filter(person_id=person_id).order_by("id")
    return [AliasView(row.id, row.called, row.uri) for row in rows]


def aliases(person_id: int) -> list[str]:
    """Their URIs, which everybody may know."""
    return list(Alias.objects.filter(person_id=person_id).order_by("id").values_list("uri", flat=True))


@dataclass(frozen=True)
class MovedView:
    """Where somebody of ours lives now."""

    person: PersonLine
    url: str
    at: datetime


def move_of(person_id: int) -> MovedView | None:
    """For her page and her own settings; None while she is here."""
    row = Moved.objects.filter(person_id=person_id).select_related("target").first()
    if row is None:
        return None
    known = RemoteActor.objects.filter(person_id=row.target_id).first()
    url = "" if known is None else known.url or known.uri
    return MovedView(line_of(row.target), url, row.moved_at)


def moved_to(person_id: int) -> str:
    """The URI of whom she is now; empty for who is still here."""
    rows = RemoteActor.objects.filter(
        person_id__in=Moved.objects.filter(person_id=person_id).values("target")
    )
    return rows.values_list("uri", flat=True).first() or ""
