"""A dispute that nobody answers ends the label."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.labels.actions.disputing import DUE
from commonhold.social.labels.ending import end_label, lock
from commonhold.social.labels.models import Dispute, Label


def _is_due(payload: Payload, now: datetime) -> None:
    said = Dispute.objects.select_for_update().filter(id=payload["dispute_id"], answered_at=None).first()
    if said is None:
        return
    end_label(lock(said.label_id), Label.End.UNANSWERED, now=now)


KINDS = [Kind(DUE, _is_due)]
