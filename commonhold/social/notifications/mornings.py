"""When a digest is due: in the morning of the co-op's own time zone."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.notifications.models import DigestWish, Sending

_HOUR = time(7, 0)
_MONDAY = 0


def plan(person_id: int, *, rhythm: str, since: datetime, now: datetime) -> None:
    """Write the next morning down. `since` is when she chose: what an earlier wish planned then is void."""
    if rhythm == DigestWish.Rhythm.NEVER:
        return
    due = next_morning(now, weekly=rhythm == DigestWish.Rhythm.WEEKLY)
    chosen = ids.milliseconds(since)
    jobs.schedule(
        "notifications.digest",
        key=f"{person_id}:{chosen}:{due.date()}",
        due=due,
        payload={"person_id": person_id, "chosen": chosen},
    )


def next_morning(now: datetime, *, weekly: bool) -> datetime:
    """The next seven o'clock, or the next on a Monday, by the co-op's clock."""
    zone = ZoneInfo(charter.current().read(CoopCharter).time_zone)
    day = now.astimezone(zone).date()
    while True:
        at = datetime.combine(day, _HOUR, zone)
        if at > now and (not weekly or day.weekday() == _MONDAY):
            return at
        day += timedelta(days=1)


def _wake(payload: Payload, now: datetime) -> None:
    """Put a digest into the outbox, and plan the next; nothing when she has chosen otherwise since."""
    wish = DigestWish.objects.filter(person_id=payload["person_id"]).first()
    if wish is None or ids.milliseconds(wish.since) != payload["chosen"]:
        return
    if wish.rhythm == DigestWish.Rhythm.NEVER:
        return
    if not Sending.objects.filter(person_id=wish.person_id, device=None).exists():
        Sending.objects.create(id=ids.new_id(now), person_id=wish.person_id, due_at=now)
    plan(wish.person_id, rhythm=wish.rhythm, since=wish.since, now=now)


DIGEST = Kind("notifications.digest", _wake)
