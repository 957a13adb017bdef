"""The trustees' ceremony, judged: which deals count, who lied, what the joint key is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Protocol

from rulebook.ristretto import IDENTITY, ORDER, Point, plus, times, times_base, total
from rulebook.verifying.equations import decimal, knows, masked_by, same
from rulebook.verifying.reading import Fields, Rejected, message, root_of, spelled

_DEAL = "question place arrivals coefficients proof shares signature"
_ANSWER = "question place arrivals deals complaints signature"


class Asked(Protocol):
    """What of a question a ceremony is bound to, whoever has read it."""

    @property
    def hash(self) -> bytes: ...

    @property
    def trustees(self) -> tuple[str, ...]: ...

    @property
    def threshold(self) -> int: ...


@dataclass(frozen=True)
class Settled:
    """`shares` are the public halves of what each trustee holds; `qualified`, whose deals made the key.

    `named` says of each trustee who lied what she did, by place.
    """

    key: Point
    shares: Mapping[int, Point]
    qualified: tuple[int, ...]
    named: Mapping[int, str]


@dataclass(frozen=True)
class _Deal:
    coefficients: list[Point]
    shares: Mapping[int, tuple[Point, int]]  # to whom: the point of the mask, and the masked share


def settle(question: Asked, messages: Sequence[object], where: str) -> Settled:
    """Judge a whole ceremony: arrivals, deals and answers, each round by place.

    Rejected when a message is malformed or not its sender's, and when too few trustees are left.
    """
    return _read(question, messages, where).settled()


def named_so_far(question: Asked, messages: Sequence[object], where: str) -> Mapping[int, str]:
    """Who has lied in what there is of a ceremony, by place. Rejected for messages, as `settle`."""
    return dict(sorted(_read(question, messages, where).named.items()))


def _read(question: Asked, messages: Sequence[object], where: str) -> _Board:
    rounds = _by_round(messages, where)
    board = _Board(question, rounds, where)
    for read in (board.arrival, board.deal, board.answer):
        for value, line in rounds[read.__name__]:
            read(value, line)
    return board


def _by_round(messages: Sequence[object], where: str) -> dict[str, list[tuple[object, str]]]:
    """The three rounds, with the line of each message; in order, and no place twice in one round."""
    order = ("arrival", "deal", "answer")
    rounds: dict[str, list[tuple[object, str]]] = {each: [] for each in order}
    last = (-1, 0)
    for number, value in enumerate(messages, 1):
        line = f"{where}, line {number}"
        kind, place = (value.get("type"), value.get("place")) if isinstance(value, dict) else (None, None)
        if kind not in order or not isinstance(place, int):
            raise Rejected(line, "not a message of the ceremony")
        if (order.index(kind), place) <= last:
            raise Rejected(line, "out of order, or the second of this trustee in this round")
        last = (order.index(kind), place)
        rounds[kind].append((value, line))
    return rounds


class _Board:
    """What the messages read so far have shown."""

    def __init__(
        self, question: Asked, rounds: Mapping[str, Sequence[tuple[object, str]]], where: str
    ) -> None:
        self.question = question
        self.where = where
        self.keys: dict[int, Point] = {}
        self.deals: dict[int, _Deal] = {}
        self.confirmed: set[int] = set()
        self.named: dict[int, str] = {}
        self.arrivals_root = root_of([value for value, _line in rounds["arrival"]])
        self.deals_root = root_of([value for value, _line in rounds["deal"]])

    def arrival(self, value: object, line: str) -> None:
        fields = message(value, line, "arrival", "question place name key proof")
        place = self._place(fields)
        if fields.text("name") != self.question.trustees[place - 1]:
            fields.reject("this trustee has another name in the question")
        key, context = fields.key("key"), (self.question.hash, decimal(place))
        if key in self.keys.values():
            fields.reject("two trustees with one key")
        if not knows(key, "arrival", context, fields.pair("proof")):
            fields.reject("no proof that the trustee holds her key")
        self.keys[place] = key

    def deal(self, value: object, line: str) -> None:
        fields = message(value, line, "deal", _DEAL)
        place = self._signed(fields, value, "deal")
        if fields.hash("arrivals") != self.arrivals_root:
            fields.reject("dealt to other trustees than those who arrived")
        coefficients = fields.points("coefficients")
        shares = dict(self._share(each, line) for each in fields.items("shares"))
        if len(shares) < len(fields.items("shares")):
            fields.reject("two shares for one trustee")
        proven = bool(coefficients) and knows(
            coefficients[0], "possession", (self.question.hash, decimal(place)), fields.pair("proof")
        )
        if len(coefficients) != self.question.threshold or IDENTITY in coefficients:
            self.named[place] = "dealt with a polynomial of another degree"
        elif not proven:
            self.named[place] = "gave no proof of holding what she dealt"
        elif set(shares) != set(self.keys):
            self.named[place] = "did not deal to every trustee who had arrived"
        self.deals[place] = _Deal(coefficients, shares)

    def answer(self, value: object, line: str) -> None:
        fields = message(value, line, "answer", _ANSWER)
        place = self._signed(fields, value, "answer")
        if (fields.hash("arrivals"), fields.hash("deals")) != (self.arrivals_root, self.deals_root):
            fields.reject("answers other deals than those on the board")
        self.confirmed.add(place)
        for each in fields.items("complaints"):
            self._judge(place, Fields(each, line, "against mask proof"))

    def settled(self) -> Settled:
        qualified = tuple(place for place in self.deals if place not in self.named)
        confirmed = self.confirmed - set(self.named)
        needed = self.question.threshold
        if len(qualified) < needed or len(confirmed) < needed:
            raise Rejected(
                self.where, f"fewer than {needed} trustees carried the ceremony through{self._blame()}"
            )
        key = total(self.deals[place].coefficients[0] for place in qualified)
        if key == IDENTITY:
            raise Rejected(self.where, "the joint key is the identity")
        shares = {
            place: total(_value_at(place, self.deals[dealer].coefficients) for dealer in qualified)
            for place in self.keys
        }
        return Settled(key, shares, qualified, dict(sorted(self.named.items())))

    def _judge(self, complainer: int, complaint: Fields) -> None:
        """One of the two lied; the opened mask tells which."""
        against, mask = complaint.whole("against", 1), complaint.point("mask")
        deal = self.deals.get(against)
        sent = deal.shares.get(complainer) if deal else None
        if deal is None or sent is None:
            self._name(complainer, f"complained about trustee {against}, who sent her nothing")
            return
        r, masked = sent
        context = (self.question.hash, decimal(complainer), decimal(against))
        proof = complaint.pair("proof")
        if not same(self.keys[complainer], mask, over=r, label="complaint", context=context, pair=proof):
            self._name(complainer, f"complained about trustee {against} without proof")
            return
        share = masked - masked_by(self.question.hash, against, complainer, mask)
        if times_base(share) == _value_at(complainer, deal.coefficients):
            self._name(complainer, f"complained about trustee {against}, whose share was right")
        else:
            self._name(against, f"sent trustee {complainer} a share that does not fit")

    def _name(self, place: int, what: str) -> None:
        """Her first lie is the one that is told."""
        self.named.setdefault(place, what)

    def _share(self, value: object, line: str) -> tuple[int, tuple[Point, int]]:
        fields = Fields(value, line, "to r masked")
        return fields.whole("to", 1, len(self.question.trustees)), (fields.key("r"), fields.scalar("masked"))

    def _place(self, fields: Fields) -> int:
        if fields.hash("question") != self.question.hash:
            fields.reject("belongs to another question")
        return fields.whole("place", 1, len(self.question.trustees))

    def _signed(self, fields: Fields, value: object, kind: str) -> int:
        place = self._place(fields)
        assert isinstance(value, dict)
        body = {name: each for name, each in value.items() if name != "signature"}
        key = self.keys.get(place) or fields.reject("this trustee has not arrived")
        if not knows(key, kind, (sha256(spelled(body)).digest(),), fields.pair("signature")):
            fields.reject("not signed by this trustee")
        return place

    def _blame(self) -> str:
        return "".join(f"; trustee {place} {what}" for place, what in sorted(self.named.items()))


def _value_at(place: int, coefficients: Sequence[Point]) -> Point:
    power, value = 1, IDENTITY
    for each in coefficients:
        value = plus(value, times(power, each))
        power = power * place % ORDER
    return value
