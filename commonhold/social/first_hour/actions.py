"""Being done with a step of the first hour, or with all of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.first_hour.models import FirstStep
from commonhold.social.first_hour.refusals import NoSuchStep
from commonhold.social.people import queries as people


@transaction.atomic
def take_step(by: int, *, step: str, now: datetime) -> None:
    """Note that `by` did what a step offers; one that was skipped is taken then. Raises NoSuchStep."""
    _settle(by, step, FirstStep.State.TAKEN, now)


@transaction.atomic
def skip_step(by: int, *, step: str, now: datetime) -> None:
    """Leave a step out; one that was taken stays taken. Raises NoSuchStep."""
    _settle(by, step, FirstStep.State.SKIPPED, now)


@transaction.atomic
def skip_the_rest(by: int, *, now: datetime) -> None:
    """Leave out every step that is still open."""
    for step in FirstStep.Step:
        _settle(by, step, FirstStep.State.SKIPPED, now)


def _settle(by: int, step: str, state: FirstStep.State, now: datetime) -> None:
    people.must_be_here(by)
    if step not in FirstStep.Step.values:
        raise NoSuchStep
    given = {"id": ids.new_id(now), "state": state, "since": now}
    row, is_new = FirstStep.objects.get_or_create(person_id=by, step=step, defaults=given)
    if not is_new and row.state != state and state == FirstStep.State.TAKEN:
        row.state, row.since = state, now
        row.save(update_fields=["state", "since"])
