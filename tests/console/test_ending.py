"""A co-op ends by vote, and what stays of it is written down and checked."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from tests.console.typed import YES, Desk, ballot, typed

_SOON = [
    {"kind": "charter.set-parameter.v1", "key": f"winding.{name}", "value": days}
    for name, days in (("announced_days", 0), ("leaving_days", 7), ("settling_days", 1))
]
_END = {"kind": "co-op.wind-down.v1", "liquidators": "ada, ben", "beneficiary": "Friends of the Harbour"}


def _end(desk: Desk) -> None:
    decided = [word for each in (*_SOON, _END) for word in ("--decision", json.dumps(each))]
    proposal = desk.gets("proposals", "open", "--as", "ada", "--title", "Let us end", *decided)["id"]
    for voter in ("ada", "ben", "caro"):
        desk.gets(*ballot(voter, proposal))


def _only_looks_things_up(desk: Desk, tmp_path: Path) -> None:
    """What writes is refused in words, with a reason or without; what only tells goes on."""
    decided = json.dumps(_END)
    writing: tuple[tuple[str | Path, ...], ...] = (
        ("members", "move", "ben", "--to", "workers", "--because", "He works here", "--as", "ada"),
        ("proposals", "open", "--title", "Begin again", "--decision", decided, "--as", "ada"),
        ("delegations", "give", "--to", "ben", "--as", "ada"),
        ("ballots", "cast", "--proposal", "1", "--choices", "yes", "--as", "ada"),
        ("tokens", "mint", "ada", "--scopes", "read", "--because", "To look once more"),
        ("community", "free", "kim", "--because", "Long ago"),
        ("community", "import", tmp_path),
        ("people", "create", "dev", "--email", "dev@example.org", "--password", "a long enough one"),
    )
    for words in writing:
        assert desk.refusal(*words).startswith("Our co-op has ended"), words
    telling: tuple[tuple[str, ...], ...] = (
        ("members", "list", "--as", "ada"),
        ("delegations", "list", "--as", "ada"),
        ("proposals", "list"),
        ("tokens", "list", "ada"),
        ("community", "status"),
        ("charter", "show"),
        ("jobs", "list"),
    )
    for asked in telling:
        desk.gets(*asked)


def test_from_the_vote_to_an_archive_whose_record_verifies(play: Desk, tmp_path: Path):
    assert play.gets("winding", "show")["stage"] is None
    assert "when nothing is written" in play.refusal("winding", "archive", tmp_path / "soon")
    _end(play)
    play.gets("clock", "advance", "8d")
    assert play.gets("winding", "show")["stage"] == "leaving"
    play.gets("clock", "advance", "9d")
    told = play.gets("winding", "show")
    assert (told["stage"], told["left"]) == ("reading", [])
    _only_looks_things_up(play, tmp_path)
    key = tmp_path / "key"
    play.gets("backup", "key", key)
    folder = tmp_path / "last"
    made = play.gets("winding", "archive", folder, "--sealed", tmp_path / "rest", "--key", key)
    manifest = (folder / "manifest.json").read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == made["manifest_sha256"]
    listed = dict(json.loads(manifest)["files"])
    assert {"people.jsonl", "posts.jsonl", "charter.json", "ledger.jsonl", "README.txt"} <= listed.keys()
    for path, sha in listed.items():
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == sha
    record = folder / "record"
    said = typed("record", "verify", record, "--key", record / "vkey", "--json")
    assert (said.status, said.value["size"]) == (YES, made["record_size"])
    assert made["manifest_sha256"].encode() in b"".join(
        each.read_bytes() for each in record.rglob("*") if each.is_file()
    )
    assert play.gets("backup", "list", tmp_path / "rest", "--key", key)
    assert "is not empty" in play.refusal("winding", "archive", folder)
