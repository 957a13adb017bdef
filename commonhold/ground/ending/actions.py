from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import once
from commonhold.ground.ending.models import Step
from commonhold.ground.ending.stage import Stage


@transaction.atomic
def begin(stage: Stage, *, reference: str, now: datetime) -> None:
    """Let a stage hold from now on. Whoever calls has seen that it may."""
    Step.objects.create(stage=stage, at=now, reference=reference)
    once.changed()
