"""What happens by itself: archives are made a step at a time, and go when their time is over."""

from __future__ import annotations

import logging
from collections.abc import Generator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.ground.charter import queries as charter
from commonhold.ground.prepared import Prepared
from commonhold.social.letters import actions as letters
from commonhold.social.takeout import folders
from commonhold.social.takeout.actions import end
from commonhold.social.takeout.charter import TakeoutCharter
from commonhold.social.takeout.making import AlreadyWritten, Made, how_much, make
from commonhold.social.takeout.models import Takeout

log = logging.getLogger("commonhold.takeout")

_MOST_TRIES = 3


class _Desk:
    """Writes one archive at a time. What it was writing when the house stopped is written anew."""

    def __init__(self) -> None:
        self._at: int | None = None
        self._steps: Generator[int, None, None] | None = None
        self._made = Made()

    def step(self, now: datetime) -> bool:
        """Write the next piece of the one that has waited longest. Is there more?"""
        row = _NEXT.instances()
        if not row:
            return self.stop()
        try:
            if self._at != row[0].id:
                self.stop()
                self._begin(row[0], now)
            return self._go_on(row[0].id, now)
        except AlreadyWritten:
            return self.stop()
        except Exception:  # the next archive must not wait for one that can't be written
            log.exception("the archive %s could not be written", row[0].id)
            self.stop()
            _note_failure(row[0].id, now)
            return False

    def stop(self) -> bool:
        """Let go of the file that is being written. There is no more."""
        if self._steps is not None:
            self._steps.close()
        self._at, self._steps = None, None
        return False

    def _begin(self, row: Takeout, now: datetime) -> None:
        self._at, self._made = row.id, Made()
        Takeout.objects.filter(id=row.id).update(done=0, total=how_much(row.person_id))
        self._steps = make(row.id, row.person_id, made=self._made, now=now)

    def _go_on(self, takeout_id: int, now: datetime) -> bool:
        for count in self._steps or ():
            if count:
                _count(takeout_id, count)
            return True
        self.stop()
        _note_ready(takeout_id, self._made, now)
        return True


def forget_old(now: datetime) -> None:
    """Those go whose time is over, and files that no row tells of."""
    if over := _OVER.ids(until=now):
        with transaction.atomic():
            for row in Takeout.objects.select_for_update().filter(id__in=over):
                end(row, now=now)
    if there := folders.kept():
        known = Takeout.objects.filter(id__in=there, state__in=[Takeout.State.WAITING, Takeout.State.READY])
        for each in set(there).difference(known.values_list("id", flat=True)):
            folders.clear(each)


def make_waiting(now: datetime) -> None:
    """Make all that waits, and come back when it is done."""
    while make_some(now):
        pass


def _count(takeout_id: int, count: int) -> None:
    row = Takeout.objects.filter(id=takeout_id)
    done = row.values_list("done", flat=True).first()
    row.update(done=(done or 0) + count)


@transaction.atomic
def _note_ready(takeout_id: int, made: Made, now: datetime) -> None:
    row = Takeout.objects.select_for_update().filter(id=takeout_id, state=Takeout.State.WAITING).first()
    if row is None:  # she gave it up meanwhile, or is gone
        transaction.on_commit(lambda: folders.clear(takeout_id))
        return
    kept = timedelta(days=charter.current().read(TakeoutCharter).kept_days)
    row.state, row.ready_at, row.kept_until = Takeout.State.READY, now, now + kept
    row.byte_count, row.sha256, row.missing, row.done = made.byte_count, made.sha256, made.missing, row.total
    row.save()
    letters.write_to_person(
        row.person_id,
        subject=_("Your archive is ready"),
        text=_(
            "Everything that we keep of you is ready in one file. Sign in and fetch it under Settings, "
            "Taking everything along. It lies there for {days} days, and then it goes. If you did not ask "
            "for it, somebody else uses your account: change your password."
        ).format(days=kept.days),
        now=now,
    )


@transaction.atomic
def _note_failure(takeout_id: int, now: datetime) -> None:
    row = Takeout.objects.select_for_update().filter(id=takeout_id, state=Takeout.State.WAITING).first()
    if row is None:
        return
    row.tries += 1
    if row.tries >= _MOST_TRIES:
        row.state, row.ended_at = Takeout.State.FAILED, now
        transaction.on_commit(lambda: folders.clear(takeout_id))
    row.save()


_NEXT = Prepared(lambda: Takeout.objects.filter(state=Takeout.State.WAITING).order_by("tries", "id")[:1])
_OVER = Prepared(
    lambda *, until: Takeout.objects.filter(state=Takeout.State.READY, kept_until__lte=until).values_list(
        "id"
    )
)

#: The one desk of this program.
_desk = _Desk()


def make_some(now: datetime) -> bool:
    """The next step of what waits. Is there more?"""
    return _desk.step(now)


def leave_off(_now: datetime) -> None:
    """The house stops: what is half written is written anew when it begins again."""
    _desk.stop()
