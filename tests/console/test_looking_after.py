"""What an operator asks on a bad day: the doctor, and the work that waits."""

from __future__ import annotations

import shutil
import sqlite3

import pytest

from tests.console.conftest import Decided
from tests.console.typed import MISCONFIGURED, NO, YES, Desk


@pytest.fixture
def desk(decided: Decided, tmp_path) -> Desk:
    shutil.copytree(decided.desk.data, tmp_path / "yard")
    return Desk(tmp_path / "yard")


def test_the_doctor_says_what_is_so_and_what_to_do(desk):
    said = desk.types("doctor", "--offline")
    assert said.status == YES
    found = {each["check"]: each for each in said.value["findings"]}
    assert found["guards"]["state"] == "fine"
    assert (found["backup"]["state"], "commonhold backup" in found["backup"]["remedy"]) == ("warning", True)
    assert desk.types("doctor", "--offline", "--strict").status == NO


def test_the_doctor_looks_at_a_database_that_nothing_else_would_open(desk):
    with sqlite3.connect(desk.data / "commonhold.sqlite3") as connection:
        connection.execute("DROP TRIGGER ledger_leg_update")
    said = desk.types("doctor", "--offline")
    assert said.status == NO
    (bad,) = [each for each in said.value["findings"] if each["state"] == "wrong"]
    assert (bad["check"], "ledger_leg_update" in bad["words"]) == ("guards", True)


def test_what_only_a_newer_release_knows_is_kept_from_this_one(desk):
    with sqlite3.connect(desk.data / "commonhold.sqlite3") as connection:
        connection.execute(
            "INSERT INTO django_migrations (app, name, applied)"
            " VALUES ('jobs', '0999_of_tomorrow', '2026-01-01')"
        )
    said = desk.types("charter", "show")
    assert (said.status, "newer release" in said.err) == (MISCONFIGURED, True)
    assert desk.types("serve", "--port", "0").status == MISCONFIGURED
    assert "newer release" in desk.refusal("migrate")
    assert desk.types("doctor", "--offline").status == NO


def test_work_that_failed_is_listed_with_its_reason_and_tried_again(desk):
    with sqlite3.connect(desk.data / "commonhold.sqlite3") as connection:
        connection.execute("UPDATE jobs_job SET due_at = '2100-01-01 00:00:00' WHERE done_at IS NULL")
        connection.execute(
            "INSERT INTO jobs_job (kind, key, payload, due_at, attempts, last_error)"
            " VALUES ('governance.destroy-key', 'x', '{\"proposal_id\": 1}', '2099-01-01 00:00:00', 3,"
            " 'no room')"
        )
    (failing,) = desk.gets("jobs", "list", "--failing")
    assert (failing["kind"], failing["attempts"], failing["trouble"]) == (
        "governance.destroy-key",
        3,
        "no room",
    )
    assert desk.gets("jobs", "retry") == {"hurried": 1}
    assert desk.gets("jobs", "run")["ran"] == ["governance.destroy-key x"]
    assert desk.gets("jobs", "list", "--failing") == []
    assert "No work with the number 12345" in desk.refusal("jobs", "retry", "12345")
    waiting = desk.gets("jobs", "list", "--limit", "1")
    assert desk.gets("jobs", "retry", str(waiting[0]["id"])) == {"hurried": 1}


def test_a_folder_that_is_not_there_is_told_and_not_made(tmp_path):
    for command in (("doctor", "--offline"), ("charter", "show"), ("work",)):
        said = Desk(tmp_path / "mistyped").types(*command)
        assert (said.status, "mistyped" in said.err) == (MISCONFIGURED, True)
    assert not (tmp_path / "mistyped").exists()


def test_an_empty_folder_is_said_to_be_empty(tmp_path):
    said = Desk(tmp_path).types("doctor", "--offline")
    (bad,) = [each for each in said.value["findings"] if each["state"] == "wrong"]
    assert str(tmp_path) in bad["words"]
    assert "nothing in this database" in Desk(tmp_path).types("charter", "show").err


def test_where_a_co_op_must_be_founded_nobody_is_shown_a_first_page(tmp_path):
    desk = Desk(tmp_path)
    said = desk.types("serve", "--founded", "--port", "0")
    assert (said.status, "No co-op is founded here" in said.err) == (MISCONFIGURED, True)
    assert not (tmp_path / "commonhold.sqlite3").exists()
    assert desk.types("migrate").status == YES
    assert desk.types("serve", "--founded", "--port", "0").status == MISCONFIGURED


def test_a_damaged_file_is_said_to_be_damaged_by_whatever_is_typed(desk):
    file = desk.data / "commonhold.sqlite3"
    whole = file.read_bytes()
    middle = len(whole) // 2
    file.write_bytes(whole[:middle] + b"x" * 40_960 + whole[middle + 40_960 :])
    said = desk.types("doctor", "--offline")
    (bad,) = [each for each in said.value["findings"] if each["state"] == "wrong"]
    assert (bad["check"], "damaged" in bad["words"], "restore" in bad["remedy"]) == ("database", True, True)
    file.write_bytes(whole[:4096] + b"x" * 409_600 + whole[4096 + 409_600 :])
    for command in (("ledger", "check"), ("serve", "--port", "0"), ("doctor", "--offline")):
        said = desk.types(*command)
        assert said.status != YES
        assert "Traceback" not in said.err


def test_nothing_is_served_where_the_record_s_key_is_lost(desk):
    (desk.data / "keys" / "record").unlink()
    said = desk.types("serve", "--port", "0")
    assert (said.status, "signing key" in said.err) == (MISCONFIGURED, True)
    assert not (desk.data / "keys" / "record").exists()
