"""What is to happen by itself around an agreement: it is written down when the two agree, and looks again."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.standing import law
from commonhold.ground.jobs import actions as jobs

_DAY = timedelta(days=1)


def plan(row: Agreement, now: datetime) -> None:
    """A word a day before, a question when its time is over, and what follows on silence."""
    silence = timedelta(days=law().silence_days)
    over = row.ends_at or now
    dues = [("ask-done", over), ("silence", over + silence)]
    if row.ends_at is None:
        dues = [("ask-done", now + _DAY), ("silence", now + _DAY * 180)]
    if row.starts_at is not None and row.starts_at - _DAY > now:
        dues.append(("remind", row.starts_at - _DAY))
    for kind, due in dues:
        payload = {"agreement_id": row.id, "revision": row.revision}
        jobs.schedule(f"exchange.{kind}", key=f"{row.id}:{row.revision}", due=due, payload=payload)


def wait_for_other(row: Agreement, now: datetime) -> None:
    """One side said that it is done: after a time of silence it counts."""
    due = now + timedelta(days=law().silence_days)
    payload = {"agreement_id": row.id, "revision": row.revision}
    jobs.schedule("exchange.silence", key=f"{row.id}:done", due=due, payload=payload)


def wait_for_mediator(row: Agreement, due: datetime, now: datetime) -> None:
    """Nothing stays open for ever: whoever keeps order is reminded, and then it goes on by itself."""
    days = law().mediator_days
    dues = [
        ("mediator-soon", now + timedelta(days=days) / 2),
        ("mediator-late", now + timedelta(days=days)),
        ("mediation-late", due),
        ("mediation-over", due + (due - now)),
    ]
    for kind, at in dues:
        jobs.schedule(f"exchange.{kind}", key=str(row.id), due=at, payload={"agreement_id": row.id})


def wait_for_parts(row: Agreement, now: datetime) -> None:
    """The buyer paid each artist: after a time of silence that counts."""
    due = now + timedelta(days=law().silence_days)
    jobs.schedule("exchange.parts-silence", key=str(row.id), due=due, payload={"agreement_id": row.id})


def wait_for_words(row: Agreement, now: datetime) -> None:
    """Words come out together, or when their time is over."""
    due = now + timedelta(days=law().words_days)
    jobs.schedule("exchange.words-out", key=str(row.id), due=due, payload={"agreement_id": row.id})
