"""Founding a co-op from the console."""

from __future__ import annotations

import stat

from tests.cast import PASSWORD
from tests.console.typed import MISCONFIGURED, NO, USAGE, Desk, founding, typed


def test_a_co_op_is_founded_in_earnest(empty):
    made = empty.gets(
        *founding("ada", "ben", "caro"), "--template", "careful", "--public-url", "http://a.example"
    )
    assert made.keys() == {"name", "mode", "founders"}
    assert (made["name"], made["mode"]) == ("Marmalade", "real")
    assert [each["handle"] for each in made["founders"]] == ["ada", "ben", "caro"]
    assert all(type(each["id"]) is int for each in made["founders"])


def test_a_co_op_is_founded_for_tests(empty):
    assert empty.gets(*founding("ada", "ben", "caro"), "--test-mode")["mode"] == "test"


def test_two_people_are_too_few(empty):
    assert "three" in empty.refusal(*founding("ada", "ben")) or "3" in empty.refusal(*founding("ada", "ben"))


def test_a_co_op_is_founded_once(real):
    assert real.refusal(*founding("ada", "ben", "caro"))


def test_a_founder_is_a_name_and_an_address(empty):
    said = empty.types("found", "--name", "Marmalade", "--founder", "Ada", "--password", PASSWORD)
    assert (said.status, said.out) == (USAGE, "")
    assert "NAME:EMAIL" in said.err


def test_an_unknown_template_is_not_understood(empty):
    assert empty.types(*founding("ada", "ben", "caro"), "--template", "tyranny").status == USAGE


def test_secrets_are_for_their_owner_alone(real):
    secrets = [path for path in (real.data / "keys").rglob("*") if path.is_file()]
    assert secrets
    assert {stat.S_IMODE(path.stat().st_mode) for path in secrets} == {0o600}


def test_migrating_brings_a_new_folder_up_to_date(tmp_path):
    (tmp_path / "new").mkdir()
    before = typed("charter", "show", "--data", tmp_path / "new")
    assert (before.status, before.out) == (MISCONFIGURED, "")
    assert "nothing in this database yet" in before.err
    migrated = typed("migrate", "--data", tmp_path / "new", "--json")
    assert migrated.value.keys() == {"new_parameters"}
    assert typed("charter", "show", "--data", tmp_path / "new").status != MISCONFIGURED


def test_checking_a_folder_without_a_database_says_what_is_amiss(tmp_path):
    said = typed("ledger", "check", "--data", tmp_path / "new")
    assert (said.status, said.out) == (MISCONFIGURED, "")
    assert "Traceback" not in said.err


def test_a_refused_founding_leaves_nothing_behind(empty):
    assert empty.types(*founding("ada", "ben")).status == NO
    assert empty.gets(*founding("ada", "ben", "caro"))["mode"] == "real"


def test_founding_in_an_empty_folder_makes_the_database_itself(tmp_path):
    desk = Desk(tmp_path / "new")
    assert desk.gets(*founding("ada", "ben", "caro"), "--test-mode").keys() == {"name", "mode", "founders"}
    assert desk.gets("ledger", "check")["ok"]
