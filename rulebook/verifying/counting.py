"""The tally, the trustees' parts of opening it, and the result."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rulebook.ristretto import ORDER, Point, inverse, minus, times, times_base, total
from rulebook.verifying.ballots import Ballot, Cipher
from rulebook.verifying.ceremony import Settled
from rulebook.verifying.equations import decimal, same
from rulebook.verifying.question import Question
from rulebook.verifying.reading import Fields, digest, message


@dataclass(frozen=True)
class Tally:
    """Sums that are what the box says. `hash` is what every part of opening them is bound to."""

    hash: bytes
    voters: int
    sums: tuple[Cipher, ...]


def check_tally(
    question: Question,
    value: object,
    where: str,
    *,
    election: bytes,
    box: tuple[bytes, int],
    counted: Iterable[Ballot],
) -> Tally:
    """Is it the sum of exactly each voter's last ballot? `box` is its root and how many ballots it has."""
    fields = message(value, where, "tally", "election box size counted sums")
    ballots = list(counted)
    if fields.hash("election") != election:
        fields.reject("belongs to another election")
    if (fields.hash("box"), fields.whole("size")) != box:
        fields.reject("made of another ballot box: ballots were added, left out or changed since")
    fingerprints = sorted(each.fingerprint.hex() for each in ballots)
    if list(fields.texts("counted")) != fingerprints:
        fields.reject(_difference(fields.texts("counted"), fingerprints))
    sums = _sums(fields, len(question.options))
    for place, whole in enumerate(sums):
        parts = [each.ciphers[place] for each in ballots]
        if whole != (total(a for a, _b in parts), total(b for _a, b in parts)):
            fields.reject(f"option {place + 1} is not the sum of the ballots")
    return Tally(digest(value), len(ballots), sums)


def check_decryption(question: Question, tally: Tally, settled: Settled, value: object, where: str) -> int:
    """Whose part it is, when it was made with her own share; Rejected with her name when it was not."""
    fields = message(value, where, "decryption", "tally place parts proofs")
    place = fields.whole("place", 1, len(question.trustees))
    if fields.hash("tally") != tally.hash:
        fields.reject("opens another tally")
    share = settled.shares.get(place) or fields.reject(f"trustee {place} holds no share")
    parts = fields.points("parts", len(tally.sums))
    proofs = fields.pairs("proofs", len(tally.sums))
    for option, ((a, _b), part, pair) in enumerate(zip(tally.sums, parts, proofs, strict=True)):
        context = (tally.hash, decimal(place), decimal(option))
        if not same(share, part, over=a, label="decryption", context=context, pair=pair):
            name = question.trustees[place - 1]
            fields.reject(f"option {option + 1}: trustee {place} ({name}) did not use her share")
    return place


def check_result(
    question: Question, tally: Tally, parts: Mapping[int, Sequence[Point]], value: object, where: str
) -> list[int]:
    """The counts, when the parts of enough trustees open the sums to just them. `parts` by place, checked."""
    fields = message(value, where, "result", "tally trustees voters counts")
    if fields.hash("tally") != tally.hash:
        fields.reject("the result of another tally")
    places = [
        each if isinstance(each, int) else fields.reject("no place") for each in fields.items("trustees")
    ]
    if places != sorted(set(places)):
        fields.reject("the trustees are not in order, or one is there twice")
    if len(places) < question.threshold:
        fields.reject(f"opened by {len(places)} trustees, where {question.threshold} are needed")
    if not set(places) <= set(parts):
        fields.reject("names a trustee whose part is not there")
    if fields.whole("voters") != tally.voters:
        fields.reject("another number of voters than ballots counted")
    counts = [_count(fields, each, tally.voters * question.highest) for each in fields.items("counts")]
    if len(counts) != len(tally.sums):
        fields.reject("not one count for each option")
    for option, (_a, b) in enumerate(tally.sums):
        mask = total(times(_weight(each, places), parts[each][option]) for each in places)
        if minus(b, mask) != times_base(counts[option]):
            fields.reject(f"option {option + 1} does not have {counts[option]}")
    return counts


def parts_of(value: object, where: str) -> list[Point]:
    """The points of a decryption that was checked."""
    return message(value, where, "decryption", "tally place parts proofs").points("parts")


def _weight(place: int, places: Iterable[int]) -> int:
    """Lagrange's coefficient of `place` at zero."""
    weight = 1
    for other in places:
        if other != place:
            weight = weight * other * inverse(other - place) % ORDER
    return weight


def _sums(fields: Fields, length: int) -> tuple[Cipher, ...]:
    sums: list[Cipher] = []
    for each in fields.items("sums", length):
        a, b = Fields({"sum": each}, fields.where, "sum").points("sum", 2)
        sums.append((a, b))
    return tuple(sums)


def _count(fields: Fields, value: object, most: int) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= most:
        fields.reject("a count is no whole number, or more than there can be")
    return value


def _difference(said: Sequence[str], expected: Sequence[str]) -> str:
    if more := sorted(set(said) - set(expected)):
        return f"counts {more[0][:16]}…, which is no voter's last ballot"
    if missing := sorted(set(expected) - set(said)):
        return f"leaves out {missing[0][:16]}…, which is a voter's last ballot"
    return "the counted ballots are not in order, or one is there twice"
