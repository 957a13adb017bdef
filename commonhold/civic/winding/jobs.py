"""What happens by itself: each stage begins on its day."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.winding import stages
from commonhold.ground.ending.stage import Stage
from commonhold.ground.jobs.register import Kind, Payload


def begin_stage(payload: Payload, now: datetime) -> None:
    stages.look(int(payload["winding"]), Stage(payload["stage"]), now)


KINDS = [Kind(stages.JOB, begin_stage)]
