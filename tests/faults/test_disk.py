"""No room on the disk, or nothing may be written there: said so, nothing half done, and over by itself."""

from __future__ import annotations

import errno
import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction
from django.test import Client

from commonhold.ground.clock import queries as clock
from commonhold.ground.record import queries as record
from commonhold.ground.record.sequencer import sweep
from commonhold.house.busy import Trouble, trouble_of
from commonhold.social.apps import actions as apps
from commonhold.social.media import store
from commonhold.social.media.models import Medium
from commonhold.social.media.tests import samples
from commonhold.social.posts.models import Post


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@contextmanager
def full() -> Iterator[None]:
    """The database may not grow any more."""
    run("PRAGMA max_page_count = 1")  # SQLite takes what there is now
    try:
        yield
    finally:
        run("PRAGMA max_page_count = 1000000")


@contextmanager
def read_only() -> Iterator[None]:
    run("PRAGMA query_only = ON")
    try:
        yield
    finally:
        run("PRAGMA query_only = OFF")


@contextmanager
def no_room_for_files() -> Iterator[None]:
    """No file of this process grows beyond a megabyte: EFBIG, where a full disk says ENOSPC."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def texts() -> list[str]:
    return list(Post.objects.values_list("text", flat=True))


@pytest.mark.parametrize("trouble", [full, read_only])
def test_what_was_acknowledged_is_there_and_what_was_not_is_told_so(
    browser: Client, trouble: Callable[[], AbstractContextManager[None]]
) -> None:
    said = [f"{number} " + "a word " * 700 for number in range(20)]
    answers = []
    with trouble():
        for text in said:
            answers.append(browser.post("/compose", {"text": text, "audience": "public"}))
            assert browser.get("/about").status_code == 200
            if answers[-1].status_code != 302 and answers[-1].status_code != 303:
                break
    refused = answers[-1]
    page = refused.content.decode()
    assert refused.status_code == 503
    assert refused.headers["Retry-After"] == "60"
    assert "nothing that was saved before is lost" in page
    assert "Keep what you typed" in page
    assert [each.strip() for each in texts()] == [each.strip() for each in said[: len(answers) - 1]]
    again = browser.post("/compose", {"text": said[len(answers) - 1], "audience": "public"})
    assert again.status_code in {302, 303}
    assert len(texts()) == len(answers)


def test_apps_are_told_so_and_may_send_it_again_with_its_key(ada: int) -> None:
    token = apps.mint_token(person_id=ada, scopes="read write", now=clock.now())
    client = Client(raise_request_exception=False, headers={"authorization": f"Bearer {token}"})
    client.get("/api/v1/accounts/verify_credentials")  # when it was last used is noted once a day

    def say() -> Any:
        headers = {"idempotency-key": "once"}
        said = {"status": "Bread at nine"}
        return client.post("/api/v1/statuses", said, content_type="application/json", headers=headers)

    with read_only():
        refused = say()
    assert refused.status_code == 503
    assert "no room to write" in refused.json()["error"]
    assert texts() == []
    for _twice in range(2):
        assert say().status_code == 200
    assert len(texts()) == 1


@pytest.mark.parametrize("size", [2_200_000, 2_600_000])  # kept in memory while it comes, and in a file
def test_a_picture_that_finds_no_room_leaves_no_row_and_no_half_file(browser: Client, size: int) -> None:
    picture = samples.picture("PNG")
    picture += bytes(size - len(picture))
    with no_room_for_files():
        answer = browser.post("/media", {"media": SimpleUploadedFile("a.png", picture)})
    assert (answer.status_code, "no room to write" in answer.content.decode()) == (503, True)
    assert not Medium.objects.exists()
    folder = store.incoming(0).parent
    assert not folder.exists() or not any(folder.iterdir())
    assert browser.post("/media", {"media": SimpleUploadedFile("a.png", picture)}).status_code == 303


def test_the_record_goes_on_where_it_stopped_when_there_is_room_again(ada: int, data_folder: Path) -> None:
    in_the_way = data_folder / "record"
    in_the_way.write_text("no folder can be made here")
    with pytest.raises(OSError, match="record"):
        sweep(clock.now())
    in_the_way.unlink()
    sweep(clock.now())
    (signed,) = record.checkpoints(limit=1)
    assert signed.size == len(record.leaves(limit=1000)) > 0


def test_a_mistake_of_ours_is_not_blamed_on_the_disk(committing_db: str) -> None:
    with pytest.raises(DatabaseError) as broken, transaction.atomic():
        run("SELECT * FROM no_such_table")
    assert trouble_of(broken.value) is not Trouble.DISK
    assert trouble_of(FileNotFoundError(errno.ENOENT, "no such file")) is None
    assert trouble_of(ValueError()) is None
