"""Checking and exporting what anybody may check: the books, the record, a count."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from rulebook.merkle import COSIGNATURE_V1, VerifierKey, cosign, parse_note, with_cosignatures
from tests.checkers import must_accept
from tests.console.conftest import Decided
from tests.console.typed import NO, USAGE, YES, typed

_DUES = '2 1\n5 1 0\n3 2 0\n0\n"Yes"\n"No"\n"Dues"\n'


def test_sound_books_are_called_sound(decided):
    found = decided.desk.gets("ledger", "check")
    nothing: dict[str, list[int]] = {"unsealed": [], "unbalanced": [], "missing_guards": [], "miscounted": []}
    assert found == {"ok": True, **nothing}


def test_the_exported_books_pass_bean_check(decided, tmp_path):
    said = typed("ledger", "export", "--format", "beancount", "--data", decided.desk.data)
    assert said.status == YES
    path = tmp_path / "books.beancount"
    path.write_text(said.out)
    must_accept("beancount", path)
    assert "Income:Dues" in said.out


def test_an_unknown_format_is_not_understood(decided):
    assert decided.desk.types("ledger", "export", "--format", "abacus").status == USAGE


@pytest.fixture
def exported(decided: Decided, tmp_path: Path) -> Path:
    folder = tmp_path / "record"
    assert decided.desk.gets("record", "export", folder).keys() == {"files", "size"}
    return folder


def test_an_exported_record_verifies_without_the_co_op(exported):
    said = typed("record", "verify", exported, "--key", exported / "vkey", "--json")
    assert said.status == YES
    assert said.value.keys() == {"ok", "size", "root", "bad"}
    assert (said.value["ok"], said.value["bad"]) == (True, None)
    assert said.value["size"] > 0
    assert len(bytes.fromhex(said.value["root"])) == 32


def test_one_flipped_byte_anywhere_is_found(exported):
    key = (exported / "vkey").read_text().strip()
    parts = [path for path in sorted(exported.rglob("*")) if path.is_file() and path.name != "vkey"]
    assert len(parts) >= 3
    for part in parts:
        whole = part.read_bytes()
        for place in (0, len(whole) // 2, len(whole) - 1):
            part.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            said = typed("record", "verify", exported, "--key", key, "--json")
            assert (said.status, said.value["ok"]) == (NO, False), (part, place)
            assert said.value["bad"], (part, place)
        part.write_bytes(whole)


def test_a_missing_tile_is_named(exported):
    [tile] = [path for path in (exported / "tile" / "entries").rglob("*") if path.is_file()]
    tile.unlink()
    said = typed("record", "verify", exported, "--key", exported / "vkey", "--json")
    assert said.status == NO
    assert tile.relative_to(exported).as_posix() in said.value["bad"]


def test_another_key_verifies_nothing(exported, real):
    said = typed("record", "verify", exported, "--key", real.data / "record" / "vkey", "--json")
    assert (said.status, said.value["ok"]) == (NO, False)


def test_what_is_no_key_is_told(exported):
    said = typed("record", "verify", exported, "--key", "sesame", "--json")
    assert said.status == NO
    assert "key" in said.value["bad"]


@pytest.fixture
def witnessed(exported: Path) -> str:
    """The record with the cosignature of a witness; its key."""
    secret = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
    key = VerifierKey("witness.example", secret.public_key().public_bytes_raw(), COSIGNATURE_V1)
    note = (exported / "checkpoint").read_bytes()
    line = cosign(parse_note(note).text, key=key, seconds=1_900_000_000, sign=secret.sign)
    (exported / "checkpoint").write_bytes(with_cosignatures(note, [line]))
    return str(key)


def test_as_many_witnesses_as_are_asked_for_must_have_signed(exported, witnessed):
    verify = ("record", "verify", exported, "--key", exported / "vkey", "--witnesses")
    said = typed(*verify, "1", "--witness", witnessed, "--json")
    assert (said.status, said.value["witnesses"]) == (YES, ["witness.example"])
    said = typed(*verify, "2", "--witness", witnessed, "--json")
    assert said.status == NO
    assert "1 witnesses signed it, where 2 are asked for" in said.value["bad"]


def test_without_a_witness_s_key_those_count_that_the_log_names(exported, witnessed):
    verify = ("record", "verify", exported, "--key", exported / "vkey", "--witnesses", "1", "--json")
    assert typed(*verify).status == NO
    (exported / "witnesses").write_text(f"{witnessed}\n")
    assert typed(*verify).status == YES
    (exported / "witnesses").write_text("nonsense\n")
    assert "key" in typed(*verify).value["bad"]


def test_a_record_is_never_written_over_something_else(decided, exported):
    before = {path: path.read_bytes() for path in exported.rglob("*") if path.is_file()}
    assert "not empty" in decided.desk.refusal("record", "export", exported)
    assert {path: path.read_bytes() for path in exported.rglob("*") if path.is_file()} == before


def test_a_record_is_verified_over_the_web(coop_folder, decided):
    coop = coop_folder()
    shutil.copytree(decided.desk.data, coop.data)
    coop.start("--empty")
    key = (coop.data / "record" / "vkey").read_text().strip()
    served = typed("record", "verify", f"{coop.url}/record", "--key", key, "--json")
    assert (served.status, served.value["ok"]) == (YES, True)
    # The server may just then write the newest bundle anew, whole: then it is changed once more.
    for _turn in range(5):
        _change_entries(coop.data / "record" / "tile" / "entries")
        changed = typed("record", "verify", f"{coop.url}/record", "--key", key, "--json")
        if changed.status == NO:
            break
    assert (changed.status, changed.value["ok"]) == (NO, False)
    coop.stop()
    gone = typed("record", "verify", f"{coop.url}/record", "--key", key, "--json")
    assert (gone.status, gone.value["ok"]) == (NO, False)


def _change_entries(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            whole = path.read_bytes()
            path.write_bytes(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])


@pytest.fixture
def dues(tmp_path: Path) -> Path:
    path = tmp_path / "dues.blt"
    path.write_text(_DUES)
    return path


def test_a_ballot_file_is_counted(dues):
    said = typed("tally", dues, "--method", "majority", "--json")
    assert said.status == YES
    assert said.value.keys() >= {
        "method", "seats", "quota", "candidates", "elected", "stages", "ties", "unranked",
    }  # fmt: skip
    assert said.value["elected"] == [0]
    assert said.value["stages"][0].keys() >= {"votes", "elected", "excluded"}


def test_a_missed_quorum_elects_nobody(dues):
    said = typed("tally", dues, "--method", "majority", "--roll", "100", "--quorum", "1/5", "--json")
    assert (said.status, said.value["elected"]) == (NO, [])


def test_an_unknown_method_is_not_understood(dues):
    assert typed("tally", dues, "--method", "coin").status == USAGE
