"""Registrations, ballots and audits: each by itself, and the box that they came into."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rulebook.ristretto import IDENTITY, Point, plus, times, times_base, total
from rulebook.verifying.equations import decimal, in_range, knows
from rulebook.verifying.question import Question
from rulebook.verifying.reading import Fields, Rejected, digest, message

_BALLOT = "election credential number previous choices sum"

Cipher = tuple[Point, Point]


@dataclass(frozen=True)
class Standing:
    """What a ballot is checked against: the election, its key, and the credentials that may vote."""

    question: Question
    election: bytes
    key: Point
    credentials: frozenset[Point]


@dataclass(frozen=True)
class Ballot:
    """A ballot whose proofs and signature hold. `previous` is the fingerprint of the one that it replaces."""

    fingerprint: bytes
    credential: Point
    number: int
    previous: bytes | None
    ciphers: tuple[Cipher, ...]


def read_registrations(question: Question, values: Sequence[object], where: str) -> list[Point]:
    """The credentials, in their order; no seat has two."""
    credentials: list[Point] = []
    seats: set[str] = set()
    for number, value in enumerate(values, 1):
        fields = message(value, f"{where}, line {number}", "registration", "question seat credential proof")
        credential, seat = fields.key("credential"), fields.text("seat")
        if fields.hash("question") != question.hash:
            fields.reject("belongs to another question")
        if credentials and credential <= credentials[-1]:
            fields.reject("the credential is there twice, or out of order")
        if seat in seats:
            fields.reject("the second credential of one seat")
        if not knows(credential, "registration", (question.hash, seat.encode()), fields.pair("proof")):
            fields.reject("no proof that the voter holds this credential")
        credentials.append(credential)
        seats.add(seat)
    return credentials


def check_ballot(standing: Standing, value: object, where: str) -> Ballot:
    """A ballot as it was cast. Raises Rejected with what is wrong."""
    fields = message(value, where, "ballot", f"{_BALLOT} signature")
    assert isinstance(value, dict)
    body = {name: each for name, each in value.items() if name != "signature"}
    ballot = _read_body(standing, fields, digest(body))
    if not knows(ballot.credential, "ballot", (ballot.fingerprint,), fields.pair("signature")):
        fields.reject("not signed with this credential")
    return ballot


def check_audit(standing: Standing, value: object, where: str) -> Ballot:
    """A ballot that was opened: it seals exactly the values that the voter had chosen."""
    fields = message(value, where, "audit", "ballot values randomness")
    body = fields.any("ballot")
    ballot = _read_body(standing, message(body, where, "ballot", _BALLOT), digest(body))
    size = len(standing.question.options)
    randomness = fields.scalars("randomness", size)
    for place, given in enumerate(fields.items("values", size)):
        if isinstance(given, bool) or not isinstance(given, int):
            fields.reject("a value is no whole number")
        r = randomness[place]
        if ballot.ciphers[place] != (times_base(r), plus(times(r, standing.key), times_base(given))):
            fields.reject(f"option {place + 1} was not sealed as it was chosen: the booth cheated")
    return ballot


def _read_body(standing: Standing, fields: Fields, fingerprint: bytes) -> Ballot:
    if fields.hash("election") != standing.election:
        fields.reject("cast in another election")
    credential, number = fields.key("credential"), fields.whole("number", 1)
    if credential not in standing.credentials:
        fields.reject("this credential was not registered")
    bound_to = (standing.election, standing.key, credential, decimal(number))
    ciphers = _read_choices(standing, fields, bound_to)
    _check_sum(standing, fields, ciphers, bound_to)
    return Ballot(fingerprint, credential, number, fields.hash_or_none("previous"), ciphers)


def _read_choices(standing: Standing, fields: Fields, bound_to: tuple[bytes, ...]) -> tuple[Cipher, ...]:
    question = standing.question
    ciphers: list[Cipher] = []
    for place, choice in enumerate(fields.items("choices", len(question.options))):
        where = f"{fields.where}, option {place + 1}"
        read = Fields(choice, where, "cipher proof")
        a, b = read.points("cipher", 2)
        if a == IDENTITY:
            read.reject("lies open: it was sealed with nothing")
        pairs = read.pairs("proof", question.highest + 1)
        context = (*bound_to, b"option", decimal(place))
        if not in_range((a, b), standing.key, least=0, context=context, pairs=pairs):
            read.reject(f"no proof that it is from 0 to {question.highest}, by this voter, in this place")
        ciphers.append((a, b))
    return tuple(ciphers)


def _check_sum(
    standing: Standing, fields: Fields, ciphers: Sequence[Cipher], bound_to: tuple[bytes, ...]
) -> None:
    question = standing.question
    pairs = fields.pairs("sum", question.most - question.least + 1 if question.needs_sum else 0)
    if not question.needs_sum:
        return
    whole = total(a for a, _b in ciphers), total(b for _a, b in ciphers)
    if not in_range(whole, standing.key, least=question.least, context=(*bound_to, b"sum"), pairs=pairs):
        fields.reject(f"no proof that the values are {question.least} to {question.most} in all")


class Box:
    """Ballots in the order in which they came. What does not belong is rejected, and changes nothing."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self._last: dict[Point, Ballot] = {}
        self._points: dict[Point, str] = {}
        self._audited: set[bytes] = set()
        self._cast: set[bytes] = set()

    @property
    def last(self) -> Mapping[Point, Ballot]:
        """Each voter's last ballot: these are counted."""
        return self._last

    def add(self, value: object, where: str) -> Ballot:
        ballot = check_ballot(self._standing, value, where)
        if ballot.fingerprint in self._cast:
            raise Rejected(where, "the same ballot as an earlier one")
        if ballot.fingerprint in self._audited:
            raise Rejected(where, "was opened for an audit, so it can't be cast")
        held = self._last.get(ballot.credential)
        expected = (held.number + 1, held.fingerprint) if held else (1, None)
        if (ballot.number, ballot.previous) != expected:
            raise Rejected(
                where, "does not follow this voter's ballot before it: one is missing or out of order"
            )
        self._must_be_new(ballot, where)
        self._last[ballot.credential] = ballot
        self._cast.add(ballot.fingerprint)
        return ballot

    def add_audit(self, value: object, where: str) -> Ballot:
        """An opened ballot: it keeps its ciphers from being used in one that is cast, before or after."""
        ballot = check_audit(self._standing, value, where)
        if ballot.fingerprint in self._cast:
            raise Rejected(where, "was cast, and opened too")
        self._must_be_new(ballot, where)
        self._audited.add(ballot.fingerprint)
        return ballot

    def _must_be_new(self, ballot: Ballot, where: str) -> None:
        for a, _b in ballot.ciphers:
            if a in self._points:
                raise Rejected(where, f"uses again what was sealed in {self._points[a]}")
        if len({a for a, _b in ballot.ciphers}) < len(ballot.ciphers):
            raise Rejected(where, "seals two options with the same randomness")
        self._points.update((a, where) for a, _b in ballot.ciphers)
