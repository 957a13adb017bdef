"""Creditor references, ISO 11649: "RF", two check digits, up to 21 letters and digits.

A payer copies one into her bank's form, and the statement brings it back. The first letter of the body says
what it stands for: E for an expected payment, D for a person's dues.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

EXPECTED, DUES = "E", "D"
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_FOUND = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")
_WHOLE = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}\Z")
#: As we make them, so that words which follow without a space don't hide one.
_OURS = re.compile(rf"RF[0-9]{{2}}[{EXPECTED}{DUES}][0-9A-Z]{{13}}")
_BODY = 13


def reference(letter: str, an_id: int) -> str:
    """The reference of the thing with this id."""
    body = letter + _base36(an_id).rjust(_BODY, "0")
    return f"RF{98 - _mod97(body + 'RF00'):02}{body}"


def is_sound(text: str) -> bool:
    """Do the check digits fit? Spaces don't matter."""
    plain = _plain(text)
    return _WHOLE.match(plain) is not None and _mod97(plain[4:] + plain[:4]) == 1


def found_in(*texts: str) -> list[str]:
    """The sound references in what a statement says, each once, in their order."""
    found: dict[str, None] = {}
    for text in texts:
        plain = _plain(text)
        for pattern in (_OURS, _FOUND):
            found.update(dict.fromkeys(each for each in _overlapping(pattern, plain) if is_sound(each)))
    return list(found)


def person_of(reference_text: str) -> int | None:
    """Whose dues a reference stands for; None when it stands for something else."""
    plain = _plain(reference_text)
    if not is_sound(plain) or plain[4] != DUES or len(plain) != 5 + _BODY:
        return None
    return int(plain[5:], 36)


def as_read(reference_text: str) -> str:
    """In groups of four, as people type it."""
    return " ".join(reference_text[start : start + 4] for start in range(0, len(reference_text), 4))


def _plain(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9]", "", text).upper()


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    start = text.find("RF")
    while start >= 0:
        if (found := pattern.match(text, start)) is not None:
            yield found.group()
        start = text.find("RF", start + 1)


def _mod97(text: str) -> int:
    return int("".join(str(_DIGITS.index(each)) for each in text)) % 97


def _base36(number: int) -> str:
    written = ""
    while number:
        number, digit = divmod(number, 36)
        written = _DIGITS[digit] + written
    return written or "0"
