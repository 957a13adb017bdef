"""Whoever is labelled says that it is wrong; the labeler answers in time, or the label ends."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.ending import end_label, lock, lock_own
from commonhold.social.labels.models import Dispute, Label, Labeler
from commonhold.social.labels.news import DisputeEnded, LabelDisputed
from commonhold.social.labels.refusals import (
    DisputedAlready,
    LabelHasEnded,
    LabelOfAMeasure,
    NobodyToAnswer,
    NotAboutYou,
    NothingDisputed,
    WordsLength,
    WordsMissing,
)
from commonhold.social.labels.speaking import concerns
from commonhold.social.people import queries as people

LONGEST = 1000
DUE = "labels.dispute-due"


@transaction.atomic
def dispute(by: int, *, label_id: int, words: str, now: datetime) -> int:
    """Say why a label on oneself, or on what one wrote, is wrong; the dispute's id.

    Also somebody who is suspended may. Raises NoSuchLabel, NotAboutYou, LabelOfAMeasure, NobodyToAnswer,
    LabelHasEnded, DisputedAlready, WordsMissing or WordsLength.
    """
    people.must_be_here(by)
    row = lock(label_id)
    if not concerns(by, row):
        raise NotAboutYou
    if row.labeler.kind == Labeler.Kind.CO_OP:
        raise LabelOfAMeasure
    if row.labeler.kind == Labeler.Kind.PEER:
        raise NobodyToAnswer
    if row.ended_at is not None or (row.until is not None and row.until <= now):
        raise LabelHasEnded
    words = _said(words)
    if Dispute.objects.filter(label=row).exists():
        raise DisputedAlready
    days = charter.current().read(LabelsCharter).answer_days
    made = Dispute.objects.create(
        id=ids.new_id(now), label=row, by_id=by, words=words, at=now, due=now + timedelta(days=days)
    )
    jobs.schedule(DUE, key=str(made.id), due=made.due, payload={"dispute_id": made.id})
    news.publish(LabelDisputed(label_id=row.id), now=now)
    return made.id


@transaction.atomic
def answer_dispute(by: int, *, label_id: int, withdraws: bool, words: str, now: datetime) -> None:
    """Take the disputed label back, or say why it stays: both stand beside it.

    Raises NoSuchLabel, NoSuchLabeler, NotYourLabeler, NothingDisputed, WordsMissing or WordsLength.
    """
    row = lock(label_id)
    lock_own(by, row.labeler_id)
    said = Dispute.objects.select_for_update().filter(label=row, answered_at=None).first()
    if said is None:
        raise NothingDisputed
    words = _said(words)
    said.answer, said.answered_by_id, said.answered_at = words, by, now
    said.outcome = Dispute.Outcome.WITHDRAWN if withdraws else Dispute.Outcome.KEPT
    said.save(update_fields=["answer", "answered_by", "answered_at", "outcome"])
    if withdraws:
        end_label(row, Label.End.WITHDRAWN, by=by, now=now)
    news.publish(DisputeEnded(label_id=row.id, person_id=said.by_id, is_off=withdraws), now=now)


def _said(words: str) -> str:
    words = words.replace("\0", "").strip()
    if not words:
        raise WordsMissing
    if len(words) > LONGEST:
        raise WordsLength(LONGEST)
    return words
