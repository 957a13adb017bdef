from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.deliberation import talk
from commonhold.civic.deliberation.charter import DeliberationCharter
from commonhold.civic.deliberation.models import Remark
from commonhold.civic.deliberation.refusals import (
    NoSuchRemark,
    NotYours,
    TooLong,
    TooManyRemarks,
    WordsMissing,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

LONGEST = 2000
DEEPEST = 6  # answers to answers; what would lie deeper stands beside what it answers
_DAY = timedelta(days=1)


@transaction.atomic
def make_remark(by: int, *, proposal_id: int, text: str, parent_id: int | None = None, now: datetime) -> int:
    """Say something beside a proposal that is talked over, or in answer to a remark there; return its id.

    Whoever is answered is told. Raises NotFound, TalkNotOpen, TalkOver, BallotNeeded, NoSuchRemark (also for
    one of somebody who is kept away), WordsMissing, TooLong or TooManyRemarks.
    """
    talk.must_be_in(by, proposal_id, now=now)
    answered = None if parent_id is None else _answered(by, proposal_id, parent_id)
    text = talk.words_of(text)
    if not text:
        raise WordsMissing("text")
    if len(text) > LONGEST:
        raise TooLong(LONGEST, field="text")
    most = charter.current().read(DeliberationCharter).remarks_a_day
    if Remark.objects.filter(person_id=by, at__gt=now - _DAY).count() >= most:
        raise TooManyRemarks(most)
    parent = answered
    if answered is not None and _depth(answered) >= DEEPEST:
        parent = answered.parent
    row = Remark.objects.create(
        id=ids.new_id(now), proposal_id=proposal_id, parent=parent, person_id=by, text=text, at=now
    )
    if answered is not None:
        notifications.notify(
            person_id=answered.person_id,
            kind="deliberation.reply",
            subject=f"remark:{row.id}",
            actor_id=by,
            now=now,
        )
    return row.id


@transaction.atomic
def withdraw_remark(by: int, *, remark_id: int, now: datetime) -> None:
    """Take one's words back, also when the talk is over; answers to them stay.

    Again changes nothing. Raises NoSuchRemark or NotYours.
    """
    row = Remark.objects.select_for_update().filter(id=remark_id).first()
    if row is None:
        raise NoSuchRemark
    if row.person_id != by:
        raise NotYours
    if row.withdrawn_at is None:
        row.text, row.withdrawn_at = "", now
        row.save(update_fields=["text", "withdrawn_at"])
        notifications.take_back(kind="deliberation.reply", actor_id=by, subject=f"remark:{row.id}")


def _answered(by: int, proposal_id: int, remark_id: int) -> Remark:
    row = Remark.objects.filter(id=remark_id, proposal_id=proposal_id, withdrawn_at=None).first()
    if row is None or (row.person_id != by and not people.found_among(Viewer(by), [row.person_id])):
        raise NoSuchRemark
    return row


def _depth(row: Remark) -> int:
    depth, above = 0, row.parent
    while above is not None:
        depth, above = depth + 1, above.parent
    return depth
