import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.merkle.bundles import BrokenBundle, format_bundle, parse_bundle


@given(st.lists(st.binary(max_size=300)))
def test_entries_come_back_as_they_went_in(entries: list[bytes]) -> None:
    assert list(parse_bundle(format_bundle(entries))) == entries


def test_lengths_are_big_endian() -> None:
    assert format_bundle([b"ab", b"", b"c" * 258])[:8] == b"\x00\x02ab\x00\x00\x01\x02"


def test_the_longest_entry_fits_and_the_next_is_refused() -> None:
    longest = bytes(65_535)
    assert list(parse_bundle(format_bundle([longest]))) == [longest]
    with pytest.raises(ValueError, match="does not fit"):
        format_bundle([bytes(65_536)])


@pytest.mark.parametrize("cut", range(1, 5))
def test_a_bundle_cut_short_gives_its_whole_entries_first(cut: int) -> None:
    entries = parse_bundle(format_bundle([b"whole", b"abc"])[:-cut])
    assert next(entries) == b"whole"
    with pytest.raises(BrokenBundle):
        next(entries)
