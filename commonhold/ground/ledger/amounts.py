"""Money as people read it: whole minor units in, words out, no float on the way."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import pgettext

from commonhold.ground.ledger.currencies import EXPONENTS

_SYMBOLS = {"EUR": "€", "GBP": "£", "JPY": "¥", "USD": "$"}
_MINUS = "\N{MINUS SIGN}"
_NO_BREAK_SPACE = "\N{NO-BREAK SPACE}"


def exponent(currency: str) -> int:
    """How many decimal places the currency's minor unit has."""
    return EXPONENTS.get(currency, 2)


def amount_in_words(minor_units: int, currency: str, *, signed: bool = False) -> str:
    """`amount_in_words(123456, "EUR")` reads "€1,234.56"; `signed` writes a plus before what comes in."""
    words = _in_words(Decimal(abs(minor_units)).scaleb(-exponent(currency)), exponent(currency), currency)
    if minor_units < 0:
        return _MINUS + words
    return f"+{words}" if signed and minor_units > 0 else words


def fine_amount_in_words(millionths: int, currency: str) -> str:
    """Millionths of a minor unit with two decimals more than the currency has, rounded down: "€1.2993"."""
    places = exponent(currency) + 2
    return _in_words(Decimal(millionths // 10**4).scaleb(-places), places, currency)


def _in_words(whole: Decimal, places: int, currency: str) -> str:
    number = number_format(whole, decimal_pos=places, use_l10n=True, force_grouping=True)
    symbol = _SYMBOLS.get(currency)
    if symbol:
        pattern = pgettext("money with a symbol such as €", "{symbol}{number}")
    else:
        symbol = currency
        pattern = pgettext("money with a code such as CHF", "{symbol} {number}")
    return pattern.format(symbol=symbol, number=number).replace(" ", _NO_BREAK_SPACE)


def as_typed(minor_units: int, currency: str) -> str:
    """As somebody types it into a form: "4.00", without the currency."""
    return str(Decimal(minor_units).scaleb(-exponent(currency)))
