from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.accounting import standing
from commonhold.civic.accounting.models import AuditorNote
from commonhold.civic.accounting.refusals import NotClosed, NoteLength
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.ground import ids
from commonhold.ground.record import actions as record

LONGEST_NOTE = 2_000


@transaction.atomic
def write_note(by: int, *, year: int, text: str, now: datetime) -> int:
    """Say what one found in a closed year's books; return the note's id. For the auditor mandate.

    The record bears a commitment to it. Raises Refusal without the mandate, NotClosed or NoteLength.
    """
    mandates.must_hold(by, Role.AUDITOR, at=now)
    found = standing.statement(year)
    if found is None:
        raise NotClosed(year)
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_NOTE:
        raise NoteLength(LONGEST_NOTE)
    row = AuditorNote.objects.create(id=ids.new_id(now), statement=found, by_id=by, at=now, text=text)
    record.append("treasury.year-audited", {"year": year, "note": record.commit_to(text)}, now=now)
    return row.id
