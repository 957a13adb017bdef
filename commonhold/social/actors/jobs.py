"""What becomes of a key whose person has left."""

from __future__ import annotations

from datetime import datetime, timedelta

from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.actors.keys import Signer, destroy

#: As long as deliveries are tried, and a day more.
_FAREWELL = timedelta(days=3)


def destroy_later(person_id: int, now: datetime) -> None:
    """Nobody signs for her any more once what she said last, that she left, is delivered or given up."""
    due = now + _FAREWELL
    jobs.schedule("actors.destroy-key", key=str(person_id), due=due, payload={"person_id": person_id})


def _destroy(payload: Payload, _now: datetime) -> None:
    destroy(Signer(person_id=int(payload["person_id"])))


KINDS = [Kind("actors.destroy-key", _destroy)]
