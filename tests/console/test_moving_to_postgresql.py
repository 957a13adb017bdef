"""A co-op that outgrew SQLite is moved to PostgreSQL, and is the same there."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from typing import Any

import psycopg
import pytest

from commonhold.ground.refusal import Refusal
from commonhold.house.moving_over import command
from commonhold.house.moving_over import target as moving
from tests import postgres
from tests.console.conftest import Decided
from tests.console.typed import MISCONFIGURED, Desk

_SERVES = """
    CREATE ROLE serves LOGIN CREATEDB;
    GRANT USAGE ON SCHEMA public TO serves;
    GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO serves;
    GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO serves;
"""


@pytest.fixture
def desk(decided: Decided, tmp_path) -> Desk:
    shutil.copytree(decided.desk.data, tmp_path / "yard")
    return Desk(tmp_path / "yard")


@pytest.fixture
def cluster(request: pytest.FixtureRequest, django_db_blocker) -> tuple[postgres.Server, str]:
    with django_db_blocker.unblock():
        found: tuple[postgres.Server, str] = request.getfixturevalue("postgresql")
        return found


@pytest.fixture
def empty(cluster) -> str:
    """The address of an empty database."""
    server, _template = cluster
    url: str = server.url(server.create())
    return url


def test_it_is_the_same_there_and_goes_on_there_alone(desk, empty):
    there = ("--database", empty)
    before = desk.gets("charter", "show"), desk.gets("proposals", "list")
    told = desk.gets("migrate-to-postgres", empty)
    assert (told["differing"], told["ledger"]) == ([], True)
    assert told["rows"] > 500
    assert (desk.gets("charter", "show", *there), desk.gets("proposals", "list", *there)) == before
    record = desk.data / "record"
    assert desk.gets("record", "verify", record, "--key", record / "vkey")["ok"] is True
    # Numbers go on, keys and guards hold, and the past is not served by mistake.
    desk.gets("clock", "advance", "40d", *there)
    desk.gets(
        "people", "create", "eva", "--email", "eva@example.org", "--password", "some long words", *there
    )
    assert desk.gets("ledger", "check", *there)["ok"] is True
    with psycopg.connect(empty) as connection, pytest.raises(psycopg.errors.IntegrityError):
        connection.execute("TRUNCATE ledger_leg CASCADE")
    # A role that owns nothing serves as well, as docs/running/install.md says, and the doctor sees that.
    with psycopg.connect(empty) as connection:
        connection.execute(_SERVES)
    served = ("--database", empty.replace("//commonhold@", "//serves@"))
    desk.gets("clock", "advance", "1d", *served)
    found = {each["check"]: each["state"] for each in desk.gets("doctor", "--offline", *served)["findings"]}
    assert (found["database-role"], found["guards"]) == ("fine", "fine")
    desk.gets("backup", "key", desk.data.parent / "key")
    backed_up = (desk.data.parent / "kept", "--key", desk.data.parent / "key", *served)
    desk.gets("backup", *backed_up)
    assert desk.gets("backup", "verify", *backed_up)["ok"] is True
    assert "moved to PostgreSQL" in desk.types("charter", "show").err
    assert desk.types("serve", "--port", "0").status == MISCONFIGURED
    assert "already" in desk.refusal("migrate-to-postgres", empty, *there)


class _Killed(Exception):
    """As by a power cut."""


class _Frail(moving.Target):
    """Is killed when it has written so often."""

    left = 40

    def write(self, *what: Any) -> None:
        type(self).left -= 1
        if self.left == 0:
            raise _Killed
        super().write(*what)


def test_killed_half_way_it_goes_on_where_it_was_and_what_differs_is_named(desk, cluster, monkeypatch):
    server, template = cluster
    url = server.url(server.create(template=template))
    monkeypatch.setattr(command, "_TOGETHER", 20)
    source = sqlite3.connect(desk.data / "commonhold.sqlite3")
    with closing(psycopg.connect(url)) as connection:
        frail = _Frail(connection)
        frail.begin("yard.example/record")
        with pytest.raises(_Killed):
            command._carry_over(source, frail)
    with closing(psycopg.connect(url)) as connection:
        again = moving.Target(connection)
        with pytest.raises(Refusal, match="another co-op"):
            again.must_be_from("other.example/record")
        assert any(each.is_done for each in again.waiting())
        differing, _tables, rows = command._carry_over(source, again)
        assert (differing, rows > 500) == ([], True)
        connection.execute("UPDATE people_person SET display_name = 'Somebody else'")
        connection.commit()
        assert command._carry_over(source, again)[0] == ["people_person"]


def test_a_database_that_is_not_empty_or_away_is_refused(desk, cluster):
    server, template = cluster
    assert "not empty" in desk.refusal("migrate-to-postgres", server.url(server.create(template=template)))
    assert "does not answer" in desk.refusal("migrate-to-postgres", server.url("nowhere"))
    assert "postgresql://" in desk.refusal("migrate-to-postgres", "sqlite:///x")
