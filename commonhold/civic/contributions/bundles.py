"""The auditors' bundle of a split, put together again from its lines."""

from __future__ import annotations

import json
from typing import Any

from commonhold.civic.contributions.models import Split, SplitLine
from commonhold.civic.contributions.terms import read
from rulebook.split.bundle import Bundle, Heading, money_of, write_bundle
from rulebook.split.economy import Economy, Person, Thanks
from rulebook.split.reading import read as read_file


def bundle_of(split: Split) -> bytes:
    """The file that `commonhold split replay` makes the public file of, byte for byte."""
    rows = list(SplitLine.objects.filter(split=split).order_by("key"))
    people = [
        Person(row.key, row.own, row.fund, frozenset(row.branches), row.stands)  # type: ignore[arg-type]  # as it was written
        for row in rows
    ]
    public = read_file(bytes(split.public or b""), what="the public file")
    heading = Heading(
        public.text("rule"),
        public.text("period"),
        public.text("currency"),
        public.number("decimals"),
        public.text("seed"),
    )
    economy = Economy(people, _thanks(rows))
    salts = [bytes(row.salt) for row in rows]
    return write_bundle(Bundle(heading, money_of(public), read(split.terms).of_slices, economy, salts))


def _thanks(rows: list[SplitLine]) -> Thanks:
    place = {row.key: index for index, row in enumerate(rows)}
    counts = {
        (place[row.key], place[gift["to"]]): int(gift["thanks"])
        for row in rows
        for gift in gifts_in(row.line)
    }
    return Thanks.said(counts, people=len(rows))


def gifts_in(line: str) -> list[dict[str, Any]]:
    """Whom a line thanked, by key; nobody where thanks play no part."""
    said = json.loads(line) if line else {}
    return list(said.get("gave", []))
