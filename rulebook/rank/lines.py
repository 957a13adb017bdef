"""JSON (RFC 8259) with the line on which each value begins, so that a mistake can be told with its line.

Only what documents of whole numbers need: a number with a fraction or an exponent is refused, and so is a
name that stands twice in one object.
"""

import json
import re
from dataclasses import dataclass
from typing import TypeAlias

_SPACE = re.compile(r"[ \t\r\n]*")
_TOKEN = re.compile(r'[{}\[\]:,]|"(?:[^"\\\x00-\x1f]|\\.)*"|-?[0-9][0-9.eE+-]*|[A-Za-z]+')
_WHOLE = re.compile(r"-?(?:0|[1-9][0-9]{0,14})")
_WORDS = {"true": True, "false": False, "null": None}
DEEPEST = 8


class Wrong(ValueError):
    """Something in a text is not as it should be: on this line, counted from 1, and in these words."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(f"line {line}: {words}")
        self.line, self.words = line, words


Value: TypeAlias = "dict[str, Node] | list[Node] | str | int | bool | None"


@dataclass(frozen=True)
class Node:
    """A value, and the line on which it (in an object: its name) stands."""

    value: Value
    line: int


def read(text: str) -> Node:
    """The one value in `text`. Raises Wrong."""
    reader = _Reader(text)
    node = reader.node(0)
    if not reader.is_over:
        raise Wrong(reader.line, "something follows after the end")
    return node


class _Reader:
    def __init__(self, text: str) -> None:
        self._text, self._place = text, 0
        self._skip()

    @property
    def line(self) -> int:
        return self._text.count("\n", 0, self._place) + 1

    @property
    def is_over(self) -> bool:
        return self._place == len(self._text)

    def node(self, depth: int) -> Node:
        line = self.line
        if depth > DEEPEST:
            raise Wrong(line, "too many brackets within each other")
        token = self._next()
        match token[0]:
            case "{":
                return Node(self._object(depth), line)
            case "[":
                return Node(self._list(depth), line)
            case '"':
                return Node(_unquoted(token, line), line)
        if _WHOLE.fullmatch(token):
            return Node(int(token), line)
        if token in _WORDS:
            return Node(_WORDS[token], line)
        if token[0] in "-0123456789":
            raise Wrong(line, f"{token[:20]} is no whole number of at most 15 digits")
        raise Wrong(line, f"{token[:20]} is unexpected here")

    def _object(self, depth: int) -> dict[str, Node]:
        found: dict[str, Node] = {}
        if self._peek() == "}":
            self._next()
            return found
        while True:
            line, token = self.line, self._next()
            if token[0] != '"':
                raise Wrong(line, "a name in quotes is missing")
            name = _unquoted(token, line)
            if name in found:
                raise Wrong(line, f"“{name[:40]}” stands here twice")
            self._expect(":")
            found[name] = Node(self.node(depth + 1).value, line)
            if self._more("}"):
                return found

    def _list(self, depth: int) -> list[Node]:
        found: list[Node] = []
        if self._peek() == "]":
            self._next()
            return found
        while True:
            found.append(self.node(depth + 1))
            if self._more("]"):
                return found

    def _more(self, end: str) -> bool:
        """Is this the end? Otherwise a comma was read."""
        line, token = self.line, self._next()
        if token not in (",", end):
            raise Wrong(line, f"a comma or {end} is missing before {token[:20]}")
        return token == end

    def _expect(self, wanted: str) -> None:
        line, token = self.line, self._next()
        if token != wanted:
            raise Wrong(line, f"{wanted} is missing before {token[:20]}")

    def _peek(self) -> str:
        return self._text[self._place : self._place + 1]

    def _next(self) -> str:
        if self.is_over:
            raise Wrong(self.line, "it ends too early")
        found = _TOKEN.match(self._text, self._place)
        if found is None:
            raise Wrong(self.line, f"{self._text[self._place]!r} is unexpected here")
        self._place = found.end()
        self._skip()
        return found[0]

    def _skip(self) -> None:
        found = _SPACE.match(self._text, self._place)
        self._place = self._place if found is None else found.end()


def _unquoted(token: str, line: int) -> str:
    try:
        text: str = json.loads(token)
        text.encode()
    except ValueError:
        raise Wrong(line, f"{token[:20]} is no proper text") from None
    return text
