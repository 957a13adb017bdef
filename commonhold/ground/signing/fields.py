"""As much of structured fields (RFC 8941) as signatures need: dictionaries of inner lists, and of bytes."""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

Value: TypeAlias = "str | int | bool | Token"

_LONGEST = 16_384
_KEY = re.compile(r"[a-z*][a-z0-9_.*-]*")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f\x7f]|\\["\\])*)"')
_INTEGER = re.compile(r"-?\d{1,15}(?![\d.])")
_TOKEN = re.compile(r"[A-Za-z*][A-Za-z0-9!#$%&'*+.^_`|~:/-]*")
_BYTES = re.compile(r":([A-Za-z0-9+/=]*):")


class Unreadable(ValueError):
    """It is no such field."""


class Token(str):
    """A word that stands without quotation marks."""

    __slots__ = ()


@dataclass(frozen=True)
class Item:
    """A text of an inner list, with its parameters."""

    value: str
    parameters: dict[str, Value]

    def __str__(self) -> str:
        return _written(self.value) + _all_written(self.parameters)


@dataclass(frozen=True)
class InnerList:
    """Texts in brackets, with parameters of the whole."""

    items: list[Item]
    parameters: dict[str, Value]

    def __str__(self) -> str:
        return f"({' '.join(map(str, self.items))}){_all_written(self.parameters)}"


def inner_lists(field: str) -> dict[str, InnerList]:
    """A dictionary whose members are all inner lists of texts. Raises Unreadable."""
    reader = _Reader(field)
    found: dict[str, InnerList] = {}
    for key in reader.members():
        reader.must("=(")
        items: list[Item] = []
        while not reader.skips_to(")"):
            items.append(Item(reader.string(), reader.parameters()))
        found[key] = InnerList(items, reader.parameters())
    return found


def byte_sequences(field: str) -> dict[str, bytes]:
    """A dictionary whose members are all bytes. Raises Unreadable."""
    reader = _Reader(field)
    found: dict[str, bytes] = {}
    for key in reader.members():
        reader.must("=")
        found[key] = b64decode(reader.takes(_BYTES)[1])
        reader.parameters()
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        if len(text) > _LONGEST:
            raise Unreadable("too long")
        self._text, self._place = text.strip(" "), 0

    def members(self) -> Iterator[str]:
        """Keys of a dictionary; whoever asks reads the value before the next one."""
        while True:
            yield self.takes(_KEY)[0]
            self._blank()
            if self._place == len(self._text):
                return
            self.must(",")
            self._blank()

    def parameters(self) -> dict[str, Value]:
        found: dict[str, Value] = {}
        while self._is_next(";"):
            self.must(";")
            self._blank()
            key = self.takes(_KEY)[0]
            found[key] = True
            if self._is_next("="):
                self.must("=")
                found[key] = self._value()
        return found

    def string(self) -> str:
        return re.sub(r"\\(.)", r"\1", self.takes(_STRING)[1])

    def skips_to(self, letter: str) -> bool:
        """Past blanks, and past the letter if it comes then."""
        self._blank()
        if not self._is_next(letter):
            return False
        self._place += 1
        return True

    def must(self, text: str) -> None:
        if not self._text.startswith(text, self._place):
            raise Unreadable(f"no {text!r} at {self._place}")
        self._place += len(text)

    def takes(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self._text, self._place)
        if found is None:
            raise Unreadable(f"nothing to read at {self._place}")
        self._place = found.end()
        return found

    def _value(self) -> Value:
        if self._is_next('"'):
            return self.string()
        if self._is_next("?"):
            self.must("?")
            return self.takes(re.compile("[01]"))[0] == "1"
        if self._text[self._place : self._place + 1] in set("-0123456789"):
            return int(self.takes(_INTEGER)[0])
        return Token(self.takes(_TOKEN)[0])

    def _is_next(self, letter: str) -> bool:
        return self._text.startswith(letter, self._place)

    def _blank(self) -> None:
        while self._is_next(" ") or self._is_next("\t"):
            self._place += 1


def _all_written(parameters: dict[str, Value]) -> str:
    return "".join(
        f";{key}" if value is True else f";{key}={_written(value)}" for key, value in parameters.items()
    )


def _written(value: Value) -> str:
    if isinstance(value, bool):
        return "?1" if value else "?0"
    if isinstance(value, int | Token):
        return str(value)
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
