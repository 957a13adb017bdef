"""The membership panel asks about a membership, and looks at those whom a proven fake brought in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import fakes


@transaction.atomic
def open_hearing(by: int, *, person_id: int, statement: str, now: datetime) -> int:
    """Ask whether a membership is a real person's own; return the hearing's id.

    The member and her vouchers are told and can answer for the charter's days; a vote can be proposed only
    then. For the membership mandate: raises Refusal without it, MembersOnly, HeardAlready or TextLength.
    """
    mandate = mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    reference = f"mandate:{mandate.id}"
    return fakes.open_hearing(by, person_id=person_id, statement=statement, reference=reference, now=now)


@transaction.atomic
def close_hearing(by: int, *, hearing_id: int, now: datetime) -> None:
    """The doubt is gone. Raises Refusal without the mandate, NoSuchHearing or HearingOver."""
    mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    fakes.close_hearing(hearing_id, now=now)


@transaction.atomic
def close_review(by: int, *, review_id: int, note: str, now: datetime) -> None:
    """Say what was seen; only the panel reads it. Refuses like `members.fakes.close_review`."""
    mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    fakes.close_review(by, review_id=review_id, note=note, now=now)
