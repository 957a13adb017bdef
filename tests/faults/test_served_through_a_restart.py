"""PostgreSQL falls under a served co-op and comes back: apps publish on, and nothing is started anew."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from pytest_django import DjangoDbBlocker

from tests import postgres
from tests.console.typed import founding
from tests.crash.often import House
from tests.databases import TEMPLATE, migrated_cluster

_PATIENCE = 60.0  # seconds until they must be able to, on a busy machine
_IN_A_ROW = 8  # more than there are threads that may hold a dead connection


@pytest.fixture
def server(shared_folder: Path, django_db_blocker: DjangoDbBlocker) -> Iterator[postgres.Server]:
    """One of its own: the others' tests share theirs."""
    with django_db_blocker.unblock():
        cluster = migrated_cluster(shared_folder)
    made = postgres.Server(cluster, settings=postgres.DURABLE)
    yield made
    made.stop()


def test_apps_publish_again_when_the_database_is_back(server: postgres.Server, tmp_path: Path) -> None:
    house = House(tmp_path / "coop", server.url(server.create(template=TEMPLATE)), is_forked=True)
    house.console("migrate")
    house.console(*founding("ada", "ben", "caro"), "--test-mode")
    token = house.console("tokens", "mint", "ada", "--scopes", "read", "write")["token"]
    house.start()
    try:
        with httpx.Client(base_url=house.url, headers={"Authorization": f"Bearer {token}"}) as app:
            said = [_says(app, number) for number in range(_IN_A_ROW)]
            assert said == [httpx.codes.OK] * _IN_A_ROW
            server.crash()
            assert _says(app, 100) == httpx.codes.SERVICE_UNAVAILABLE
            server.start()
            row, number, deadline = 0, 200, time.monotonic() + _PATIENCE
            while row < _IN_A_ROW:
                row, number = row + 1 if _says(app, number) == httpx.codes.OK else 0, number + 1
                assert time.monotonic() < deadline, "the database is back, and nobody can publish"
    finally:
        house.kill()


def _says(app: httpx.Client, number: int) -> int:
    headers = {"Idempotency-Key": f"lantern-{number}"}
    return app.post(
        "/api/v1/statuses", json={"status": f"Lantern {number}"}, headers=headers, timeout=30
    ).status_code
