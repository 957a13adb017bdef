"""Whoever can't judge a case without bias says so, and judges nothing in it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.moderation import drawing
from commonhold.civic.moderation.models import Case, Juror, Recusal
from commonhold.civic.moderation.refusals import NoSuchCase, NothingToJudge
from commonhold.civic.moderation.standing import is_conflicted
from commonhold.civic.moderation.vocabulary import Answer
from commonhold.ground import ids
from commonhold.social.people import queries as people

_LONGEST = 500


@transaction.atomic
def stand_aside(by: int, *, case_id: int, words: str = "", now: datetime) -> None:
    """Judge nothing of this case any more; a seat on a jury or the bench goes to the next in the lot.

    For whoever holds a mandate, or was called. What she says of why is hers alone. Raises NoSuchCase, or
    NothingToJudge for who judges nothing in it.
    """
    people.must_be_here(by)
    case = Case.objects.select_for_update().filter(id=case_id).first()
    if case is None or is_conflicted(by, case):
        raise NoSuchCase
    seats = Juror.objects.select_for_update(of=("self",)).select_related("draw__measure__case")
    mine = list(seats.filter(draw__measure__case=case, person_id=by, draw__decided_at=None))
    called = [each for each in mine if each.answer in {Answer.CALLED, Answer.SERVES}]
    if not called and not people.is_steward(by):
        raise NothingToJudge
    Recusal.objects.create(
        id=ids.new_id(now), case=case, person_id=by, words=words.replace("\0", "").strip()[:_LONGEST], at=now
    )
    for each in called:
        drawing.replace(each, Answer.DECLINED, now=now)
