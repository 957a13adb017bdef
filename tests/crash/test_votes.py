"""The plug is pulled while forty members vote: what was acknowledged is counted, once and as last said."""

from __future__ import annotations

import signal
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx

from tests.crash.conftest import HANDLES, Vote
from tests.crash.voters import SEE_OTHER, Voter

_HANDS = 4  # members who vote at the same moment
_ROUNDS = 5  # each votes this often: 200 in all
_PULLED_AT = 137  # acknowledgements, with others under way
_CHOICES = ("yes", "no", "abstain")


def _choices(voter: int) -> Iterator[str]:
    """Each changes her mind from round to round."""
    return (_CHOICES[(voter + each) % 3] for each in range(_ROUNDS))


class _Plug:
    """Pulled by whoever brings the last acknowledgement that is waited for."""

    def __init__(self, vote: Vote) -> None:
        self._vote = vote
        self._lock = threading.Lock()
        self.acknowledged = 0

    def count(self) -> None:
        with self._lock:
            self.acknowledged += 1
            if self.acknowledged == _PULLED_AT:
                self._vote.coop.stop(how=signal.SIGKILL)


def _all_vote(vote: Vote, voters: list[Voter], plug: _Plug) -> None:
    """Round after round, until the server is gone."""
    minds = {voter.handle: _choices(number) for number, voter in enumerate(voters)}

    def one(voter: Voter) -> None:
        answer = voter.vote(vote.proposal, next(minds[voter.handle]))
        assert answer.status_code == SEE_OTHER, answer.text
        plug.count()

    with ThreadPoolExecutor(_HANDS) as hands:
        for _round in range(_ROUNDS):
            for done in [hands.submit(one, voter) for voter in voters]:
                fell = done.exception()
                assert fell is None or isinstance(fell, httpx.TransportError), fell


def test_every_acknowledged_ballot_survives_kill_9_and_is_counted_once(vote):
    vote.coop.start("--empty")
    voters = [Voter(vote.coop.url, handle) for handle in HANDLES]
    plug = _Plug(vote)
    _all_vote(vote, voters, plug)
    assert _PULLED_AT <= plug.acknowledged < _ROUNDS * len(voters)

    vote.coop.start("--empty")
    vote.coop.console("clock", "advance", "60d")
    sheet = httpx.get(f"{vote.coop.url}/decide/{vote.proposal}/count.json").json()
    counted = {commitment: choice for choice, commitment in sheet["ballots"]}
    assert len(counted) == len(sheet["ballots"]) == len(voters)
    assert sheet["counts"] == {choice: Counter(counted.values())[choice] for choice in _CHOICES}

    # A ballot that was under way may have replaced the one before it: nobody was told either way.
    replaced = [voter for voter in voters if voter.commitment not in counted]
    assert len(replaced) <= _HANDS
    for voter in set(voters) - set(replaced):
        assert counted.pop(voter.commitment) == voter.choice
    assert Counter(counted.values()) == Counter(voter.unanswered for voter in replaced)
    vote.must_be_sound()


def test_a_session_outlives_kill_9(vote):
    vote.coop.start("--empty")
    voter = Voter(vote.coop.url, HANDLES[0])
    vote.coop.stop(how=signal.SIGKILL)
    vote.coop.start("--empty")
    assert voter.vote(vote.proposal, "yes").status_code == SEE_OTHER
