"""The public file of a split, each member's statement, and working both out again.

The public file holds sums, and a salted commitment to each person's line: SHA-256(salt ‖ line in canonical
JSON), sorted, so that their order says nothing. Whoever has the auditors' bundle gets the public file byte
for byte; whoever has only the public file gets it from its own figures; a member with her statement works
out her line and finds her commitment.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from rulebook.canonical import Json, canonical
from rulebook.draw.lot import lot_number
from rulebook.split import bundle as bundles
from rulebook.split.bundle import Bundle, heading_of, plain_terms, read_bundle
from rulebook.split.reading import Entry, Malformed, read
from rulebook.split.rules import RULES, SplitRule

PUBLIC, STATEMENT = "split-public", "split-statement"
# What canonical() gives, in a tenth of the time: a line's names are ASCII, so any order is that of RFC 8785.
_spelled = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
_COMMON = {"type", "v", "rule", "period", "currency", "decimals", "seed", "money", "terms", "commitments"}


@dataclass(frozen=True)
class Split:
    """A split that was carried out, with its files."""

    bundle: Bundle
    rule: SplitRule[Any]
    sheet: Any

    @classmethod
    def of(cls, bundle: Bundle) -> "Split":
        """Raises Malformed for a rule that nobody knows."""
        rule = _rule(bundle.heading.rule)
        return cls(bundle, rule, rule.split(bundle))

    @cached_property
    def public(self) -> bytes:
        """The public file."""
        figures = (
            self.bundle.heading.plain()
            | {"money": self.bundle.money.plain(), "terms": plain_terms(self.bundle.terms)}
            | {"type": PUBLIC, "v": 1, "commitments": sorted(self._commitments())}
            | self.rule.figures(self.sheet)
        )
        return canonical(figures | self.rule.results(Entry(figures, "the public file")))

    def statement(self, index: int) -> bytes:
        """What one person is given.

        Her line, its salt, and the SHA-256 of the public file that it belongs to.
        """
        digest = sha256(self.public).hexdigest()
        return write_statement(self.line(index), salt=self.bundle.salts[index], public=digest)

    def line(self, index: int) -> dict[str, Json]:
        return self.rule.line(self.sheet, index)

    def _commitments(self) -> Iterator[str]:
        """Nothing is said of those outside: they have no part in it."""
        for index, person in enumerate(self.bundle.economy.people):
            if person.stands != "outside":
                yield commitment(self.bundle.salts[index], self.line(index))


def write_statement(line: Mapping[str, Json], *, salt: bytes, public: str) -> bytes:
    """A member's statement of a line as it was split; `public` is the SHA-256 (hex) of the public file."""
    return canonical({"type": STATEMENT, "v": 1, "line": dict(line), "salt": salt.hex(), "public": public})


def check_statement(statement: bytes, public: bytes) -> tuple[str, ...]:
    """What is wrong with a member's statement beside the public file, in words.

    Nothing when all of it follows.

    Raises Malformed where one of them is no such file, or the public file does not follow from its own
    figures.
    """
    sums = read(replay_public(public), what="the public file")
    said = read(statement, what="the statement").only({"type", "v", "line", "salt", "public"})
    if (said.text("type"), said.number("v")) != (STATEMENT, 1):
        raise Malformed(f"this is no {STATEMENT} of version 1")
    return tuple(_faults(said, sums, sha256(public.removesuffix(b"\n")).hexdigest()))


def _faults(said: Entry, sums: Entry, digest: str) -> Iterator[str]:
    line = said.entry("line")
    if said.text("public") != digest:
        yield "the statement belongs to another public file"
    try:
        salt = bytes.fromhex(said.text("salt"))
    except ValueError:
        raise Malformed("the statement: its salt is not hexadecimal") from None
    if commitment(salt, line.values) not in sums.texts("commitments"):
        yield "the public file does not hold the commitment to this line"
    lot = lot_number(line.text("key").encode(), seed=sums.text("seed").encode()).hex()
    yield from _rule(sums.text("rule")).faults(sums, line, lot=lot)


def commitment(salt: bytes, line: Mapping[str, Json]) -> str:
    return sha256(salt + _spelled(line).encode()).hexdigest()


def replay(data: bytes) -> bytes:
    """The public file, from an auditors' bundle or from a public file's own figures. Raises Malformed.

    A public file that is given must come out as it went in; if not, Malformed says what differs.
    """
    kind = read(data, what="the file").text("type")
    if kind == bundles.TYPE:
        return Split.of(read_bundle(data)).public
    if kind == PUBLIC:
        return replay_public(data)
    raise Malformed(f"a split is replayed from a {bundles.TYPE} or a {PUBLIC}, and this is a {kind}")


def replay_public(data: bytes) -> bytes:
    public = read(data, what="the public file")
    if (public.text("type"), public.number("v")) != (PUBLIC, 1):
        raise Malformed(f"this is no {PUBLIC} of version 1")
    rule = _rule(public.text("rule"))
    heading_of(public)
    _must_be_commitments(public.texts("commitments"))
    figures = {name: value for name, value in public.values.items() if name in _COMMON | rule.figures_named}
    try:
        results = rule.results(public)
    except ValueError as error:
        raise Malformed(str(error)) from None
    public.only({*_COMMON, *rule.figures_named, *results})
    for name, value in results.items():
        if public.values[name] != value:
            raise Malformed(f"the public file: {name} does not follow from its figures")
    return canonical(figures | results)


def _rule(name: str) -> SplitRule[Any]:
    if name not in RULES:
        raise Malformed(f"no rule is called “{name}” here; there are {', '.join(RULES)}")
    return RULES[name]


def _must_be_commitments(commitments: list[str]) -> None:
    if commitments != sorted(set(commitments)) or not all(
        re.fullmatch("[0-9a-f]{64}", each) for each in commitments
    ):
        raise Malformed(
            "the public file: commitments are 64 hexadecimal digits, sorted, and each stands once"
        )
