"""To what people said yes and no. A reader of private facts asks here first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from commonhold.social.consents.models import Consent
from commonhold.social.consents.purposes import PURPOSES, Shown, shown
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class PurposeView:
    """A purpose as its page shows it. `at` is when the viewer said so, or None where she never did.

    `is_newer`: the text is another than the one that she answered.
    """

    key: str
    title: str
    shown: Shown
    version: int
    is_given: bool
    at: datetime | None
    is_newer: bool


@dataclass(frozen=True)
class WordView:
    """One yes or no, with the text that was shown."""

    title: str
    is_given: bool
    at: datetime
    ended_at: datetime | None
    version: int
    language: str
    digest: str
    text: str


def purposes(viewer: Viewer) -> list[PurposeView]:
    """All of them, with what holds for the viewer."""
    rows = Consent.objects.filter(person_id=viewer.person_id or 0, ended_at=None).select_related("text")
    held = {each.purpose: each for each in rows}
    found = []
    for key, purpose in PURPOSES.items():
        row = held.get(key)
        found.append(
            PurposeView(
                key=key,
                title=str(purpose.title),
                shown=shown(purpose),
                version=purpose.version,
                is_given=purpose.unless_said if row is None else row.is_given,
                at=None if row is None else row.at,
                is_newer=row is not None and 0 < row.text.version < purpose.version,
            )
        )
    return found


def history(viewer: Viewer) -> list[WordView]:
    """Every word of the viewer's, the latest first."""
    rows = Consent.objects.filter(person_id=viewer.person_id or 0).select_related("text").order_by("-id")
    return [
        WordView(
            title=str(PURPOSES[each.purpose].title) if each.purpose in PURPOSES else each.purpose,
            is_given=each.is_given,
            at=each.at,
            ended_at=each.ended_at,
            version=each.text.version,
            language=each.text.language,
            digest=each.text.digest,
            text=each.text.text,
        )
        for each in rows
    ]


def given_since(viewer: Viewer, purpose: str) -> datetime | None:
    """Since when the viewer's yes holds, where she said one."""
    return given_by(viewer).get(purpose)


def given_by(viewer: Viewer) -> dict[str, datetime]:
    """The purposes to which the viewer said yes herself, with since when."""
    rows = Consent.objects.filter(person_id=viewer.person_id or 0, is_given=True, ended_at=None)
    return dict(rows.values_list("purpose", "at"))


def allowing(purpose: str, *, among: Collection[int] | None = None) -> set[int]:
    """Who said yes; `among` these people, if given."""
    rows = Consent.objects.filter(purpose=purpose, is_given=True, ended_at=None)
    if among is not None:
        rows = rows.filter(person_id__in=among)
    return set(rows.values_list("person_id", flat=True))


def how_many_allow(purpose: str) -> int:
    return Consent.objects.filter(purpose=purpose, is_given=True, ended_at=None).count()


def objects_to(purpose: str, path: str = "pk") -> Q:
    """The condition that somebody said no; `path` leads to her id."""
    rows = Consent.objects.filter(person_id=OuterRef(path), purpose=purpose, is_given=False, ended_at=None)
    return Q(Exists(rows))
