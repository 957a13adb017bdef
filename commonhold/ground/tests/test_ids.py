from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from commonhold.ground import ids

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_ids_sort_by_time_and_fit_63_bits():
    made = [ids.new_id(NOON + timedelta(seconds=n)) for n in range(50)]
    assert made == sorted(made)
    assert max(made) < 2**63


def test_an_id_knows_its_time_to_the_millisecond():
    at = NOON + timedelta(milliseconds=123)
    assert ids.time_of(ids.new_id(at)) == at


def test_a_thousand_ids_of_one_moment_differ():
    assert len({ids.new_id(NOON) for _each in range(1000)}) == 1000


def test_returning_to_an_earlier_moment_repeats_no_id():
    moments = [NOON, NOON + timedelta(seconds=1)]
    made = [ids.new_id(moments[n % 2]) for n in range(1200)]
    assert len(set(made)) == 1200


def test_the_first_id_after_a_moment_is_after_all_of_it():
    at = NOON + timedelta(days=1)
    assert ids.new_id(at) < ids.first_id_after(at) <= ids.new_id(at + timedelta(milliseconds=1))


def test_a_time_without_a_zone_has_no_place_in_an_id():
    with pytest.raises(ValueError, match="zone"):
        ids.new_id(NOON.replace(tzinfo=None))
