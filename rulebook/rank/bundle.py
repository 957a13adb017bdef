"""One ranking in a file of canonical JSON: the document, a row for each post, and the order that came out.

    {"type": "feed-ranking", "v": 1, "document": {…},
     "columns": […], "rows": [["1", 1, …], …], "order": ["1", …]}

Ids are texts, since they are larger than what JSON keeps exactly. Authors and topics are numbered as they
come: the file says who of them is the same, not who it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from rulebook.canonical import Json, NotCanonical, canonical, parse_canonical
from rulebook.rank.document import Document, parse
from rulebook.rank.lines import Wrong
from rulebook.rank.ranking import Row, rank

TYPE = "feed-ranking"
MOST_ROWS = 2_000
_NAMES = {"type", "v", "document", "columns", "rows", "order"}


class NoRanking(ValueError):
    """A file that is no ranking; the words say why."""


@dataclass(frozen=True)
class Bundle:
    document: Document
    rows: tuple[Row, ...]
    order: tuple[int, ...]

    @property
    def agrees(self) -> bool:
        """Does the document give the order that the file claims?"""
        return replay(self) == self.order


def replay(bundle: Bundle) -> tuple[int, ...]:
    """The order that the document gives its rows."""
    return tuple(each.post_id for each in rank(bundle.document, bundle.rows))


def write(document: Document, rows: Sequence[Row], order: Sequence[int]) -> bytes:
    """The file. Authors and topics are numbered anew."""
    authors: dict[int, int] = {}
    topics: dict[int, int] = {0: 0}
    lines: list[Json] = []
    for row in rows:
        author = authors.setdefault(row.author, len(authors) + 1)
        topic = topics.setdefault(row.topic, len(topics))
        lines.append([str(row.post_id), author, topic, *row[3:]])
    return canonical(
        {
            "type": TYPE,
            "v": 1,
            "document": document.plain(),
            "columns": list(Row._fields),
            "rows": lines,
            "order": [str(each) for each in order],
        }
    )


def read(data: bytes) -> Bundle:
    """Raises NoRanking."""
    try:
        said = parse_canonical(data.removesuffix(b"\n"))
    except NotCanonical as error:
        raise NoRanking(str(error)) from None
    if not isinstance(said, dict) or set(said) != _NAMES or (said["type"], said["v"]) != (TYPE, 1):
        raise NoRanking(f"it is no {TYPE} of version 1")
    columns = said["columns"]
    if columns not in (list(Row._fields), list(Row._fields[:-1])):  # of before there were labels
        raise NoRanking("its columns are others")
    try:
        document = parse(canonical(said["document"]).decode())
    except Wrong as error:
        raise NoRanking(f"its document: {error.words}") from None
    rows, order = said["rows"], said["order"]
    if not isinstance(rows, list) or not isinstance(order, list) or len(rows) > MOST_ROWS:
        raise NoRanking(f"rows and order are lists of at most {MOST_ROWS}")
    found = tuple(_row(each, number, len(columns)) for number, each in enumerate(rows, 1))
    if len({each.post_id for each in found}) < len(found):
        raise NoRanking("a post stands there twice")
    return Bundle(document, found, tuple(_id(each, "the order") for each in order))


def _row(said: Json, number: int, width: int) -> Row:
    where = f"row {number}"
    if not isinstance(said, list) or len(said) != width:
        raise NoRanking(f"{where} has not {width} columns")
    numbers = [each for each in said[1:] if type(each) is int and each >= 0]
    if len(numbers) < len(said) - 1:
        raise NoRanking(f"{where} holds what is no whole number from 0 up")
    return Row(_id(said[0], where), *numbers)


def _id(said: Json, where: str) -> int:
    if not isinstance(said, str) or not said.isdecimal() or not said.isascii() or len(said) > 19:
        raise NoRanking(f"{where} names a post by what is no id")
    return int(said)
