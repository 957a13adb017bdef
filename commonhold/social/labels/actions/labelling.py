"""A labeler puts a word on something that is public, says why, and takes it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.news import bus as news
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.ending import end_label, lock, lock_own
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.labels.news import Labelled
from commonhold.social.labels.public import in_public
from commonhold.social.labels.refusals import (
    EnoughLabels,
    LabelHasEnded,
    LabelledAlready,
    LabelNotForSoLong,
    UnknownValue,
    WordsLength,
)
from commonhold.social.labels.shape import Subject, read_subject, values_in
from commonhold.social.labels.speaking import concerned_by
from commonhold.social.people import queries as people

LONGEST_WORDS = 300
_DAY = timedelta(days=1)


@transaction.atomic
def put_label(
    by: int, *, labeler_id: int, about: str, value: str, words: str = "", days: int = 90, now: datetime
) -> int:
    """Put one of a labeler's words on a post, a person or a server, for so many days; the label's id.

    Only what everybody can read bears one: a label is as public as what it is about, and nothing that is
    known of few becomes known through it. Raises NoSuchLabeler, NotYourLabeler, NothingToLabel,
    UnknownValue, WordsLength, LabelNotForSoLong, LabelledAlready or EnoughLabels.
    """
    labeler = lock_own(by, labeler_id)
    subject = in_public(by, read_subject(about))
    if value not in {each.value for each in values_in(labeler.values)}:
        raise UnknownValue
    words = words.replace("\0", "").strip()
    if len(words) > LONGEST_WORDS:
        raise WordsLength(LONGEST_WORDS)
    law = charter.current().read(LabelsCharter)
    if not 1 <= days <= law.most_days:
        raise LabelNotForSoLong(law.most_days)
    _must_be_new(labeler, subject, value, now)
    if labeler.labels.filter(at__gt=now - _DAY).count() >= law.a_day:
        raise EnoughLabels(law.a_day)
    row = Label.objects.create(
        id=ids.new_id(now),
        labeler=labeler,
        about=str(subject),
        value=value,
        words=words,
        by_id=by,
        at=now,
        until=now + _DAY * days,
    )
    whom = concerned_by(row)
    if whom is not None and whom not in people.same_human(by):
        news.publish(Labelled(label_id=row.id, person_id=whom), now=now)
    return row.id


@transaction.atomic
def withdraw_label(by: int, *, label_id: int, words: str = "", now: datetime) -> None:
    """Take a label back; that it was there, and why it went, stays in the labeler's history.

    Raises NoSuchLabel, NoSuchLabeler, NotYourLabeler, WordsLength or LabelHasEnded.
    """
    row = lock(label_id)
    lock_own(by, row.labeler_id)
    words = words.replace("\0", "").strip()
    if len(words) > LONGEST_WORDS:
        raise WordsLength(LONGEST_WORDS)
    if row.ended_at is not None:
        raise LabelHasEnded
    end_label(row, Label.End.WITHDRAWN, by=by, words=words, now=now)


def _must_be_new(labeler: Labeler, subject: Subject, value: str, now: datetime) -> None:
    """A word whose time is over makes room for itself. Raises LabelledAlready."""
    there = labeler.labels.filter(about=str(subject), value=value, ended_at=None).first()
    if there is None:
        return
    if there.until is None or there.until > now:
        raise LabelledAlready
    end_label(there, Label.End.TIME, now=now)
