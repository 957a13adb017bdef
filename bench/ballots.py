"""Sealed ballots: sealing, checking, adding up and opening, in one processor's time."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from bench.figure import Figure, best_of
from rulebook.ristretto import drawn_from
from rulebook.sealed import booth
from rulebook.sealed.opening import Opening, open_voting
from rulebook.sealed.question import Question, approval
from rulebook.sealed.signatures import make_credential
from rulebook.sealed.tally import result, tally
from rulebook.sealed.trustees import Message, Trustee
from rulebook.verifying.ballots import Standing, check_ballot
from rulebook.verifying.ceremony import settle
from rulebook.verifying.question import read_question

_OPTIONS, _VOTERS, _SEALED, _ROUNDS = 10, 1_000, 50, 5
_VOTE = (1, 0, 1, 0, 0, 1, 0, 0, 0, 0)


def measure() -> list[Figure]:
    any_number, at_most_three = _begin(most=_OPTIONS), _begin(most=3)
    return [*_a_ballot(any_number, "any"), *_a_ballot(at_most_three, "at most 3"), *_a_tally(any_number)]


@dataclass(frozen=True)
class _Vote:
    question: Question
    trustees: tuple[Trustee, ...]
    deals: list[Message]
    opening: Opening

    def cast(self, voter: int) -> Message:
        seed = sha256(str(voter).encode()).digest()
        credential = make_credential(seed, self.question.hash)
        prepared = booth.prepare(self.opening, credential.public, _VOTE, chance=drawn_from(seed, b"ballot"))
        return booth.cast(prepared, credential, drawn_from(seed, b"signature"))


def _begin(most: int) -> _Vote:
    options = tuple(f"Option {number + 1}" for number in range(_OPTIONS))
    question = approval("1", "?", options, trustees=("Ben", "Caro", "Dev"), threshold=2, most=most)
    trustees = tuple(Trustee(question, place, bytes([place] * 32)) for place in (1, 2, 3))
    arrivals = [each.arrival() for each in trustees]
    deals = [each.deal(arrivals) for each in trustees]
    messages = [*arrivals, *deals, *(each.answer(arrivals, deals) for each in trustees)]
    key = settle(read_question(question.plain(), "question"), messages, "ceremony").key
    return _Vote(question, trustees, deals, open_voting(question, key, messages, []))


def _a_ballot(vote: _Vote, words: str) -> list[Figure]:
    ballot = vote.cast(0)
    credential = make_credential(sha256(b"0").digest(), vote.question.hash).public
    question = read_question(vote.question.plain(), "question")
    standing = Standing(question, vote.opening.election, vote.opening.key, frozenset({credential}))
    sealing = best_of(_ROUNDS, lambda _round: vote.cast(0))
    checking = best_of(_ROUNDS, lambda _round: check_ballot(standing, ballot, "ballot"))
    return [
        Figure(f"a ballot of {_OPTIONS} options, {words}: sealed, proven, signed", sealing.cpu * 1000, "ms"),
        Figure(f"a ballot of {_OPTIONS} options, {words}: checked", checking.cpu * 1000, "ms"),
    ]


def _a_tally(vote: _Vote) -> list[Figure]:
    """A thousand voters, whose ballots are a few over and over: adding them up costs the same."""
    sealed = [vote.cast(voter) for voter in range(_SEALED)]
    ballots = [{**sealed[voter % _SEALED], "credential": str(voter)} for voter in range(_VOTERS)]
    sums = tally(vote.opening, ballots)
    adding = best_of(1, lambda _round: tally(vote.opening, ballots))
    parts = [each.partial_decryption(sums, vote.deals) for each in vote.trustees[:2]]
    opening = best_of(_ROUNDS, lambda _round: vote.trustees[0].partial_decryption(sums, vote.deals))
    ending = best_of(_ROUNDS, lambda _round: result(vote.opening, sums, parts))
    words = f"{_VOTERS:,} ballots of {_OPTIONS} options"
    return [
        Figure(f"{words}: added up", adding.cpu, "s"),
        Figure(f"{words}: a trustee's part of opening them", opening.cpu * 1000, "ms"),
        Figure(f"{words}: the result from two parts", ending.cpu * 1000, "ms"),
    ]
