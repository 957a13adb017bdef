"""Co-ops that witness each other, from the console."""

from __future__ import annotations

import pytest

from tests.console.typed import Desk


@pytest.fixture
def theirs(real: Desk) -> list[str]:
    """The words that make the other co-op a peer."""
    keys = real.gets("peers", "keys")
    words = ["--log-key", keys["log_key"], "--witness-key", keys["witness_key"]]
    return ["peers", "add", "The other co-op", "--url", "https://other.example", *words]


@pytest.fixture
def elsewhere(play: Desk) -> Desk:
    """Ours, at an address of its own."""
    play.gets("address", "https://ours.example")
    return play


def test_the_keys_are_those_of_the_present_address(play):
    moved = play.gets("address", "https://ours.example")
    keys = play.gets("peers", "keys")
    assert (keys["url"], keys["log_key"]) == (moved["public_url"], moved["vkey"])
    assert keys["witness_key"] != keys["log_key"]
    assert keys["witness_key"].startswith("ours.example")


def test_a_peer_without_a_vote_stands_on_the_record_in_play_alone(elsewhere, real, theirs):
    assert elsewhere.gets(*theirs, "--mirror")["url"] == "https://other.example"
    elsewhere.gets("clock", "advance", "1h")
    elsewhere.gets("record", "export", elsewhere.data / "log")
    files = [each for each in (elsewhere.data / "log").rglob("*") if each.is_file()]
    written = "".join(each.read_text(errors="replace") for each in files)
    assert "peers.added" in written
    assert '"because":"console:' in written
    assert "vote" in real.refusal(*theirs)


def test_who_is_a_peer_already_or_none_at_all_is_refused(elsewhere, theirs):
    elsewhere.gets(*theirs)
    assert "already" in elsewhere.refusal(*theirs)
    assert elsewhere.refusal("peers", "add", "x", "--url", "https://x.example", *theirs[-4:])
