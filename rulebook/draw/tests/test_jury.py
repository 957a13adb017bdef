"""A jury's lot: nobody alone chooses who sits, and everybody can draw it again."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.draw.jury import (
    Commitment,
    NotAJury,
    Revealed,
    digest_of,
    drawn,
    merkle_root,
    read_sheet,
    seats_for,
    seed_of,
    sheet,
)

POOL = tuple(sorted(sha256(bytes([n])).hexdigest() for n in range(21)))
COMMITTED = Commitment(
    case="45:2",
    pool=POOL,
    excluded=(("0" * 64, "conflict"),),
    seats=7,
    nonces=(("co-op", digest_of("a")), ("party", digest_of("b"))),
)
REVEALED = Revealed("ab" * 32, 812, (("co-op", "a"), ("party", "b")))


def test_the_same_numbers_draw_the_same_people():
    assert drawn(COMMITTED, REVEALED) == drawn(COMMITTED, REVEALED)
    assert sorted(drawn(COMMITTED, REVEALED)) == list(POOL)


@pytest.mark.parametrize(
    "other",
    [
        replace(REVEALED, checkpoint_root="cd" * 32),
        replace(REVEALED, checkpoint_size=813),
        replace(REVEALED, numbers=(("co-op", "a"),)),
    ],
)
def test_every_part_of_the_seed_counts(other):
    assert seed_of(COMMITTED, other) != seed_of(COMMITTED, REVEALED)


def test_a_party_who_does_not_reveal_stops_nothing():
    assert len(drawn(COMMITTED, replace(REVEALED, numbers=(("co-op", "a"),)))) == 21


def test_a_number_that_nobody_committed_to_is_refused():
    for numbers in ((("co-op", "z"),), (("stranger", "a"),)):
        with pytest.raises(NotAJury, match="committed"):
            drawn(COMMITTED, replace(REVEALED, numbers=numbers))


@pytest.mark.parametrize(
    "wrong",
    [
        replace(COMMITTED, pool=POOL[::-1]),
        replace(COMMITTED, pool=(POOL[0], *POOL)),
        replace(COMMITTED, excluded=((POOL[3], "served"),)),
        replace(COMMITTED, seats=22),
        replace(COMMITTED, seats=0),
    ],
)
def test_a_pool_that_contradicts_itself_is_refused(wrong):
    with pytest.raises(NotAJury):
        drawn(wrong, REVEALED)


def test_the_file_replays_to_the_same_bytes():
    data = sheet(COMMITTED, REVEALED)
    assert sheet(*read_sheet(json.loads(data))) == data


@pytest.mark.parametrize(
    "change",
    [
        lambda file: file.update(type="jury_v0"),
        lambda file: file.pop("pool"),
        lambda file: file["pool"].pop(),
        lambda file: file.update(excluded=[]),
        lambda file: file["committed"].update(seats="7"),
        lambda file: file["committed"].update(nonces=["co-op"]),
        lambda file: file.update(checkpoint=7),
        lambda file: file.update(numbers=[["co-op"]]),
        lambda file: file.update(committed=[]),
    ],
)
def test_a_file_that_was_changed_is_noticed(change):
    file = json.loads(sheet(COMMITTED, REVEALED))
    change(file)
    with pytest.raises(NotAJury):
        sheet(*read_sheet(file))


def test_where_somebody_else_is_seated_the_bytes_differ():
    file = json.loads(sheet(COMMITTED, REVEALED))
    file["seated"][0], file["following"][0] = file["following"][0], file["seated"][0]
    assert sheet(*read_sheet(file)) != json.dumps(file, separators=(",", ":"), sort_keys=True).encode()


@pytest.mark.parametrize("size", [0, 1, 2, 3, 7, 8, 21])
def test_the_root_is_the_one_of_rfc_6962(size):
    entries = [f"key {n}" for n in range(size)]
    hashes = [sha256(b"\0" + each.encode()).digest() for each in entries]

    def by_hand(part):
        if len(part) < 2:
            return part[0] if part else sha256(b"").digest()
        split = max(1 << n for n in range(6) if 1 << n < len(part))
        return sha256(b"\1" + by_hand(part[:split]) + by_hand(part[split:])).digest()

    assert merkle_root(entries) == by_hand(hashes).hex()


@given(st.integers(0, 10_000), st.integers(3, 45))
def test_seats_are_odd_at_least_three_and_never_more_than_wanted_or_there_are(pool, wanted):
    seats = seats_for(pool, wanted=wanted)
    assert (seats == 0) == (pool < 3)
    assert not seats or (seats % 2 == 1 and 3 <= seats <= min(wanted, max(3, pool // 3)))


def test_over_many_heads_everybody_sits_about_as_often():
    sat: Counter[str] = Counter()
    for n in range(900):
        sat.update(drawn(COMMITTED, replace(REVEALED, checkpoint_size=n))[:7])
    assert min(sat.values()) > 230
    assert max(sat.values()) < 370
