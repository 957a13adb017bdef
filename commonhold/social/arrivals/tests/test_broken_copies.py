"""A copy that is cut, in other signs or swollen is refused with its line, and nothing of it is written."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from commonhold.social.arrivals import coming, staging
from commonhold.social.arrivals.models import Arrival, Community
from commonhold.social.arrivals.refusals import (
    CopyUnreadable,
    HalfAFile,
    NotUnicode,
    Stopped,
    TooLong,
    WrongValue,
)
from commonhold.social.arrivals.steps import said as said_step
from commonhold.social.arrivals.tests.copy_maker import ACCOUNTS, STATUSES, account, status, write_copy
from commonhold.social.arrivals.tests.test_a_community_comes import bring, copy
from commonhold.social.posts.models import Post
from tests.cast import MORNING

__all__ = ["copy"]


@pytest.mark.parametrize(
    ("tables", "refusal", "words"),
    [
        ({"accounts": [*ACCOUNTS, account(106, "x" * 1_000_000)]}, TooLong, "accounts.csv, line 10"),
        ({"accounts": [*ACCOUNTS, account(106, "x" * 101)]}, TooLong, "accounts.csv, line 10"),
        ({"accounts": [account(1 << 63, "iris")]}, WrongValue, "accounts.csv, line 2: “id”"),
        ({"accounts": [account(100, "iris") | {"id": ""}]}, WrongValue, "accounts.csv, line 2: “id”"),  # type: ignore[operator]
        ({"statuses": [status(1, -(1 << 70), "x")]}, WrongValue, "statuses.csv, line 2: “account_id”"),
        ({"statuses": [status(1, 100, "x" * 4_000_001)]}, TooLong, "statuses.csv, line 2"),
        (
            {"statuses": [status(1, 100, "three\nlines\nhere"), status(2, 100, "y", poll_id="one")]},
            WrongValue,
            "statuses.csv, line 5: “poll_id”",
        ),
    ],
)
def test_what_no_server_writes_is_refused_with_its_line(
    copy: Path, tables: dict[str, Any], refusal: type[Exception], words: str
) -> None:
    write_copy(copy, **tables)
    with pytest.raises(refusal, match=words):
        bring(copy)
    assert not Arrival.objects.exists()
    assert not Community.objects.exists()


def test_a_file_that_is_cut_at_any_byte_is_refused_or_ends_at_a_line(copy: Path) -> None:
    path = copy / "follows.csv"
    whole = path.read_bytes()
    lines = {len(b"".join(whole.splitlines(keepends=True)[:n])) for n in range(1, 6)}
    for cut in range(len(whole) - 1, 40, -7):
        path.write_bytes(whole[:cut])
        # The last column of the last line may be shorter: its time is only read, and then is now.
        if cut in lines or whole[:cut].rpartition(b"\n")[2].count(b",") == 3:
            continue
        with pytest.raises((HalfAFile, WrongValue), match=r"follows\.csv"):
            bring(copy)
    assert not Arrival.objects.exists()


def test_a_quoted_text_that_never_ends_is_refused(copy: Path) -> None:
    path = copy / "statuses.csv"
    path.write_bytes(path.read_bytes() + b'70,100,"it went on')
    with pytest.raises(HalfAFile, match=r"statuses\.csv stops in the middle of line 13"):
        bring(copy)
    assert not Arrival.objects.exists()


def test_other_signs_are_named_with_their_line(copy: Path) -> None:
    path = copy / "statuses.csv"
    whole = path.read_text(encoding="utf-8").replace("Frost", "Fröst").splitlines(keepends=True)
    path.write_bytes("".join(whole).encode("latin-1"))
    with pytest.raises(NotUnicode, match="as line 2 shows"):
        bring(copy)
    path.write_bytes("".join(whole).encode("utf-16"))
    with pytest.raises(NotUnicode, match="as line 1 shows"):
        bring(copy)
    assert not Arrival.objects.exists()


def test_a_copy_that_the_disk_does_not_give_or_take_is_refused_in_words(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_told: object, **_more: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(staging, "rows_of", fails)
    with pytest.raises(CopyUnreadable, match="Input/output error"):
        bring(copy)
    assert not Community.objects.exists()


def test_when_our_own_disk_is_full_it_stops_in_words_and_goes_on_there(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_told: object, **_more: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(said_step, "receive_medium", full)
        with pytest.raises(Stopped, match="No space left"):
            bring(copy)
    assert bring(copy).state == "done"
    assert Post.objects.exclude(imported_as="").count() == 7


def test_times_that_nobody_can_mean_do_no_harm(copy: Path) -> None:
    assert coming.moment("0001-01-01 00:00:00+14:00", MORNING) == MORNING
    assert coming.moment("1066-10-14 09:00:00", MORNING).year == 1970
    write_copy(copy, statuses=[*STATUSES, status(50, 100, "Hastings", created_at="1066-10-14 09:00:00")])
    bring(copy)
    assert Post.objects.get(text="Hastings").published_at.year == 1970
