"""References: their check digits, and how they are found in what banks hand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.civic.payments import references

#: Letters count as 10 to 35 (ISO 11649), so these pairs are 111, 222 and 333 either way round.
_READ_ALIKE = ({"1", "B"}, {"2", "M"}, {"3", "X"})
IDS = st.integers(min_value=1, max_value=(1 << 63) - 1)


@pytest.mark.parametrize("text", ["RF18539007547034", "RF18 5390 0754 7034", "rf18539007547034"])
def test_a_reference_of_the_standard_is_sound(text: str) -> None:
    assert references.is_sound(text)


@pytest.mark.parametrize("text", ["RF19539007547034", "RF18539007547043", "", "RF18", "RF18é"])
def test_what_was_mistyped_is_not(text: str) -> None:
    assert not references.is_sound(text)


@given(IDS)
def test_every_reference_is_sound_and_leads_back(an_id: int) -> None:
    made = references.reference(references.DUES, an_id)
    assert references.is_sound(made)
    assert len(made) <= 25
    assert references.person_of(made) == an_id
    assert references.person_of(references.reference(references.EXPECTED, an_id)) is None


@given(IDS, st.integers(0, 8))
def test_two_digits_that_change_places_are_noticed(an_id: int, place: int) -> None:
    made = references.reference(references.EXPECTED, an_id)
    pair = made[9:][place : place + 2]
    swapped = made[:9] + made[9:][:place] + pair[::-1] + made[9:][place + 2 :]
    read_alike = {*pair} in _READ_ALIKE
    assert references.is_sound(swapped) == (swapped == made or read_alike)


@given(IDS)
def test_it_is_found_among_other_words(an_id: int) -> None:
    made = references.reference(references.EXPECTED, an_id)
    for text in (
        f"Share no 4 {references.as_read(made)} thank you",
        f"SVWZ+{made.lower()}DATUM 04.05.2026",
        f"RF99 RF/{made}",
    ):
        assert made in references.found_in("", text)
