"""What happens by itself: archives are read, written step by step, undone, and forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.prepared import Prepared
from commonhold.social.archives import folders
from commonhold.social.archives.desk import desk
from commonhold.social.archives.models import Import
from commonhold.social.archives.writing import undo_some, write_some
from commonhold.social.media import queries as media

KEPT_FOR = timedelta(days=3)
# Between two steps everybody else's work has its turn.
_REST, _LONG_REST = timedelta(milliseconds=100), timedelta(seconds=2)
_MOST_WAITING = 20  # pictures still to be made ready, before other people's have to wait for them


def sweep(now: datetime) -> None:
    """One round; harmless when repeated."""
    desk.look(now)
    forget_old(now)


def read_waiting(now: datetime) -> None:
    """Read all that waits, and come back when it is done."""
    desk.finish(now)


def forget_old(now: datetime) -> None:
    """Give up what nobody went on with for days, and delete the files of what has ended."""
    if left := _LEFT.ids(before=now - KEPT_FOR):
        Import.objects.filter(id__in=left).update(state=Import.State.GIVEN_UP, ended_at=now)
    if there := folders.kept():
        busy = Import.objects.filter(id__in=there, state__in=Import.UNDER_WAY).exclude(state="undoing")
        for each in set(there).difference(busy.values_list("id", flat=True)):
            folders.clear(each)


_LEFT = Prepared(
    lambda *, before: Import.objects.filter(
        state__in=[Import.State.RECEIVING, Import.State.READY], begun_at__lte=before
    ).values_list("id")
)


def _write(payload: Payload, now: datetime) -> None:
    import_id = payload["import_id"]
    row = Import.objects.filter(id=import_id).first()
    if row is None:
        return
    if media.waiting_of(row.person_id) > _MOST_WAITING:
        _again("archives.write", f"{import_id}:{row.seen}:{ids.new_id(now)}", payload, now + _LONG_REST)
        return
    seen = write_some(import_id, now=now)
    if seen is not None:
        _again("archives.write", f"{import_id}:{seen}:{ids.new_id(now)}", payload, now + _REST)


def _undo(payload: Payload, now: datetime) -> None:
    if undo_some(payload["import_id"], now=now):
        _again("archives.undo", f"{payload['import_id']}:{ids.new_id(now)}", payload, now + _REST)


def _again(kind: str, key: str, payload: Payload, due: datetime) -> None:
    jobs.schedule(kind, key=key, due=due, payload=payload)


KINDS = [Kind("archives.write", _write), Kind("archives.undo", _undo)]
