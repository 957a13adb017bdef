"""Telling people of labels on what is theirs, and of disputes. Each may be run twice, and tells once."""

from __future__ import annotations

from datetime import datetime

from commonhold.social.labels import queries as labels
from commonhold.social.labels.news import DisputeEnded, LabelDisputed, Labelled
from commonhold.social.notifications.actions import notify, notify_all


def on_labelled(event: Labelled, now: datetime) -> None:
    """Tell whom it is about; somebody of another server is told nothing."""
    labeler, _speakers = labels.told_of(event.label_id)
    subject = f"label:{event.label_id}"
    notify(person_id=event.person_id, kind="label.put", subject=subject, words=labeler, now=now)


def on_label_disputed(event: LabelDisputed, now: datetime) -> None:
    """Tell whoever speaks for the labeler."""
    labeler, speakers = labels.told_of(event.label_id)
    subject = f"label:{event.label_id}"
    notify_all(people_ids=speakers, kind="label.disputed", subject=subject, words=labeler, now=now)


def on_dispute_ended(event: DisputeEnded, now: datetime) -> None:
    """Tell who disputed it."""
    labeler, _speakers = labels.told_of(event.label_id)
    kind = "label.taken-off" if event.is_off else "label.kept"
    notify(
        person_id=event.person_id,
        kind=kind,
        subject=f"label:{event.label_id}?dispute",
        words=labeler,
        now=now,
    )
