"""What somebody has accepted, and what she is still to be asked: terms, privacy notice and minimum age."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.texts import TextsCharter
from commonhold.social.people.models import Agreement
from commonhold.social.people.queries.viewer import Viewer


@dataclass(frozen=True)
class ToAgree:
    """What is asked of somebody. It is true where anything is."""

    terms: bool = False
    privacy: bool = False
    minimum_age: int = 0  # 0: she is not asked

    def __bool__(self) -> bool:
        return self.terms or self.privacy or self.minimum_age > 0


@dataclass(frozen=True)
class InForce:
    """The charter's versions of when each text last changed, 0 where there is none, and the age."""

    terms_version: int
    privacy_version: int
    minimum_age: int


@dataclass(frozen=True)
class AgreementView:
    """That somebody accepted what held then, and on which occasion."""

    at: datetime
    occasion: str
    terms_version: int
    privacy_version: int
    minimum_age: int


def in_force() -> InForce:
    """What holds now for everybody with an account."""
    here = charter.current()
    texts = here.read(TextsCharter)
    said = {"texts.terms": texts.terms, "texts.privacy": texts.privacy}
    versions = {
        key: here.clauses[key].version if text.strip() and key in here.clauses else 0
        for key, text in said.items()
    }
    return InForce(versions["texts.terms"], versions["texts.privacy"], texts.minimum_age)


def asked_of_newcomers() -> ToAgree:
    """What whoever opens an account is asked."""
    now = in_force()
    return ToAgree(now.terms_version > 0, now.privacy_version > 0, now.minimum_age)


def still_to_agree(person_id: int) -> ToAgree:
    """What somebody has not accepted yet as it holds now. A lower minimum age asks nothing anew."""
    now, last = in_force(), Agreement.objects.filter(person_id=person_id).order_by("-id").first()
    if last is None:
        return asked_of_newcomers()
    return ToAgree(
        now.terms_version > last.terms_version,
        now.privacy_version > last.privacy_version,
        now.minimum_age if now.minimum_age > last.minimum_age else 0,
    )


def agreements(viewer: Viewer) -> Sequence[AgreementView]:
    """What the viewer accepted, the latest first; nobody else's."""
    rows = Agreement.objects.filter(person_id=viewer.person_id or 0).order_by("-id")
    return [
        AgreementView(row.at, row.occasion, row.terms_version, row.privacy_version, row.minimum_age)
        for row in rows
    ]
