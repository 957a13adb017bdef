from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook import ristretto as group
from rulebook.ristretto import BASE, IDENTITY, ORDER, NotInGroup

RFC_9496 = json.loads((Path(__file__).parents[2] / "tests" / "vectors" / "ristretto255.json").read_text())

scalars = st.integers(0, ORDER - 1)
points = scalars.map(group.times_base)


def test_multiples_of_the_generator_are_those_of_the_rfc():
    assert [group.times_base(n).hex() for n in range(16)] == RFC_9496["multiples"]
    assert [group.times(n, BASE).hex() for n in range(16)] == RFC_9496["multiples"]
    assert group.total([BASE] * 15).hex() == RFC_9496["multiples"][15]


@pytest.mark.parametrize("encoding", RFC_9496["invalid"])
def test_encodings_that_the_rfc_calls_invalid_are_refused(encoding):
    with pytest.raises(NotInGroup):
        group.decode_point(bytes.fromhex(encoding))


@pytest.mark.parametrize(("text", "point"), RFC_9496["hashed"])
def test_texts_are_hashed_to_the_points_of_the_rfc(text, point):
    assert group.hash_to_point(text.encode()).hex() == point


@pytest.mark.parametrize("data", [b"", bytes(31), bytes(33), BASE + b"\0"])
def test_a_point_and_a_scalar_have_32_bytes(data):
    with pytest.raises(NotInGroup):
        group.decode_point(data)
    with pytest.raises(NotInGroup):
        group.decode_scalar(data)


@given(st.integers(ORDER, 2**256 - 1))
def test_a_scalar_that_is_not_reduced_is_refused(number):
    with pytest.raises(NotInGroup):
        group.decode_scalar(number.to_bytes(32, "little"))


@given(st.binary(min_size=32, max_size=32))
def test_an_encoding_is_refused_or_the_only_one_of_its_point(data):
    try:
        point = group.decode_point(data)
    except NotInGroup:
        return
    assert group.plus(point, IDENTITY) == data


@given(points)
def test_the_highest_bit_makes_no_second_encoding(point):
    with pytest.raises(NotInGroup):
        group.decode_point(point[:-1] + bytes([point[-1] | 0x80]))


@given(scalars, scalars, points)
def test_it_is_a_group_of_prime_order(a, b, point):
    assert group.plus(group.times(a, point), group.times(b, point)) == group.times(a + b, point)
    assert group.times(a, group.times(b, point)) == group.times(a * b, point)
    assert group.minus(group.plus(point, BASE), BASE) == point
    assert group.times(ORDER, point) == IDENTITY
    assert group.times(-a, point) == group.minus(IDENTITY, group.times(a, point))


@given(scalars)
def test_scalars_come_back_as_they_went(scalar):
    assert group.decode_scalar(group.encode_scalar(scalar)) == scalar
    if scalar:
        assert group.inverse(scalar) * scalar % ORDER == 1


def test_what_is_drawn_depends_on_the_seed_and_on_each_part_of_the_context():
    seeds = [bytes(32), bytes(31) + b"\1"]
    contexts = [(), (b"",), (b"ab", b"c"), (b"a", b"bc")]
    first = {group.drawn_from(seed, *context)() for seed in seeds for context in contexts}
    assert len(first) == 8
    with pytest.raises(ValueError, match="32 bytes"):
        group.drawn_from(b"short")


def test_libsodium_leaves_no_file_behind(tmp_path):
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    subprocess.run([sys.executable, "-c", "import rulebook.ristretto"], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []
