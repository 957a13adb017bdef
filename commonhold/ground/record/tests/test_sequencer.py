from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import transaction

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import actions, files, queries, sequencer
from commonhold.ground.record.models import Leaf
from commonhold.ground.record.signature import check_signature
from rulebook.merkle import DirectoryReader, verify

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(settings, tmp_path: Path, db) -> Path:
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    install(mode=Mode.TEST, public_url="http://coop.example", now=NOON)
    return tmp_path / "record"


def append(count: int, *, start: int = 0) -> None:
    for number in range(start, start + count):
        actions.append("test.counted", {"n": number}, now=NOON - timedelta(hours=1, seconds=-number))


def everything(folder: Path) -> dict[str, bytes]:
    reader = DirectoryReader(folder)
    return {path: reader.read(path) or b"" for path in reader.paths()}


def verdict(folder: Path):
    return verify(DirectoryReader(folder), vkey=queries.vkey(), check_signature=check_signature)


def test_what_was_appended_is_verified_from_the_published_files_alone(folder):
    append(300)
    assert sequencer.sequence(NOON) == 300
    assert verdict(folder).ok
    assert [each.body["n"] for each in queries.leaves(limit=2)] == [299, 298]


def test_an_empty_log_is_signed_too(folder):
    assert sequencer.sequence(NOON) == 0
    assert verdict(folder).size == 0


def test_what_is_dated_later_waits_for_its_time(folder):
    append(2)
    actions.append("test.later", {"n": 2}, now=NOON + timedelta(days=1))
    assert sequencer.sequence(NOON) == 2
    assert sequencer.sequence(NOON + timedelta(days=1)) == 3


def test_a_leaf_of_a_rolled_back_action_never_enters_the_log(folder):
    with transaction.atomic():
        append(1)
        transaction.set_rollback(True)
    assert sequencer.sequence(NOON) == 0


def test_sequencing_twice_signs_once(folder):
    append(3)
    sequencer.sequence(NOON)
    before = everything(folder)
    sequencer.sequence(NOON + timedelta(hours=1))
    assert everything(folder) == before
    assert len(queries.checkpoints(limit=10)) == 1


def test_growing_in_steps_gives_the_tree_that_growing_at_once_gives(folder):
    for start, count in ((0, 1), (1, 254), (255, 1), (256, 1), (257, 300)):
        append(count, start=start)
        sequencer.sequence(NOON)
    stepwise = queries.checkpoints(limit=1)[0].root
    files.clear()
    sequencer.sequence(NOON)
    assert queries.checkpoints(limit=1)[0].root == stepwise
    assert verdict(folder).ok


@pytest.mark.parametrize(
    "lost", ["checkpoint", "vkey", "tile/0/001.p/44", "tile/entries/001.p/44", "tile", "."]
)
def test_what_a_crash_or_a_broken_disk_took_is_rebuilt_from_the_database(folder, lost):
    append(300)
    sequencer.sequence(NOON)
    root = queries.checkpoints(limit=1)[0].root
    target = folder / lost
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    sequencer.sequence(NOON)
    assert verdict(folder).ok
    assert queries.checkpoints(limit=1)[0].root == root


@pytest.mark.parametrize("lost", ["tile/0/000", "tile/entries/000", "tile/1/000.p/1"])
def test_an_old_tile_that_is_gone_is_found_and_rebuilt_at_start(folder, lost):
    append(300)
    sequencer.sequence(NOON)
    (folder / lost).unlink()
    sequencer.mend(NOON)
    assert verdict(folder).ok


def test_a_crash_after_numbering_is_finished_by_the_next_round(folder):
    append(5)
    assert sequencer._number_pending(NOON) is False  # numbered, and nothing published yet
    append(2, start=5)
    assert sequencer.sequence(NOON) == 7
    assert [row.index for row in Leaf.objects.order_by("id")] == list(range(7))


def test_a_changed_edge_tile_is_noticed_and_never_signed_over(folder):
    append(10)
    sequencer.sequence(NOON)
    tile = folder / "tile/0/000.p/10"
    tile.write_bytes(bytes([tile.read_bytes()[0] ^ 1]) + tile.read_bytes()[1:])
    append(1, start=10)
    sequencer.sequence(NOON)
    assert verdict(folder).ok


def test_every_leaf_has_a_proof_under_the_latest_checkpoint(folder):
    append(260)
    sequencer.sequence(NOON)
    assert queries.proof(259) is not None
    assert queries.proof(260) is None


def test_the_export_holds_exactly_the_signed_log(folder, tmp_path):
    append(3)
    sequencer.sequence(NOON)
    append(300, start=3)
    sequencer.sequence(NOON)
    copy = tmp_path / "copy"
    for path, data in queries.published_files():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_bytes(data)
    assert verdict(copy).size == 303
    assert not (copy / "tile/0/000.p/3").exists()


@pytest.mark.parametrize("path", ["../keys/record", "tile/0/../../keys", "record.lock", "tile/0/1", "x"])
def test_only_the_log_itself_is_published(folder, path):
    sequencer.sequence(NOON)
    assert queries.published(path) is None


def test_a_leaf_with_anything_but_integers_and_strings_is_refused(folder):
    with pytest.raises(ValueError, match="integers and strings"):
        actions.append("test.flag", {"yes": True}, now=NOON)


def test_a_commitment_hides_its_text_until_its_salt_is_known(folder):
    assert actions.commit_to("ada") != actions.commit_to("ada")
