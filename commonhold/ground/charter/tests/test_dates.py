"""Dates in words follow the language of who reads, and the co-op's clock."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from commonhold.ground.charter import dates

MONDAY = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "Monday 4 May 2026", "May 2026"),
        ("de", "Montag, 4. Mai 2026", "Mai 2026"),
        ("es", "lunes 4 de mayo de 2026", "mayo de 2026"),
        ("fr", "lundi 4 mai 2026", "mai 2026"),
        ("nl", "maandag 4 mei 2026", "mei 2026"),
    ],
)
def test_a_day_is_said_as_it_is_said_there(db: None, language: str, day: str, month: str) -> None:
    with translation.override(language):
        assert dates.day(MONDAY).lower() == day.lower()
        assert dates.day_and_clock(MONDAY).lower() == f"{day}, 09:00".lower()
        assert dates.month(date(2026, 5, 1)).lower() == month.lower()
