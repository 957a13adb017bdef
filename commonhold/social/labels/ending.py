"""Labels and labelers as they are locked and ended, for whoever has checked that they may be."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.news import bus as news
from commonhold.social.labels.models import Dispute, Label, Labeler
from commonhold.social.labels.news import DisputeEnded
from commonhold.social.labels.refusals import NoSuchLabel, NoSuchLabeler, NotYourLabeler
from commonhold.social.labels.speaking import speaks_for
from commonhold.social.people import queries as people


def lock_own(by: int, labeler_id: int) -> Labeler:
    """One that is open and that she speaks for. Raises NoSuchLabeler or NotYourLabeler."""
    people.must_be_active(by)
    row = Labeler.objects.select_for_update().filter(id=labeler_id, closed_at=None).first()
    if row is None:
        raise NoSuchLabeler
    if not speaks_for(by, row):
        raise NotYourLabeler
    return row


def lock(label_id: int) -> Label:
    """Raises NoSuchLabel."""
    rows = Label.objects.select_for_update(of=("self",)).select_related("labeler")
    row = rows.filter(id=label_id).first()
    if row is None:
        raise NoSuchLabel
    return row


def end_label(row: Label, how: Label.End, *, by: int | None = None, words: str = "", now: datetime) -> None:
    """A dispute about it needs no answer any more; who disputed it is told."""
    row.ended_at, row.end, row.ended_by_id, row.end_words = now, how, by, words
    row.save(update_fields=["ended_at", "end", "ended_by", "end_words"])
    said = Dispute.objects.select_for_update().filter(label=row, answered_at=None).first()
    if said is None:
        return
    said.outcome = Dispute.Outcome.UNANSWERED if how == Label.End.UNANSWERED else Dispute.Outcome.WITHDRAWN
    said.answer, said.answered_by_id, said.answered_at = words, by, now
    said.save(update_fields=["outcome", "answer", "answered_by", "answered_at"])
    news.publish(DisputeEnded(label_id=row.id, person_id=said.by_id, is_off=True), now=now)


def end_labeler(row: Labeler, *, by: int | None, now: datetime) -> None:
    """Close it and end all its labels."""
    row.closed_at, row.closed_by_id = now, by
    row.save(update_fields=["closed_at", "closed_by"])
    open_ones = Label.objects.filter(labeler=row, ended_at=None)
    for each in open_ones.filter(dispute__answered_at=None, dispute__isnull=False):
        end_label(each, Label.End.GONE, by=by, now=now)
    open_ones.update(ended_at=now, end=Label.End.GONE, ended_by_id=by)
