"""What somebody keeps in mind about others, for herself alone."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.people import queries
from commonhold.social.people.hiding import are_apart
from commonhold.social.people.models import Person, PrivateNote
from commonhold.social.people.refusals import NoSuchPerson, NoteOnOneself, NoteTooLong

LONGEST_NOTE = 2000  # characters


@transaction.atomic
def write_note(by: int, *, person_id: int, text: str, now: datetime) -> None:
    """Keep this note on somebody instead of the one before; without words, keep none.

    Raises NoSuchPerson, NoteOnOneself or NoteTooLong.
    """
    queries.must_be_here(by)
    if person_id == by:
        raise NoteOnOneself
    if not Person.objects.filter(id=person_id, removed_at=None).exists() or are_apart(by, person_id):
        raise NoSuchPerson
    text = text.strip()
    if len(text) > LONGEST_NOTE:
        raise NoteTooLong(LONGEST_NOTE)
    if not text:
        PrivateNote.objects.filter(person_id=by, about_id=person_id).delete()
        return
    kept = {"text": text, "written_at": now}
    PrivateNote.objects.update_or_create(
        person_id=by, about_id=person_id, defaults=kept, create_defaults={"id": ids.new_id(now), **kept}
    )
