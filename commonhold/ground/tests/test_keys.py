from __future__ import annotations

import stat

from commonhold.ground import keys


def test_a_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    path = tmp_path / "keys" / "secret"
    assert keys.read_or_make(path, lambda: b"first") == b"first"
    assert keys.read_or_make(path, lambda: b"second") == b"first"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [each.name for each in path.parent.iterdir()] == ["secret"]


def test_of_two_makers_the_first_wins(tmp_path):
    path = tmp_path / "secret"

    def make() -> bytes:
        path.write_bytes(b"theirs")
        return b"ours"

    assert keys.read_or_make(path, make) == b"theirs"


def test_a_destroyed_secret_is_gone_and_destroying_it_again_is_fine(tmp_path):
    path = tmp_path / "secret"
    keys.read_or_make(path, lambda: b"x")
    keys.destroy(path)
    keys.destroy(path)
    assert not path.exists()
