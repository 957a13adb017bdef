"""RFC 8785 with all its numbers, for what others signed.

Our own law counts in whole numbers, and has a canonical form of its own: rulebook/canonical.py.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

_EXACT = 2**53  # larger ones are read as the nearest double, as ECMAScript does
_DEEPEST = 100


class NotCanonical(ValueError):
    """There is no such JSON."""


def canonical(value: Any) -> bytes:
    """The one encoding of what a JSON parser gave.

    Raises NotCanonical for NaN, infinities, lone surrogates and more than 100 levels.
    """
    try:
        return _text(value, _DEEPEST).encode()
    except UnicodeEncodeError as lone:
        raise NotCanonical("not Unicode") from lone


# The escapes of RFC 8785 §3.2.2.2 are Python's.
_quoted = json.JSONEncoder(ensure_ascii=False).encode


def _text(value: Any, levels: int) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return _number(value)
    if levels == 0:
        raise NotCanonical("too deep")
    if isinstance(value, Mapping):
        # §3.2.3: by UTF-16 code units, which is another order than that of code points.
        names = sorted(map(_name, value), key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_quoted(each)}:{_text(value[each], levels - 1)}" for each in names) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(_text(each, levels - 1) for each in value) + "]"
    raise NotCanonical(f"{type(value).__name__} is no JSON")


def _name(name: object) -> str:
    if not isinstance(name, str):
        raise NotCanonical("a name that is no text")
    return name


def _number(value: int | float) -> str:
    """§3.2.2.3: as ECMAScript writes it (ECMA-262, Number::toString)."""
    if isinstance(value, int) and abs(value) <= _EXACT:
        return str(value)
    try:
        double = float(value)
    except OverflowError as large:
        raise NotCanonical("too large a number") from large
    if not math.isfinite(double):
        raise NotCanonical("not a number")
    if double == 0:
        return "0"
    # Python's repr has the fewest digits that read back as the same double; only their layout differs.
    sign, figures, exponent = Decimal(repr(double)).normalize().as_tuple()
    digits = "".join(map(str, figures))
    return ("-" if sign else "") + _laid_out(digits, len(digits) + int(exponent))


def _laid_out(digits: str, point: int) -> str:
    """`point`: how many digits stand before the decimal point."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    fraction = f".{digits[1:]}" if len(digits) > 1 else ""
    return f"{digits[0]}{fraction}e{point - 1:+d}"
