"""A release that only adds starts beside the one before, which goes on; one that takes away is refused."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.console.typed import MISCONFIGURED, founding
from tests.crash.often import House, settings
from tests.ports import free_port

_MIGRATION = """
from django.db import migrations, models

class Migration(migrations.Migration):
    {declared}
    operations = [
        migrations.CreateModel("Nest", [("id", models.BigAutoField(primary_key=True))]),
        migrations.RunSQL("ALTER TABLE people_person ADD COLUMN {column} integer NOT NULL DEFAULT 1"),
    ]
"""
_NEWER = "INSERT INTO django_migrations (app, name, applied) VALUES ('posts', '9999_of_the_next', now())"


@pytest.fixture
def old(postgresql, tmp_path: Path) -> Iterator[House]:
    server, template = postgresql
    name = server.create(template=template)
    house = House(tmp_path / "coop", server.url(name), is_forked=True)
    house.console(*founding("ada", "ben", "caro"), "--test-mode")
    house.start()
    try:
        yield house
    finally:
        house.kill()
        server.drop(name)


def _next(old: House, folder: Path, room: str, **written: str) -> House:
    """The release after: with one room more, and its migration."""
    (folder / room / "migrations").mkdir(parents=True)
    for each in ("__init__.py", "migrations/__init__.py"):
        (folder / room / each).touch()
    (folder / room / "migrations/0001_more.py").write_text(_MIGRATION.format(**written))
    path = os.pathsep.join((str(folder), settings()["PYTHONPATH"]))
    return House(old.data, old.database, free_port(), {"COMMONHOLD_ROOMS": room, "PYTHONPATH": path})


def _says(house: House, token: str, words: str) -> str:
    own = {"Authorization": f"Bearer {token}"}
    said = httpx.post(f"{house.url}/api/v1/statuses", json={"status": words}, headers=own, timeout=60)
    assert said.status_code == httpx.codes.OK, said.text
    return str(said.json()["id"])


def _shows(house: House, post: str, words: str) -> bool:
    answer = httpx.get(f"{house.url}/api/v1/statuses/{post}", timeout=60)
    assert answer.status_code == httpx.codes.OK, answer.text
    return words in answer.text


def test_old_and_new_serve_one_database(old, tmp_path):
    token = old.console("tokens", "mint", "ada", "--scopes", "read", "write")["token"]
    takes = _next(old, tmp_path, "taking", declared="", column="taken")
    refused = subprocess.run(
        takes.words("serve", "--empty", "--port", str(takes.port)),
        env={**settings(), **takes.own},
        capture_output=True,
        text=True,
        check=False,
    )
    assert refused.returncode == MISCONFIGURED
    assert "could not go on with what this one changes (taking.0001_more: " in refused.stderr
    assert "Nothing was changed" in refused.stderr

    adds = _next(old, tmp_path, "adding", declared='side_by_side = "a column more"', column="nests")
    adds.start()
    try:
        for here, there in ((old, adds), (adds, old)):
            assert _shows(there, _says(here, token, f"From port {here.port}"), f"From port {here.port}")
        with psycopg.connect(old.database) as database:
            database.execute(_NEWER)
            assert database.execute("SELECT nests FROM people_person LIMIT 1").fetchone() == (1,)
        assert httpx.get(f"{old.url}/readyz", timeout=60).json() == {"ready": True, "because": []}
    finally:
        adds.kill(signal.SIGTERM)
