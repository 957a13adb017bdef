"""A prepared write does what Django's own would do."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Prepared
from commonhold.ground.writes import Delete, Insert, Update
from tests.cast import MORNING, minutes

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("committing_db")]

JOBS = Insert(Job)
FULL = {"kind": "a", "key": "1", "payload": {"n": [1, None, "é%s"]}, "due_at": MORNING}


def row() -> dict[str, Any]:
    return {**Job.objects.values().get()}


def test_a_row_is_written_with_the_defaults_of_what_is_not_said() -> None:
    JOBS.one(**FULL)
    made = row()
    assert made.pop("id") > 0
    assert made == {**FULL, "done_at": None, "attempts": 0, "last_error": ""}


def test_a_row_may_bring_its_own_id() -> None:
    JOBS.one(id=1 << 50, **FULL)
    assert row()["id"] == 1 << 50


def test_a_row_that_is_there_is_refused_or_left_as_it_is() -> None:
    assert JOBS.unless_there(**FULL) is True
    with pytest.raises(IntegrityError), transaction.atomic():
        JOBS.one(**FULL)
    assert JOBS.unless_there(**FULL | {"due_at": minutes(9)}) is False
    assert row()["due_at"] == MORNING


def test_of_many_rows_the_ids_of_the_new_ones_are_told() -> None:
    JOBS.one(id=9, **FULL)
    assert JOBS.all_unless_there(FULL | {"id": id, "key": str(id)} for id in range(4)) == {0, 2, 3}
    assert JOBS.all_unless_there([]) == set()
    assert Job.objects.count() == 4


def test_a_row_without_what_it_must_have_is_refused_even_where_it_may_be_there() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        JOBS.unless_there(**FULL | {"key": None})


def test_a_row_that_was_made_is_written_as_it_is() -> None:
    made = Job(id=7, **FULL)
    JOBS.made(made)
    assert Job.objects.get() == made
    made.attempts = 3
    made.save()
    assert row()["attempts"] == 3


def test_a_column_that_is_none_is_a_mistake_of_ours() -> None:
    with pytest.raises(TypeError, match="colour"):
        JOBS.one(**FULL, colour="red")


def test_what_is_found_is_changed_and_counted() -> None:
    JOBS.all_unless_there(FULL | {"id": id, "key": str(id), "due_at": minutes(id)} for id in range(4))
    change = Update(
        lambda *, until: Job.objects.filter(due_at__lte=until, done_at=None),
        "done_at",
        "last_error",
        "attempts",
    )
    for late in (1, 2):
        said: dict[str, Any] = {"done_at": minutes(late), "last_error": f"late: {late}%", "attempts": late}
        assert change.run(until=minutes(late), **said) == (2 if late == 1 else 1)
        assert Job.objects.filter(**said).count() == (2 if late == 1 else 1)
    assert Job.objects.filter(done_at=None).count() == 1


def test_what_is_found_is_deleted_and_counted() -> None:
    JOBS.all_unless_there(FULL | {"id": id, "key": str(id)} for id in range(4))
    gone = Delete(lambda *, key, kind: Job.objects.filter(key=key, kind=kind))
    assert [gone.run(key=key, kind=kind) for key, kind in ("2a", "2a", "1b")] == [1, 0, 0]
    assert [gone.run_if_any(key=key, kind="a") for key in "33"] == [1, 0]
    assert Job.objects.count() == 2


def test_nothing_of_a_transaction_that_was_rolled_back_stays() -> None:
    with transaction.atomic():
        JOBS.one(**FULL)
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_rows_of_a_prepared_query_may_be_the_models_own() -> None:
    JOBS.one(**FULL)

    def build(*, due: Any, kind: str) -> QuerySet[Job]:
        return Job.objects.filter(due_at__lte=due, kind=kind)

    found = Prepared(build)
    (job,) = found.instances(due=MORNING, kind="a")
    assert (job.payload, job.due_at, job.done_at) == (FULL["payload"], MORNING, None)
    job.attempts = 2
    job.save()
    assert [each.attempts for each in found.instances(due=minutes(1), kind="a")] == [2]
    assert found.instances(due=minutes(-1), kind="a") == []
