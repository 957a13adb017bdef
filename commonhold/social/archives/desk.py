"""Where archives are read: one thread, one archive at a time, that never asks the database.

Whoever rings (`look`) writes down what is done and hands out what waits, as in the media room's workshop.
What was being read when the house stopped still waits afterwards, and is read again.
"""

from __future__ import annotations

import logging
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs.actions import want_sweeps
from commonhold.ground.prepared import Prepared
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import folders
from commonhold.social.archives.charter import ArchivesCharter
from commonhold.social.archives.models import Import
from commonhold.social.archives.reading import Order, Survey, read_archive

log = logging.getLogger("commonhold.archives")

_FAILED = gettext_noop(
    "This archive could not be read, and the fault may be ours. Nothing was brought along. Tell whoever "
    "looks after this server: the reason stands in the log."
)


class Desk:
    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="archives")
        self._reading: dict[int, Future[Survey]] = {}

    def look(self, now: datetime) -> None:
        """Write down what is done, hand out what waits."""
        for import_id in [each for each, future in self._reading.items() if future.done()]:
            _note(import_id, self._reading.pop(import_id), now)
        if not self._reading:
            for row in _NEXT.instances():
                begun = self._thread.submit(read_archive, _order(row, now))
                begun.add_done_callback(lambda _done: want_sweeps())
                self._reading[row.id] = begun

    def finish(self, now: datetime) -> None:
        """Look until nothing waits any more."""
        self.look(now)
        while self._reading:
            wait(self._reading.values())
            self.look(now)


def read_here(import_id: int, now: datetime) -> None:
    """Read an archive whose pieces are all here, in this thread: for the console, beside whatever serves."""
    begun: Future[Survey] = Future()
    try:
        begun.set_result(read_archive(_order(Import.objects.get(id=import_id), now)))
    except Exception as error:
        begun.set_exception(error)
    _note(import_id, begun, now)


def _order(row: Import, now: datetime) -> Order:
    limits = charter.current().read(ArchivesCharter)
    return Order(
        path=folders.packed(row.id),
        filename=row.filename,
        folder=folders.folder_of(row.id),
        megabytes=limits.archive_megabytes,
        most_posts=limits.archive_posts,
        now=now,
    )


@transaction.atomic
def _note(import_id: int, future: Future[Survey], now: datetime) -> None:
    # Its owner may have given it up meanwhile, or the database may be another one by now.
    waiting = Import.objects.filter(state__in=[Import.State.RECEIVING, Import.State.WAITING])
    row = waiting.select_for_update().filter(id=import_id).first()
    if row is None:
        return
    error = future.exception()
    if error is None:
        row.state, row.survey, row.read_at = Import.State.READY, asdict(future.result()), now
    else:
        row.state, row.ended_at = Import.State.REFUSED, now
        if isinstance(error, Refusal):
            row.trouble, row.trouble_values = str(error.words), dict(error.values)
        else:
            log.error("the archive %s could not be read", import_id, exc_info=error)
            row.trouble = _FAILED
        transaction.on_commit(lambda: folders.clear(import_id))
    row.save()


_NEXT = Prepared(lambda: Import.objects.filter(state=Import.State.WAITING).order_by("id")[:1])

#: The one desk of this process.
desk = Desk()
