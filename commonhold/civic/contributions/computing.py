"""What takes long is worked out here: outside any transaction, one at a time, and again after a crash."""

from __future__ import annotations

import fcntl
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from commonhold.civic.contributions import estimating, previewing, splitting
from commonhold.civic.contributions.models import Computation
from commonhold.ground.prepared import Prepared

log = logging.getLogger("commonhold.contributions")

_PATIENCE = [timedelta(seconds=10), timedelta(minutes=5), timedelta(hours=1)]
_WORK: dict[str, Callable[[str, datetime], None]] = {
    "split": splitting.work_out,
    "estimate": estimating.work_out,
    "preview": previewing.work_out,
}


def sweep(now: datetime) -> None:
    """Work out what waits, the oldest first. Whoever comes while another works leaves it to her."""
    if not _WAITING.rows(until=now):
        return
    with _alone() as mine:
        if mine:
            for row in _waiting(until=now):
                _work_out(row, now)


def _work_out(row: Computation, now: datetime) -> None:
    try:
        _WORK[row.kind](row.key, now)
    except Exception as error:  # whatever it is, the next one must be worked out, and this one again
        log.exception("%s %s failed, will be tried again", row.kind, row.key)
        _note_failure(row, now, error)
        return
    with transaction.atomic():
        Computation.objects.filter(id=row.id).update(done_at=now)


@transaction.atomic
def _note_failure(row: Computation, now: datetime, error: Exception) -> None:
    Computation.objects.filter(id=row.id).update(
        due_at=now + _PATIENCE[min(row.attempts, len(_PATIENCE) - 1)],
        attempts=row.attempts + 1,
        last_error=f"{type(error).__name__}: {error}"[:2000],
    )


@contextmanager
def _alone() -> Iterator[bool]:
    """Among threads and programs of this machine; a dead holder lets go."""
    Path(settings.DATA_DIR).mkdir(parents=True, exist_ok=True)
    with (Path(settings.DATA_DIR) / "sharing.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        yield True


def _waiting(*, until: datetime) -> QuerySet[Computation]:
    return Computation.objects.filter(done_at=None, due_at__lte=until).order_by("due_at", "id")


_WAITING = Prepared(lambda *, until: _waiting(until=until).values_list("id")[:1])
