"""A long list in a JSON file, entry by entry: in little memory, and naming the place of a mistake."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from typing import IO, Any

from commonhold.social.archives.refusals import EntryTooLong, NotAnOutbox, NotJson, WrongCharset

LONGEST_ENTRY = 2_000_000  # characters
_PIECE = 131_072
_LONGEST_NAME = 200  # characters of what stands before a list
_SPACE = " \t\r\n"


def entries(file: IO[bytes], *, name: str, key: str = "orderedItems") -> Iterator[Any]:
    """Each entry of the list `key` of the object that `file` holds.

    Raises NotJson, WrongCharset, EntryTooLong, and NotAnOutbox where there is no such list.
    """
    text = _Text(file, name)
    met = False
    text.expect("{")
    first = True
    while text.next_sign() != "}":
        if not first:
            text.expect(",")
        first = False
        found = text.value()
        if not isinstance(found, str):
            raise text.mistake()
        text.expect(":")
        if found == key and text.next_sign() == "[" and not met:
            met = True
            yield from _list(text)
        else:
            text.value()
    text.expect("}")
    if text.next_sign():
        raise text.mistake()
    if not met:
        raise NotAnOutbox(name)


def listed(file: IO[bytes], *, name: str) -> Iterator[Any]:
    """Each entry of the list that `file` holds, behind a script's `name = ` if there is one.

    Raises NotJson, WrongCharset or EntryTooLong.
    """
    text = _Text(file, name)
    for _sign in range(_LONGEST_NAME):
        if (sign := text.next_sign()) in {"[", ""}:
            break
        text.expect(sign)
    yield from _list(text)


def _list(text: _Text) -> Iterator[Any]:
    text.expect("[")
    if text.next_sign() == "]":
        text.expect("]")
        return
    while True:
        yield text.value()
        if text.next_sign() == "]":
            text.expect("]")
            return
        text.expect(",")


class _Text:
    """What is before us of a file, and how far we are in it."""

    def __init__(self, file: IO[bytes], name: str) -> None:
        self._file, self._name = file, name
        self._decoder = codecs.getincrementaldecoder("utf-8")()
        self._text, self._at, self._ended = "", 0, False
        self._bytes = self._lines = self._columns = 0  # of what was read, and dropped, before `_text`
        self._read = json.JSONDecoder(parse_constant=_no_such_number).raw_decode
        self._more()
        if self._text.startswith("\ufeff"):
            self._at = 1

    def next_sign(self) -> str:
        """The next sign that is no space, or nothing at the end."""
        while True:
            while self._at < len(self._text) and self._text[self._at] in _SPACE:
                self._at += 1
            if self._at < len(self._text) or self._ended:
                return self._text[self._at : self._at + 1]
            self._drop()
            self._more()

    def expect(self, sign: str) -> None:
        if self.next_sign() != sign:
            raise self.mistake()
        self._at += 1

    def value(self) -> Any:
        """The value that begins here."""
        self.next_sign()
        self._drop()
        while True:
            try:
                found, end = self._read(self._text, self._at)
            except json.JSONDecodeError as error:
                if self._ended:
                    raise self.mistake(error.pos) from error
            except (RecursionError, ValueError) as error:  # too deep, or a number of thousands of digits
                raise self.mistake() from error
            else:
                # A number may go on behind what was read so far.
                if end < len(self._text) or self._ended:
                    self._at = end
                    return found
            if len(self._text) - self._at > LONGEST_ENTRY:
                line, column = self._place(self._at)
                raise EntryTooLong(self._name, line=line, column=column)
            self._more(len(self._text))

    def mistake(self, at: int | None = None) -> NotJson:
        line, column = self._place(self._at if at is None else at)
        return NotJson(self._name, line=line, column=column)

    def _more(self, least: int = 0) -> None:
        piece = self._file.read(max(_PIECE, least))
        try:
            self._text += self._decoder.decode(piece, final=not piece)
        except UnicodeDecodeError as error:
            held = len(error.object) - len(piece)  # began in the piece before
            raise WrongCharset(self._name, byte=self._bytes - held + error.start + 1) from error
        self._bytes += len(piece)
        self._ended = not piece

    def _drop(self) -> None:
        """Now and then forget what was read, except how many lines it had."""
        if self._at < _PIECE:
            return
        gone, self._text, self._at = self._text[: self._at], self._text[self._at :], 0
        newlines = gone.count("\n")
        self._lines += newlines
        self._columns = len(gone) - gone.rfind("\n") - 1 if newlines else self._columns + len(gone)

    def _place(self, at: int) -> tuple[int, int]:
        before = self._text[:at]
        newlines = before.count("\n")
        column = at - before.rfind("\n") - 1 if newlines else self._columns + at
        return self._lines + newlines + 1, column + 1


def _no_such_number(word: str) -> Any:
    raise ValueError(f"{word} is no number in JSON")
