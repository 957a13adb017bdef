"""A backup is worth what its restoring is worth: each of these lays one down again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from commonhold.ground.installation import backed_up
from commonhold.social.media.tests import s3_double
from tests import postgres
from tests.console.conftest import Decided
from tests.console.typed import MISCONFIGURED, NO, YES, Desk, account, dues_of, founding, typed


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "key"
    assert typed("backup", "key", path).status == YES
    return path


@pytest.fixture
def lived_in(decided: Decided, tmp_path: Path) -> Desk:
    """Decided, with a picture, and in the middle of another vote."""
    shutil.copytree(decided.desk.data, tmp_path / "lived")
    desk = Desk(tmp_path / "lived")
    (desk.data / "media").mkdir(exist_ok=True)
    (desk.data / "media" / "secret.webp").write_bytes(b"a picture" * 300_000)
    (desk.data / "outgoing-mail").mkdir(exist_ok=True)
    (desk.data / "outgoing-mail" / "1.log").write_text("your code is 123456")
    desk.gets(*dues_of(300))
    return desk


def said_by(desk: Desk) -> tuple[object, ...]:
    return desk.gets("charter", "show"), desk.gets("proposals", "list"), desk.gets("ledger", "check")


def test_what_was_backed_up_and_sealed_is_there_again_and_verifies(lived_in, key, tmp_path):
    before = said_by(lived_in)
    told = lived_in.gets("backup", tmp_path / "kept", "--key", key)
    assert told["sealed"] is True
    again = Desk(tmp_path / "again")
    laid = again.gets("restore", tmp_path / "kept", "--key", key, anew=True)
    assert laid["ok"] is True
    assert laid["settled"]["ledger"] is True
    assert laid["settled"]["record"]["size"] == laid["record_size"] == told["record_size"]
    assert said_by(again) == before
    assert (again.data / "media" / "secret.webp").read_bytes() == b"a picture" * 300_000
    assert (again.data / "keys" / "record").read_bytes() == (lived_in.data / "keys" / "record").read_bytes()
    assert (again.data / "keys" / "record").stat().st_mode & 0o777 == 0o600


def test_codes_in_mails_and_keys_of_open_votes_are_left_out_unless_asked_for(lived_in, key, tmp_path):
    poll = next((lived_in.data / "keys" / "polls").iterdir()).name
    assert lived_in.gets("backup", tmp_path / "kept", "--key", key)["left_out"] == [f"keys/polls/{poll}"]
    again = Desk(tmp_path / "again")
    assert again.gets("restore", tmp_path / "kept", "--key", key)["votes_without_key"] == [poll]
    assert not (again.data / "keys" / "polls" / poll).exists()
    assert not (again.data / "outgoing-mail").exists()
    lived_in.gets("backup", tmp_path / "kept", "--key", key, "--with-poll-keys")
    whole = Desk(tmp_path / "whole")
    assert whole.gets("restore", tmp_path / "kept", "--key", key)["votes_without_key"] == []
    assert (whole.data / "keys" / "polls" / poll).exists()


def test_a_second_backup_copies_only_what_changed(lived_in, key, tmp_path):
    first = lived_in.gets("backup", tmp_path / "kept", "--key", key)
    second = lived_in.gets("backup", tmp_path / "kept", "--key", key)
    assert second["new_bytes"] < first["new_bytes"] // 3
    assert len(lived_in.gets("backup", "list", tmp_path / "kept", "--key", key)) == 2


def test_nothing_in_a_sealed_backup_can_be_read_without_its_key(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    whole = b"".join(each.read_bytes() for each in (tmp_path / "kept").rglob("*") if each.is_file())
    assert b"ada" not in whole.replace(b"data", b"")
    assert "sealed" in Desk(tmp_path / "again").refusal("restore", tmp_path / "kept")
    (tmp_path / "other").write_text("some other long words")
    refused = Desk(tmp_path / "again").refusal("restore", tmp_path / "kept", "--key", tmp_path / "other")
    assert "not the key" in refused
    assert not (tmp_path / "again").exists()


def test_a_piece_that_was_altered_or_swapped_is_noticed_and_nothing_is_restored(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    pieces = sorted(each for each in (tmp_path / "kept" / "chunks").rglob("*") if each.is_file())
    one, other = pieces[0].read_bytes(), pieces[1].read_bytes()
    pieces[0].write_bytes(other)
    assert "damaged" in Desk(tmp_path / "again").refusal("restore", tmp_path / "kept", "--key", key)
    pieces[0].write_bytes(one[:-1] + bytes([one[-1] ^ 1]))
    assert "damaged" in Desk(tmp_path / "again").refusal("backup", "verify", tmp_path / "kept", "--key", key)
    pieces[0].unlink()
    assert "gone" in Desk(tmp_path / "again").refusal("restore", tmp_path / "kept", "--key", key)
    assert not (tmp_path / "again" / "keys").exists()


def test_verifying_restores_it_really_and_says_when(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    told = lived_in.gets("backup", "verify", tmp_path / "kept", "--key", key, anew=True)
    assert (told["ok"], told["other_rows"]) == (True, [])
    assert told["rows"] > 100
    known = backed_up.read(lived_in.data)
    assert known.verified == known.name == told["name"]
    assert known.verified_at


def test_it_is_restored_nowhere_but_into_an_empty_folder(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    assert "not empty" in lived_in.refusal("restore", tmp_path / "kept", "--key", key)
    assert "inside the data folder" in lived_in.refusal("backup", lived_in.data / "kept", "--key", key)
    assert "no backup" in Desk(tmp_path / "new").refusal("restore", tmp_path / "nowhere")


def test_it_is_gathered_within_the_folder_since_the_one_around_may_be_another_s(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    around = tmp_path / "var"
    mounted = around / "mounted"
    (mounted / "lost+found").mkdir(parents=True)
    (mounted / ".restoring" / "half").mkdir(parents=True)  # of a restore that was killed
    assert Desk(mounted).types("serve", "--founded", "--port", "0").status == MISCONFIGURED
    assert (mounted / "keys" / "secret").exists()  # a start made it while the backup was looked for
    before = around.stat().st_mtime_ns
    assert Desk(mounted).gets("restore", tmp_path / "kept", "--key", key)["ok"] is True
    assert around.stat().st_mtime_ns == before
    assert (mounted / "keys" / "secret").read_bytes() == (lived_in.data / "keys" / "secret").read_bytes()
    assert not (mounted / ".restoring").exists()


def test_a_folder_that_can_t_be_filled_is_named_and_left_as_it_was(lived_in, key, tmp_path):
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    (tmp_path / "file").write_text("no folder")
    for place in (tmp_path / "file" / "data", tmp_path / "damaged"):
        if place.name == "damaged":
            next(each for each in (tmp_path / "kept" / "chunks").rglob("*") if each.is_file()).unlink()
        assert "Nothing was restored" in Desk(place).refusal("restore", tmp_path / "kept", "--key", key)
        assert not place.exists()


def test_who_was_erased_after_the_backup_is_erased_again(lived_in, key, tmp_path):
    dev = lived_in.gets(*account("eva"))["id"]
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    first = lived_in.gets("backup", "list", tmp_path / "kept", "--key", key)[0]["name"]
    lines = [{"person": dev, "at": 1}, {"person": 12345, "at": 2}]
    (lived_in.data / "erased.jsonl").write_text("".join(f"{json.dumps(each)}\n" for each in lines) + '{"per')
    lived_in.gets("backup", tmp_path / "kept", "--key", key)
    again = Desk(tmp_path / "again")
    laid = again.gets("restore", tmp_path / "kept", "--key", key, "--at", first)
    assert laid["settled"]["erased_again"] == {"person": 1}
    assert laid["settled"]["unread_erasures"] == 1
    assert "eva@example.org" not in (again.data / "commonhold.sqlite3").read_bytes().decode("latin-1")


def test_old_ones_are_forgotten_with_the_pieces_that_only_they_need(lived_in, key, tmp_path):
    kept = tmp_path / "kept"
    lived_in.gets("backup", kept, "--key", key)
    (lived_in.data / "media" / "secret.webp").unlink()
    told = lived_in.gets(
        "backup", kept, "--key", key, "--prune", "--daily", "1", "--weekly", "1", "--monthly", "1"
    )
    assert len(told["forgotten"]) == 1
    assert sum(each.stat().st_size for each in kept.rglob("*")) < 3_000_000
    assert lived_in.gets("backup", "verify", kept, "--key", key)["ok"] is True


def test_in_a_bucket_it_is_the_same_and_nothing_goes_there_unsealed(lived_in, key, tmp_path, monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    monkeypatch.setenv("AWS_REQUEST_CHECKSUM_CALCULATION", "when_required")
    with s3_double.served() as objects:
        bucket = f"s3://safe/yard?endpoint={objects.url}&region=home-1"
        assert "sealed" in lived_in.refusal("backup", bucket)
        assert objects.held == {}
        assert lived_in.gets("backup", bucket, "--key", key)["place"] == "s3://safe/yard"
        assert Desk(tmp_path / "again").gets("restore", bucket, "--key", key)["ok"] is True


@pytest.fixture
def cluster(request: pytest.FixtureRequest, django_db_blocker) -> tuple[postgres.Server, str]:
    """A server, and the name of a migrated template in it."""
    with django_db_blocker.unblock():
        found: tuple[postgres.Server, str] = request.getfixturevalue("postgresql")
        return found


def test_a_backup_on_postgresql_is_laid_down_in_an_empty_database(cluster, key, tmp_path):
    server, template = cluster
    here, there = server.create(template=template), server.create()
    desk = Desk(tmp_path / "coop")
    at_home = ("--database", server.url(here))
    desk.gets(*founding("ada", "ben", "caro"), "--test-mode", *at_home)
    desk.gets("clock", "advance", "1d", *at_home)
    told = desk.gets("backup", tmp_path / "kept", "--key", key, *at_home)
    verified = desk.gets("backup", "verify", tmp_path / "kept", "--key", key, *at_home)
    assert (verified["ok"], verified["other_rows"]) == (True, [])
    again = Desk(tmp_path / "again")
    assert "PostgreSQL" in again.refusal("restore", tmp_path / "kept", "--key", key)
    assert "not empty" in again.refusal("restore", tmp_path / "kept", "--key", key, *at_home)
    laid = again.gets("restore", tmp_path / "kept", "--key", key, "--database", server.url(there))
    assert laid["settled"]["record"]["size"] == told["record_size"]
    assert again.gets("ledger", "check", "--database", server.url(there))["ok"] is True


def test_a_key_that_is_there_is_never_written_over(key):
    assert typed("backup", "key", key).status == NO


def test_a_folder_without_a_co_op_is_not_backed_up(tmp_path, key):
    assert Desk(tmp_path / "none").types("backup", tmp_path / "kept", "--key", key).status == MISCONFIGURED
