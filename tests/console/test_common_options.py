"""What holds for every command: where options may stand, what goes to which stream, which status."""

from __future__ import annotations

import pytest

from rulebook.split.attacks import economy_of
from rulebook.split.bundle import Bundle, Heading, write_bundle
from rulebook.split.economy import Person
from rulebook.split.pool import Money
from tests.console.typed import MISCONFIGURED, NO, USAGE, YES, typed


def test_common_options_stand_before_or_after_the_command(decided):
    data = decided.desk.data
    after = typed("charter", "show", "--data", data, "--json", anew=True)
    before = typed("--data", data, "--json", "charter", "show")
    between = typed("charter", "--json", "show", f"--data={data}")
    assert after.status == YES
    assert after == before == between


def test_a_tally_takes_the_common_options_too(tmp_path):
    (tmp_path / "dues.blt").write_text('2 1\n5 1 0\n0\n"Yes"\n"No"\n"Dues"\n')
    words = ["tally", tmp_path / "dues.blt", "--method", "majority"]
    assert typed("--json", "--data", tmp_path, *words).value == typed(*words, "--json").value


def test_a_replay_takes_the_common_options_too(tmp_path):
    heading = Heading("equal_share_v1", "2027-03", "EUR", 2, "lot")
    bundle = Bundle(heading, Money(), None, economy_of([Person("ada", own=500)], {}), [bytes(32)])
    (tmp_path / "bundle.json").write_bytes(write_bundle(bundle))
    words = ["split", "replay", tmp_path / "bundle.json"]
    before = typed("--json", "--data", tmp_path, *words)
    assert before.status == YES
    assert before.value == typed(*words, "--json").value
    assert before.value["type"] == "split-public"


def test_without_json_people_get_lines(decided):
    said = typed("ledger", "check", "--data", decided.desk.data)
    assert said.status == YES
    assert said.out.splitlines()[0] == "ok: yes"


def test_a_refusal_without_json_leaves_stdout_empty(real):
    said = typed("clock", "advance", "6d", "--data", real.data)
    assert (said.status, said.out) == (NO, "")
    assert "real co-op" in said.err


def test_a_yes_says_nothing_on_stderr(decided):
    assert typed("proposals", "list", "--data", decided.desk.data, "--json").err == ""


def test_a_database_is_named_by_address(decided, tmp_path):
    named = typed(
        "proposals", "list", "--json", "--data", tmp_path,
        "--database", f"sqlite:///{decided.desk.data / 'commonhold.sqlite3'}",
    )  # fmt: skip
    assert [each["id"] for each in named.value] == [decided.proposal]


@pytest.mark.parametrize("address", ["mysql://here/there", "sqlite:////no/such/folder/commonhold.sqlite3"])
def test_a_database_that_is_none_is_misconfigured(tmp_path, address):
    said = typed("charter", "show", "--data", tmp_path, "--database", address, "--json")
    assert (said.status, said.out) == (MISCONFIGURED, "")
    assert "Traceback" not in said.err


def test_a_file_that_is_no_database_is_misconfigured(tmp_path):
    (tmp_path / "commonhold.sqlite3").write_text("This is a letter, not a database. " * 40)
    said = typed("charter", "show", "--data", tmp_path)
    assert (said.status, said.out) == (MISCONFIGURED, "")
    assert "Traceback" not in said.err


@pytest.mark.parametrize(
    "words", [[], ["dance"], ["people"], ["charter", "burn"], ["charter", "show", "--loud"]]
)
def test_what_is_not_understood_ends_with_two(words):
    said = typed(*words)
    assert (said.status, said.out) == (USAGE, "")
    assert said.err.startswith("usage: commonhold")


def test_help_is_a_yes():
    said = typed("--help")
    assert said.status == YES
    assert "ballots" in said.out
