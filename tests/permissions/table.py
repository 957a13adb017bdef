"""The table: one line for each method and address, one column for each of those who come."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from tests.permissions.asking import VIEWERS, Table

TABLE = Path(__file__).with_name("expected.tsv")
#: No such method there, for anybody.
_NO_METHOD = "-"


def read(path: Path = TABLE) -> Table:
    head, *lines = path.read_text().splitlines()
    names = head.split("\t")[2:]
    rows = (line.split("\t") for line in lines)
    return {(row[0], row[1]): dict(zip(names, row[2:], strict=True)) for row in rows}


def write(table: Table, path: Path = TABLE) -> None:
    """What no method of an address answers is left out."""
    lines = ["\t".join(("method", "address", *VIEWERS))]
    for (method, pattern), words in table.items():
        row = [words.get(each, "") for each in VIEWERS]
        if set(row) - {_NO_METHOD, ""}:
            lines.append("\t".join((method, pattern, *row)))
    path.write_text("\n".join(lines) + "\n")


def joined(columns: Iterable[tuple[str, Iterable[tuple[str, str, str]]]]) -> Table:
    """One table of `(viewer, [(method, pattern, word)])`."""
    table: Table = {}
    for viewer, rows in columns:
        for method, pattern, word in rows:
            table.setdefault((method, pattern), {})[viewer] = word
    return table


def differences(viewer: str, found: Iterable[tuple[str, str, str]], expected: Table) -> list[str]:
    """Where what was found is another than what stands in the table, in words."""
    wrong = []
    for method, pattern, word in found:
        row = expected.get((method, pattern))
        if row is None:
            if word != _NO_METHOD:
                wrong.append(f"{method} {pattern}: is in no line of the table; {viewer} was told “{word}”")
        elif row[viewer] != word:
            wrong.append(f"{method} {pattern}: {viewer} was told “{word}”, not “{row[viewer]}”")
    return wrong
