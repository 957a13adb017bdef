"""The tally: ciphers are added as they are, and the sums alone are opened, by enough trustees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from math import isqrt
from typing import Any

from rulebook.canonical import Json, canonical
from rulebook.ristretto import BASE, IDENTITY, ORDER, Point, decode_point, inverse, minus, plus, times, total
from rulebook.sealed.opening import Opening, root_of_lines

Message = dict[str, Any]


def fingerprint(ballot: Message) -> str:
    """SHA-256 (hex) of a ballot without its signature: its receipt."""
    body = {name: value for name, value in ballot.items() if name != "signature"}
    return sha256(canonical(body)).hexdigest()


def last_ballots(box: Sequence[Message]) -> list[Message]:
    """Each voter's last ballot: the one with the highest number."""
    last: dict[str, Message] = {}
    for ballot in box:
        held = last.get(ballot["credential"])
        if held is None or ballot["number"] > held["number"]:
            last[ballot["credential"]] = ballot
    return list(last.values())


def tally(opening: Opening, box: Sequence[Message]) -> Message:
    """The sums over each voter's last ballot, still sealed. `box` is every ballot, in the order they came."""
    counted = last_ballots(box)
    sums: list[Json] = []
    for place in range(len(opening.question.options)):
        ciphers = [each["choices"][place]["cipher"] for each in counted]
        sums.append([_total(cipher[part] for cipher in ciphers).hex() for part in (0, 1)])
    return {
        "type": "tally",
        "v": 1,
        "election": opening.election.hex(),
        "box": root_of_lines(box).hex(),
        "size": len(box),
        "counted": sorted(fingerprint(each) for each in counted),
        "sums": sums,
    }


def result(opening: Opening, of: Message, decryptions: Sequence[Message]) -> Message:
    """The counts, opened with the parts of `threshold` trustees. Raises ValueError when there are too few.

    The parts are taken as they are: check their proofs first, so that a trustee who lies is named.
    """
    used = sorted(decryptions, key=lambda each: each["place"])[: opening.question.threshold]
    places = [each["place"] for each in used]
    if len(set(places)) < opening.question.threshold:
        raise ValueError(f"{opening.question.threshold} trustees are needed to open the tally")
    weights = lagrange(places)
    most = opening.question.highest * len(of["counted"])
    counts: list[Json] = []
    for place, (_a, b) in enumerate(of["sums"]):
        mask = total(times(weights[each["place"]], _point(each["parts"][place])) for each in used)
        counts.append(logarithm(minus(_point(b), mask), most))
    return {
        "type": "result",
        "v": 1,
        "tally": sha256(canonical(of)).hexdigest(),
        "trustees": list[Json](places),
        "voters": len(of["counted"]),
        "counts": counts,
    }


def lagrange(places: Sequence[int]) -> Mapping[int, int]:
    """What each place's share counts for at zero, modulo ORDER."""
    weights = {}
    for place in places:
        above = below = 1
        for other in places:
            if other != place:
                above, below = above * other % ORDER, below * (other - place) % ORDER
        weights[place] = above * inverse(below) % ORDER
    return weights


def logarithm(point: Point, most: int) -> int:
    """The number from 0 to `most` of which `point` is the multiple, by giant steps and baby steps.

    Raises ValueError when there is none: the parts were wrong.
    """
    width = isqrt(most) + 1
    babies, step = {}, IDENTITY
    for number in range(width):
        babies[step] = number
        step = plus(step, BASE)
    for giant in range(width + 1):
        if point in babies and giant * width + babies[point] <= most:
            return giant * width + babies[point]
        point = minus(point, step)
    raise ValueError("the sum does not open to a number of votes")


def _total(encodings: Any) -> Point:
    return total(_point(each) for each in encodings)


def _point(encoding: str) -> Point:
    return decode_point(bytes.fromhex(encoding))
