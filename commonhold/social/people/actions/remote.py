"""How somebody of another server appears here: as her own server describes her."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from commonhold.social.people.actions.arriving import meet_remote_person
from commonhold.social.people.actions.describing import (
    LONGEST_LABEL,
    LONGEST_SUMMARY,
    LONGEST_VALUE,
    MOST_FIELDS,
)
from commonhold.social.people.models import Person, ProfileField
from commonhold.social.people.names import LONGEST_NAME
from commonhold.social.people.refusals import NoSuchPerson


@dataclass(frozen=True)
class Described:
    """What her server says of her, in plain text. What is too long for us is cut, and none of it refused."""

    handle: str
    domain: str
    name: str
    summary: str = ""
    fields: Sequence[tuple[str, str]] = ()
    approves_followers: bool = False
    is_searchable: bool = False
    is_discoverable: bool = False


@transaction.atomic
def describe_remote_person(described: Described, *, now: datetime) -> int:
    """Meet her, or take over how she is described now; return her id. Raises NoSuchPerson for who left."""
    name = " ".join(described.name.split())[:LONGEST_NAME] or described.handle
    known = Person.objects.filter(handle__iexact=described.handle, domain=described.domain.lower()).first()
    person_id = (
        known.id
        if known is not None
        else meet_remote_person(handle=described.handle, domain=described.domain, display_name=name, now=now)
    )
    row = Person.objects.select_for_update().get(id=person_id)
    if row.removed_at is not None:
        raise NoSuchPerson
    row.display_name, row.summary = name, described.summary.strip()[:LONGEST_SUMMARY]
    row.approves_followers = described.approves_followers
    row.is_searchable, row.is_discoverable = described.is_searchable, described.is_discoverable
    row.save(
        update_fields=[
            *("display_name", "summary", "approves_followers", "is_searchable", "is_discoverable"),
        ]
    )
    describe_lines(row, described.fields)
    return row.id


def describe_lines(row: Person, fields: Sequence[tuple[str, str]]) -> None:
    """Put these lines on her page, cut where they are too long for us."""
    wanted = [
        (" ".join(label.split())[:LONGEST_LABEL], " ".join(value.split())[:LONGEST_VALUE])
        for label, value in fields[:MOST_FIELDS]
    ]
    held = list(row.fields.order_by("place").values_list("label", "value"))
    if held != wanted:
        row.fields.all().delete()
        ProfileField.objects.bulk_create(
            ProfileField(person=row, place=place, label=label, value=value)
            for place, (label, value) in enumerate(wanted)
        )
