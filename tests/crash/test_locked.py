"""Somebody else holds the database for too long: a page, a line in the log, and no vote lost."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.console.typed import MISCONFIGURED, YES, typed
from tests.crash.conftest import HANDLES, Vote
from tests.crash.voters import SEE_OTHER, Voter


@contextmanager
def _held(vote: Vote) -> Iterator[None]:
    """The only writing place, taken until the end of the block."""
    holder = sqlite3.connect(vote.coop.data / "commonhold.sqlite3", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        yield
    finally:
        holder.close()


def test_a_locked_database_gives_a_page_and_the_vote_can_be_sent_again(vote):
    vote.coop.start("--empty")
    voter = Voter(vote.coop.url, HANDLES[0])
    assert voter.vote(vote.proposal, "no").status_code == SEE_OTHER
    with _held(vote):
        busy = voter.vote(vote.proposal, "yes")
        assert voter.client.get(f"/decide/{vote.proposal}").status_code == httpx.codes.OK
    assert busy.status_code == httpx.codes.SERVICE_UNAVAILABLE
    assert busy.headers["Retry-After"]
    assert "nothing is lost" in busy.text.lower()
    assert f"POST /decide/{vote.proposal}/ballot: the database did not answer" in vote.coop.log()

    assert voter.vote(vote.proposal, "yes").status_code == SEE_OTHER
    vote.coop.console("clock", "advance", "60d")
    assert vote.shown()["counts"] == {"yes": 1, "no": 0, "abstain": 0, "outcome": "no-quorum"}
    vote.must_be_sound()


def test_the_console_says_so_too(vote):
    words = ("clock", "advance", "1d", "--data", vote.coop.data)
    with _held(vote):
        said = typed(*words)
    assert (said.status, said.out) == (MISCONFIGURED, "")
    assert "the database did not answer" in said.err
    assert "Traceback" not in said.err
    assert typed(*words).status == YES
