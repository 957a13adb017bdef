"""A restored copy goes on behind what others saw, or not at all."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.ground.record import queries, sequencer
from commonhold.ground.record.models import Checkpoint, Leaf
from commonhold.ground.record.taking_up import take_up
from commonhold.ground.record.tests.test_sequencer import NOON, append, folder, verdict
from commonhold.ground.refusal import Refusal
from rulebook.merkle import DirectoryReader

LATER = NOON + timedelta(hours=1)
__all__ = ["folder"]


@pytest.fixture
def mirror(folder: Path, tmp_path: Path) -> Path:
    """A copy of 300 entries; this co-op itself was restored to its first 260, and 5 that waited."""
    append(260)
    sequencer.sequence(NOON)
    signed = list(Checkpoint.objects.values())
    append(40, start=260)
    sequencer.sequence(NOON)
    mirror = tmp_path / "mirror"
    shutil.copytree(folder, mirror)
    Checkpoint.objects.exclude(size__in=[each["size"] for each in signed]).delete()
    Leaf.objects.filter(index__gte=265).delete()
    Leaf.objects.filter(index__gte=260).update(index=None)
    assert sequencer.rebuild() == 260
    return mirror


def test_the_record_goes_on_where_others_saw_it_end(folder, mirror):
    taken = take_up(DirectoryReader(mirror), now=LATER)
    assert [each.index for each in taken] == list(range(265, 300))
    assert (verdict(folder).ok, verdict(folder).size) == (True, 300)
    assert (folder / "checkpoint").read_bytes() == (mirror / "checkpoint").read_bytes()
    append(1, start=500)
    assert sequencer.sequence(LATER) == 301
    assert verdict(folder).ok
    assert queries.consistency(300, 301)


def test_a_copy_that_knows_no_more_changes_nothing(mirror):
    take_up(DirectoryReader(mirror), now=LATER)
    assert take_up(DirectoryReader(mirror), now=LATER) == []
    assert Leaf.objects.count() == 300


def test_without_that_the_record_would_say_two_things_and_then_it_is_too_late(folder, mirror):
    append(50, start=900)
    sequencer.sequence(LATER)
    Checkpoint.objects.filter(size__gt=260).delete()
    with pytest.raises(Refusal, match="another"):
        take_up(DirectoryReader(mirror), now=LATER)


def test_a_copy_that_is_cut_or_signed_by_somebody_else_is_refused(mirror):
    (mirror / "tile" / "entries" / "000").unlink()
    with pytest.raises(Refusal, match="no whole copy"):
        take_up(DirectoryReader(mirror), now=LATER)
    assert Checkpoint.objects.count() == 1
