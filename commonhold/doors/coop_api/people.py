"""People as the co-op API names them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from commonhold.doors.calls.addresses import address
from commonhold.doors.coop_api.types import Address, Id
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


@dataclass(frozen=True)
class Person:
    """Somebody, as she is named beside what she does. Her id is that of her account in Mastodon's API."""

    id: Id
    handle: str
    name: str
    url: Address


def person(line: PersonLine) -> Person:
    return Person(str(line.id), line.handle, line.name, address(f"/@{line.handle}"))


def people_of(viewer: Viewer, person_ids: Collection[int]) -> dict[int, Person]:
    """By id, for rows that the caller's own rule lets be seen."""
    return {each: person(line) for each, line in people.lines(viewer, person_ids).items()}
