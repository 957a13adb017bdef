"""A whole bundle: the folder published after a sealed vote, or the count file of a confidential one.

question.json       what was asked, and of which trustees
ceremony.jsonl      how they made their key
credentials.jsonl   who may vote: public halves, nameless
opening.json        all that, frozen; its hash is the election
ballots.jsonl       every ballot, in the order they came
audits.jsonl        ballots that were opened to check a booth, and so not cast
tally.json          the sums, sealed
decryptions.jsonl   the trustees' parts of opening them
result.json         the counts
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from rulebook.ristretto import Point
from rulebook.verifying import counting, published
from rulebook.verifying.ballots import Box, Standing, check_audit, read_registrations
from rulebook.verifying.ceremony import Settled, settle
from rulebook.verifying.question import Question, read_question
from rulebook.verifying.reading import Rejected, digest, lines, message, parse, root_of
from rulebook.verifying.verdict import Verdict

FILES = (
    "question.json",
    "ceremony.jsonl",
    "credentials.jsonl",
    "opening.json",
    "ballots.jsonl",
    "audits.jsonl",
    "tally.json",
    "decryptions.jsonl",
    "result.json",
)

Read = Callable[[str], bytes]


@dataclass(frozen=True)
class Noted:
    """What somebody knows from elsewhere and wants to find again, each in hex, "" for nothing.

    `election` and `box` are the hashes on the co-op's record; `receipts` what voters noted when they cast.
    """

    election: str = ""
    box: str = ""
    receipts: tuple[str, ...] = ()


def verify(where: Path, noted: Noted = Noted()) -> Verdict:
    """Check a bundle (a folder) or a count file. OSError when it can't be read; else see the verdict."""
    if where.is_file():
        return published.verify(where.read_bytes(), noted.receipts)
    names = {each.name for each in where.iterdir()}
    if names != set(FILES):
        wrong = min(names ^ set(FILES))
        return Verdict("sealed", f"{wrong}: {'does not belong here' if wrong in names else 'missing'}")
    try:
        return Verdict("sealed", found=_check(_reader(where), noted))
    except Rejected as rejected:
        return Verdict("sealed", str(rejected))


@dataclass(frozen=True)
class Votes:
    """A bundle that holds as far as the sealed tally."""

    question: Question
    settled: Settled
    standing: Standing
    box: bytes
    ballots: int
    audits: int
    tally: counting.Tally


def check_votes(folder: Path, noted: Noted = Noted()) -> Votes:
    """Everything but the opening of the tally: what a trustee checks before she opens it. Raises Rejected."""
    return _check_votes(_reader(folder), noted)


def check_opening_of(folder: Path) -> None:
    """What was published when voting began: question, ceremony, credentials, key. Raises Rejected."""
    read = _reader(folder)
    _check_opening(read, read_question(_one(read, "question.json"), "question.json"), Noted())


def check_audit_of(folder: Path, opened: bytes) -> dict[str, object]:
    """The values in a ballot that was opened to check a booth, while voting is open. Raises Rejected.

    Of the folder, only what was published when voting began is read.
    """
    read = _reader(folder)
    question = read_question(_one(read, "question.json"), "question.json")
    _settled, standing = _check_opening(read, question, Noted())
    value = parse(opened.removesuffix(b"\n"), "audit")
    check_audit(standing, value, "audit")
    given = message(value, "audit", "audit", "ballot values randomness").items("values")
    return dict(zip(question.options, given, strict=True))


def _check(read: Read, noted: Noted) -> dict[str, object]:
    votes = _check_votes(read, noted)
    parts = _parts(read, votes.question, votes.tally, votes.settled)
    result = _one(read, "result.json")
    counts = counting.check_result(votes.question, votes.tally, parts, result, "result.json")
    return {
        "question": votes.question.title,
        "method": votes.question.method,
        "election": votes.standing.election.hex(),
        "box": votes.box.hex(),
        "counts": dict(zip(votes.question.options, counts, strict=True)),
        "voters": votes.tally.voters,
        "registered": len(votes.standing.credentials),
        "ballots": votes.ballots,
        "audited": votes.audits,
        "receipts_found": len(noted.receipts),
        "trustees_who_lied": _named(votes.question, votes.settled.named),
    }


def _check_votes(read: Read, noted: Noted) -> Votes:
    question = read_question(_one(read, "question.json"), "question.json")
    settled, standing = _check_opening(read, question, noted)
    ballots, audits = _all(read, "ballots.jsonl"), _all(read, "audits.jsonl")
    box = Box(standing)
    cast = {box.add(each, f"ballots.jsonl, line {n}").fingerprint.hex() for n, each in enumerate(ballots, 1)}
    for number, each in enumerate(audits, 1):
        box.add_audit(each, f"audits.jsonl, line {number}")
    _find_receipts(noted.receipts, cast)
    root = root_of(ballots)
    if noted.box not in ("", root.hex()):
        raise Rejected("ballots.jsonl", "not the ballot box that was noted on the record")
    tally = counting.check_tally(
        question,
        _one(read, "tally.json"),
        "tally.json",
        election=standing.election,
        box=(root, len(ballots)),
        counted=box.last.values(),
    )
    return Votes(question, settled, standing, root, len(ballots), len(audits), tally)


def _check_opening(read: Read, question: Question, noted: Noted) -> tuple[Settled, Standing]:
    messages, registrations = _all(read, "ceremony.jsonl"), _all(read, "credentials.jsonl")
    settled = settle(question, messages, "ceremony.jsonl")
    credentials = read_registrations(question, registrations, "credentials.jsonl")
    opening = _one(read, "opening.json")
    fields = message(opening, "opening.json", "opening", "question ceremony credentials key")
    if fields.hash("question") != question.hash:
        fields.reject("opens another question: its text, options or trustees were changed")
    if fields.hash("ceremony") != root_of(messages):
        fields.reject("another ceremony than the one that is published")
    if fields.hash("credentials") != root_of(registrations):
        fields.reject("other credentials than those that are published")
    if fields.key("key") != settled.key:
        fields.reject("not the key that the trustees made")
    election = digest(opening)
    if noted.election not in ("", election.hex()):
        fields.reject("not the election that was noted on the record")
    return settled, Standing(question, election, settled.key, frozenset(credentials))


def _parts(read: Read, question: Question, tally: counting.Tally, settled: Settled) -> dict[int, list[Point]]:
    parts: dict[int, list[Point]] = {}
    for number, value in enumerate(_all(read, "decryptions.jsonl"), 1):
        line = f"decryptions.jsonl, line {number}"
        place = counting.check_decryption(question, tally, settled, value, line)
        if place in parts:
            raise Rejected(line, f"the second part of trustee {place}")
        parts[place] = counting.parts_of(value, line)
    return parts


def _find_receipts(receipts: Iterable[str], cast: set[str]) -> None:
    for receipt in receipts:
        if receipt.strip().lower() not in cast:
            raise Rejected("ballots.jsonl", f"the ballot with the receipt {receipt} is not there")


def _named(question: Question, named: Mapping[int, str]) -> list[str]:
    return [f"{question.trustees[place - 1]} (trustee {place}) {what}" for place, what in named.items()]


def _reader(folder: Path) -> Read:
    return lambda name: (folder / name).read_bytes()


def _one(read: Read, name: str) -> object:
    return parse(read(name).removesuffix(b"\n"), name)


def _all(read: Read, name: str) -> list[object]:
    return lines(read(name), name)
