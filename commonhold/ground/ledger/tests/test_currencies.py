from __future__ import annotations

import pytest

from commonhold.ground.ledger.currencies import EXPONENTS, decimal_text


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (0, "EUR", "0.00"),
        (-5, "EUR", "-0.05"),
        (-1205, "EUR", "-12.05"),
        (500, "JPY", "500"),
        (-500, "JPY", "-500"),
        (7, "KWD", "0.007"),
        (12345, "CLF", "1.2345"),
    ],
)
def test_each_currency_is_written_with_its_own_decimals(amount: int, currency: str, text: str) -> None:
    assert decimal_text(amount, currency) == text


def test_every_currency_code_is_three_capital_letters_with_a_known_exponent() -> None:
    assert all(len(code) == 3 and code.isupper() and code.isascii() for code in EXPONENTS)
    assert {EXPONENTS[code] for code in ("EUR", "USD", "GBP", "CHF", "SEK", "PLN")} == {2}
    assert set(EXPONENTS.values()) == {0, 2, 3, 4}
