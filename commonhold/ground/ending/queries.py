from __future__ import annotations

from commonhold.ground.always import always
from commonhold.ground.ending.models import Step
from commonhold.ground.ending.refusals import NothingNew
from commonhold.ground.ending.stage import Stage
from commonhold.ground.once import once
from commonhold.ground.prepared import Prepared

_last = always(Prepared(lambda: Step.objects.order_by("-id").values_list("stage", flat=True)[:1]))
_ONLY_READ = frozenset({Stage.READING, Stage.SEALED})


@once
def stage() -> Stage | None:
    """The stage that holds now; None for a co-op that goes on."""
    for (found,) in _last():
        return None if found == Stage.STOPPED else Stage(found)
    return None


def is_read_only() -> bool:
    """May nothing be written here any more, but for what somebody takes along or has erased?"""
    return stage() in _ONLY_READ


def must_go_on() -> None:
    """Refuse what would begin something new in a co-op that ends. Raises NothingNew."""
    if stage() is not None:
        raise NothingNew
