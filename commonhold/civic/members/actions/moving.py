from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.members import moving, rows


@transaction.atomic
def move_myself(by: int, *, to: str, now: datetime) -> None:
    """Go over to another class that members may choose, at once.

    Her votes count as the new class's after the charter's days of waiting, and until then as before.
    Raises MembersOnly, NoSuchClass, ClassIsClosed or BelongsAlready.
    """
    rows.must_be_member(by)
    moving.must_be_open(to)
    moving.move(by, to=to, by=by, reference="own choice", now=now)
