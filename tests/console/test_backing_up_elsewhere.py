"""A co-op's house burns down; another co-op has its backup and a copy of its record. It goes on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.console.conftest import Decided
from tests.console.typed import YES, Desk, account, founding, typed
from tests.served import Coop


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    assert typed("backup", "key", path).status == YES
    return path


@pytest.fixture
def yard(decided: Decided, tmp_path: Path) -> Desk:
    shutil.copytree(decided.desk.data, tmp_path / "yard")
    return Desk(tmp_path / "yard")


@pytest.fixture
def bakers(coop_folder: Callable[..., Coop], yard: Desk, key: Path) -> Coop:
    """A co-op whose members agreed to keep two megabytes of the yard's backups; served."""
    coop = coop_folder()
    desk = Desk(coop.data)
    coop._begin()
    desk.gets(*founding("hana", "ivo", "jun"), "--test-mode", "--public-url", "https://bakers.example")
    ours = yard.gets("peers", "keys")
    peer = desk.gets(
        "peers", "add", "Yard", "--url", "https://yard.example",
        "--log-key", ours["log_key"], "--witness-key", ours["witness_key"],
    )["id"]  # fmt: skip
    deposit = yard.gets("backup", "deposit-key", "--key", key)["key"]
    wanted = {"kind": "peers.keep-backup.v1", "peer": str(peer), "key": deposit, "megabytes": 2}
    words = ["--title", "Keep the yard's backup", "--decision", json.dumps(wanted)]
    proposal = desk.gets("proposals", "open", "--as", "hana", *words)["id"]
    for voter in ("hana", "ivo", "jun"):
        desk.gets("ballots", "cast", "--as", voter, "--proposal", str(proposal), "--choices", '"yes"')
    desk.gets("clock", "advance", "60d")
    coop.start()
    return coop


def test_it_is_taken_over_from_a_peer_s_deposit_and_a_copy_of_the_record(bakers, yard, key, tmp_path):
    place = f"coop:{bakers.url}"
    told = yard.gets("backup", place, "--key", key)
    assert told["sealed"] is True
    there = b"".join(each.read_bytes() for each in (bakers.data / "deposits").rglob("*") if each.is_file())
    assert b"Marmalade" not in there
    # Life goes on after the backup, and a witness copies the record.
    yard.gets(*account("eva"), "--member")
    yard.gets("clock", "advance", "2d")
    yard.gets("record", "export", tmp_path / "mirror")
    shutil.rmtree(yard.data)
    # Nothing is left but the key on paper.
    again = Desk(tmp_path / "again")
    assert again.gets("backup", "verify", place, "--key", key)["ok"] is True
    laid = again.gets("restore", place, "--key", key)
    assert laid["record_size"] == told["record_size"]
    taken = again.gets("record", "take-up", tmp_path / "mirror")
    assert taken["size"] > told["record_size"]
    assert taken["taken_up"]
    again.gets("clock", "advance", "1d")
    record = again.data / "record"
    verified = again.gets("record", "verify", record, "--key", record / "vkey")
    assert (verified["ok"], verified["size"] >= taken["size"]) == (True, True)
    assert again.gets("ledger", "check")["ok"] is True


def test_no_more_than_was_agreed_is_kept_and_nobody_else_is_let_in(bakers, yard, key, tmp_path):
    place = f"coop:{bakers.url}"
    (yard.data / "media").mkdir(exist_ok=True)
    with Path("/dev/urandom").open("rb") as noise:
        (yard.data / "media" / "film").write_bytes(noise.read(3_000_000))
    assert "no more than was agreed" in yard.refusal("backup", place, "--key", key)
    (tmp_path / "other").write_text("some other long words")
    refused = yard.refusal("backup", place, "--key", tmp_path / "other")
    assert "Do its members keep our backups?" in refused
    assert "sealed" in yard.refusal("backup", place)
    assert "no backup at this place" in Desk(tmp_path / "x").refusal(
        "restore", place, "--key", tmp_path / "other"
    )
