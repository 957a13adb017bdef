"""The pictures of people as their pages show them. Bylines bear the small one already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace

from commonhold.ground.prepared import Prepared
from commonhold.social.media import queries as media
from commonhold.social.people.queries import Part, Viewer, kept_back
from commonhold.social.portraits.models import Portrait


@dataclass(frozen=True)
class PortraitView:
    """A picture in its full size. `is_made` is false while it waits; `trouble`: it could not be read."""

    url: str
    alt: str
    is_made: bool
    trouble: bool


@dataclass(frozen=True)
class Portraits:
    """What one person shows."""

    avatar: PortraitView | None = None
    header: PortraitView | None = None


def of(viewer: Viewer, person_id: int) -> Portraits:
    """What the viewer sees on this person's page; the wide picture as far as she shows it to her."""
    shown = _among(viewer, person_id, is_shown=True)
    if shown.header is not None and Part.HEADER in kept_back(viewer, [person_id]).get(person_id, ()):
        return replace(shown, header=None)
    return shown


def of_many(viewer: Viewer, ids: Collection[int]) -> dict[int, Portraits]:
    """What these people show the viewer, by their ids; one statement, and more where there are pictures."""
    there = _SHOWING.ids(ids=list(ids))
    rows = Portrait.objects.filter(id__in=there).select_related("medium") if there else ()
    found: dict[int, dict[str, PortraitView]] = defaultdict(dict)
    kept = kept_back(viewer, ids) if there else {}
    for row in rows:
        if row.kind == Part.HEADER and Part.HEADER in kept.get(row.person_id, ()):
            continue
        found[row.person_id][row.kind] = _view(row, viewer)
    return {person_id: Portraits(**shown) for person_id, shown in found.items()}


def waiting(viewer: Viewer) -> Portraits:
    """What the viewer chose and nobody sees yet."""
    return Portraits() if viewer.person_id is None else _among(viewer, viewer.person_id, is_shown=False)


def _among(viewer: Viewer, person_id: int, *, is_shown: bool) -> Portraits:
    rows = Portrait.objects.filter(person_id=person_id, shown_at__isnull=not is_shown).select_related(
        "medium"
    )
    return Portraits(**{row.kind: _view(row, viewer) for row in rows})


def _view(row: Portrait, viewer: Viewer) -> PortraitView:
    medium = media.view_of(row.medium, viewer)
    return PortraitView(medium.url, medium.alt, bool(medium.url), medium.state == "refused")


# Asked for whoever is shown anywhere, and most people show no picture.
_SHOWING = Prepared(
    lambda *, ids: Portrait.objects.filter(person_id__in=ids, shown_at__isnull=False).values_list(
        "id", flat=True
    )
)
