"""An archive of another server from the console: brought along in a play co-op, made ready in a real one."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.social.archives.tests.maker import attached, files, note, with_picture, zipped
from tests.console.typed import USAGE, Desk


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.zip"
    path.write_bytes(
        zipped(with_picture(note(1, attachment=[attached()]), note(2, inReplyTo="https://b.example/1")))
    )
    return path


def test_posts_are_brought_along_once(play: Desk, archive: Path) -> None:
    came = play.gets("import", "mastodon", archive, "--as", "ada")
    assert (came["state"], came["written"], came["already"]) == ("done", 2, 0)
    assert came["survey"]["media"] == 1
    again = play.gets("import", "mastodon", archive, "--as", "ada", "--skip-answers")
    assert (again["written"], again["already"], again["not_chosen"]) == (0, 1, 1)
    assert archive.exists()


def test_a_preview_tells_what_is_in_it_and_writes_nothing(play: Desk, archive: Path) -> None:
    seen = play.gets("import", "mastodon", archive, "--as", "ada", "--preview")
    assert (seen["survey"]["posts"], seen["written"]) == (2, 0)
    assert play.gets("import", "mastodon", archive, "--as", "ada", "--drafts")["written"] == 2


def test_in_a_real_co_op_the_console_reads_it_and_its_owner_decides(real: Desk, archive: Path) -> None:
    seen = real.gets("import", "mastodon", archive, "--as", "ada")
    assert (seen["state"], seen["written"]) == ("ready", 0)


def test_a_broken_archive_is_refused_and_the_file_is_named(play: Desk, tmp_path: Path) -> None:
    broken = tmp_path / "mine.zip"
    broken.write_bytes(zipped({**files(), "outbox.json": b'{"orderedItems": [}'}))
    assert "“outbox.json”" in play.refusal("import", "mastodon", broken, "--as", "ada")
    broken.write_bytes(b"nothing of the kind")
    assert "“mine.zip”" in play.refusal("import", "mastodon", broken, "--as", "ada")
    assert "none.zip" in play.refusal("import", "mastodon", tmp_path / "none.zip", "--as", "ada")
    assert play.refusal("import", "mastodon", broken, "--as", "nobody")
    assert play.types("import", "mastodon").status == USAGE
