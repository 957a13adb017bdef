"""Co-ops of ours witness each other's record, each at its own name."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from tests.federation.coops import OnlineCoop
from tests.federation.members import eventually

_ENOUGH = "10m"  # from one visit of a peer to the next


@pytest.fixture(scope="session")
def witnesses(a_test: OnlineCoop, b_test: OnlineCoop) -> tuple[OnlineCoop, OnlineCoop]:
    """Each is the other's peer."""
    a_test.makes_a_peer_of(b_test)
    b_test.makes_a_peer_of(a_test)
    return a_test, b_test


@pytest.fixture
def forgetful(c_test: OnlineCoop, a_test: OnlineCoop) -> OnlineCoop:
    """A co-op whose record a.test saw, and that has lost what came last of it."""
    kept = c_test.data.with_name("kept")
    c_test.stop()
    shutil.copytree(c_test.data, kept)
    c_test.begins_again()
    _grows(c_test)
    a_test.makes_a_peer_of(c_test)
    eventually(lambda: _shows(a_test, f"We saw {_size(c_test)} entries of its record"))
    c_test.stop()
    shutil.rmtree(c_test.data)
    kept.rename(c_test.data)
    c_test.begins_again()
    return c_test


def test_each_published_record_bears_the_other_s_cosignature(witnesses):
    for coop in witnesses:
        _grows(coop)
    for coop in witnesses:
        coop.console("clock", "advance", _ENOUGH)
    for one, other in (witnesses, witnesses[::-1]):
        eventually(lambda one=one, other=other: _signers(one) == [f"{other.name}/witness"])  # type: ignore[misc]
        verdict = _verified(one, other)
        assert verdict["ok"], verdict
        assert verdict["witnesses"] == [f"{other.name}/witness"]
        assert _size(one) == verdict["size"] > 0


def test_a_record_without_a_witness_is_not_verified_where_one_is_asked_for(witnesses, c_test):
    verdict = _verified(c_test, witnesses[0])
    assert not verdict["ok"]
    assert "0 witnesses signed it" in verdict["bad"]


def test_a_record_that_was_put_back_is_shown_to_everybody(forgetful, a_test):
    """Its server lost a disk, or somebody took away what was written: those who remember say so."""
    a_test.console("clock", "advance", _ENOUGH)
    words = f"The record of Yard of {forgetful.name} went back"
    for page in ("/peers", "/record"):
        eventually(lambda page=page: _shows(a_test, words, page))  # type: ignore[misc]


def _grows(coop: OnlineCoop) -> None:
    """Something more stands on its record."""
    before, name = _size(coop), f"neighbour{_size(coop)}"
    words = ["--email", f"{name}@example.org", "--password", "a long enough one", "--member"]
    coop.console("people", "create", name, *words)
    eventually(lambda: _size(coop) > before)


def _checkpoint(coop: OnlineCoop) -> list[str]:
    with coop.stranger() as client:
        return client.get("/record/checkpoint").text.splitlines()


def _size(coop: OnlineCoop) -> int:
    return int(_checkpoint(coop)[1])


def _signers(coop: OnlineCoop) -> list[str]:
    """Who signed its newest checkpoint besides itself."""
    signed = [line.split(" ")[1] for line in _checkpoint(coop) if line.startswith("— ")]
    return signed[1:]


def _shows(coop: OnlineCoop, words: str, page: str = "/peers") -> bool:
    with coop.stranger() as client:
        return words in client.get(page).text


def _verified(coop: OnlineCoop, witness: OnlineCoop) -> dict[str, Any]:
    """What `commonhold record verify` says within the internet, asked for this witness."""
    keys = [coop.peer_keys()["log_key"], witness.peer_keys()["witness_key"]]
    where = [f"{coop.url}/record", "--key", keys[0], "--witnesses", "1", "--witness", keys[1]]
    program = [sys.executable, "-m", "commonhold.house.console", "record", "verify", *where, "--json"]
    words = coop.internet.inside("env", f"SSL_CERT_FILE={coop.internet.authority}", *program)
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode in {0, 1}, done.stderr
    return dict(json.loads(done.stdout))
