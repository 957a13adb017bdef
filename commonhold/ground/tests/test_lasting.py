from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from commonhold.ground.jobs.models import Job
from commonhold.ground.lasting import repeatable
from tests.cast import MORNING

pytestmark = [pytest.mark.both_databases, pytest.mark.usefixtures("committing_db")]


@pytest.fixture(autouse=True)
def _careful(committing_db: str) -> None:
    """The tests' own server waits for no disk at all, and so could show no difference."""
    if committing_db == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")


def how_surely() -> str:
    asks = {"sqlite": "PRAGMA synchronous", "postgresql": "SHOW synchronous_commit"}
    with connection.cursor() as cursor:
        cursor.execute(asks[connection.vendor])
        return {"2": "waits", "on": "waits"}.get(str(cursor.fetchone()[0]), "at ease")


def write() -> None:
    Job.objects.create(kind="a", key="1", due_at=MORNING, payload={})


def test_only_what_is_done_again_if_need_be_does_not_wait_for_the_disk() -> None:
    assert how_surely() == "waits"
    with repeatable():
        assert how_surely() == "at ease"
        write()
    assert how_surely() == "waits"
    assert Job.objects.count() == 1


def test_what_breaks_leaves_nothing_behind() -> None:
    write()
    with pytest.raises(IntegrityError), repeatable():
        write()
    assert how_surely() == "waits"
    assert Job.objects.count() == 1


def test_within_another_transaction_it_lasts_as_that_one_does() -> None:
    with transaction.atomic():
        with repeatable():
            write()
        assert how_surely() == "waits"
        transaction.set_rollback(True)
    assert not Job.objects.exists()
