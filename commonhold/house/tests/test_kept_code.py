from __future__ import annotations

import dataclasses
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from commonhold.house.kept_code import Kept


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "kept"
    vars(dataclasses).pop("exec", None)


@pytest.fixture(autouse=True)
def may_keep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def _coin(kept: Kept, name: str = "cents") -> type:
    kept.begin()
    made = dataclasses.make_dataclass("Coin", [(name, int), ("code", str, "EUR")], frozen=True)
    kept.end()
    return made


def test_a_class_from_kept_code_does_what_it_did(path: Path) -> None:
    _coin(Kept(path))

    again = _coin(Kept(path))

    assert repr(again(5)).endswith("Coin(cents=5, code='EUR')")
    assert again(5) == again(5) != again(6)
    assert hash(again(5)) == hash(again(5))
    with pytest.raises(dataclasses.FrozenInstanceError):
        again(5).cents = 6


def test_what_is_kept_is_not_compiled_again(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _coin(Kept(path))
    written = path.read_bytes()
    monkeypatch.setattr("builtins.compile", None)

    _coin(Kept(path))

    assert path.read_bytes() == written


def test_another_class_is_compiled_and_kept_in_place_of_what_nobody_asks_for(path: Path) -> None:
    _coin(Kept(path))
    before = path.read_bytes()

    assert _coin(Kept(path), "minutes")(7).minutes == 7

    assert b"minutes" in path.read_bytes()
    assert b"cents" in before
    assert b"cents" not in path.read_bytes()


@pytest.mark.parametrize("spoilt", [b"", b"another Python's", b"\xa7\r\r\n", b"\xa7\r\r\n{"])
def test_a_file_that_is_not_ours_or_not_whole_is_as_none(path: Path, spoilt: bytes) -> None:
    path.write_bytes(spoilt)

    assert _coin(Kept(path))(5).cents == 5


def test_a_file_cut_short_is_as_none(path: Path) -> None:
    _coin(Kept(path))
    path.write_bytes(path.read_bytes()[:-40])

    assert _coin(Kept(path))(5).cents == 5


def test_nothing_is_kept_where_python_keeps_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    _coin(Kept(path))

    assert not path.exists()


def test_a_folder_that_may_not_be_written_in_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert _coin(Kept(tmp_path / "file" / "kept"))(5).cents == 5


def test_afterwards_dataclasses_does_as_ever(path: Path) -> None:
    _coin(Kept(path))

    assert "exec" not in vars(dataclasses)
