"""What PostgreSQL prepared is prepared anew when its tables are others."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connection, transaction

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Prepared
from tests.cast import MORNING

pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]


@pytest.fixture
def kinds(committing_db: str) -> Callable[[], list[str]]:
    """Asks often enough that the statement is prepared."""
    asked = Prepared(lambda *, until: Job.objects.filter(due_at__lte=until).values_list("kind"))
    Job.objects.create(kind="bake", key="bread", payload={}, due_at=MORNING)

    def ask() -> list[str]:
        return [kind for (kind,) in asked.rows(until=MORNING)]

    for _each in range(5):
        assert ask() == ["bake"]
    return ask


def prepared() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%jobs_job%'")
        return int(cursor.fetchone()[0])


def widen() -> None:
    """Over another connection, as a newer release does."""

    def alter() -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE jobs_job ALTER COLUMN kind TYPE varchar(90)")
        connection.close()

    with ThreadPoolExecutor(1) as thread:
        thread.submit(alter).result(timeout=60)


def test_what_is_asked_often_is_prepared(kinds: Callable[[], list[str]]) -> None:
    assert prepared() == 1


def test_it_is_asked_again_where_a_column_was_widened_meanwhile(kinds: Callable[[], list[str]]) -> None:
    widen()
    assert kinds() == ["bake"]


def test_within_a_transaction_it_is_refused_once_as_by_a_busy_database(
    kinds: Callable[[], list[str]],
) -> None:
    widen()
    with pytest.raises(OperationalError), transaction.atomic():
        kinds()
    with transaction.atomic():
        assert kinds() == ["bake"]
