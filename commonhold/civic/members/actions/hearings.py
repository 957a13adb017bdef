from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.members import fakes
from commonhold.civic.members.models import HearingAnswer
from commonhold.civic.members.refusals import NotConcerned, TextLength
from commonhold.ground import ids

LONGEST_ANSWER = 2000


@transaction.atomic
def answer_hearing(by: int, *, hearing_id: int, text: str, now: datetime) -> None:
    """Say something, or something else, while nothing is found yet; members read it before they vote.

    For the member herself and for whoever vouched for her. Raises NoSuchHearing, HearingOver, NotConcerned or
    TextLength.
    """
    row = fakes.lock(hearing_id)
    if by not in fakes.concerned(row.member):
        raise NotConcerned
    text = text.strip()
    if not 1 <= len(text) <= LONGEST_ANSWER:
        raise TextLength(LONGEST_ANSWER, field="text")
    HearingAnswer.objects.update_or_create(
        hearing=row,
        person_id=by,
        defaults={"text": text, "at": now},
        create_defaults={"id": ids.new_id(now), "text": text, "at": now},
    )
