"""The same media in a local folder and in a store that speaks S3."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.social.media import jobs, store
from commonhold.social.media.actions import discard_medium
from commonhold.social.media.queries import file_at, lost, own_medium
from commonhold.social.media.tests import s3_double, samples
from commonhold.social.media.tests.bringing import bring, brought, files_in
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING


@pytest.fixture(params=["folder", "s3"])
def kind_of_store(
    request: pytest.FixtureRequest, settings, monkeypatch: pytest.MonkeyPatch
) -> Iterator[s3_double.Objects | None]:
    if request.param == "folder":
        yield None
        return
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "nobody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "nothing")
    with s3_double.served() as objects:
        settings.MEDIA_STORE = {
            "bucket_name": "pictures",
            "location": "yard",
            "addressing_style": "path",
            "endpoint_url": objects.url,
            "region_name": "home-1",
        }
        yield objects


def test_what_was_put_can_be_read_whole_and_in_parts(
    ada: int, data_folder: Path, kind_of_store: s3_double.Objects | None
) -> None:
    view = brought(ada, samples.film())
    key = file_at(*view.url.split("/")[2:]).key
    assert store.size(key) == len(samples.film())
    assert b"".join(store.read(key, 0, store.size(key))) == samples.film()
    assert b"".join(store.read(key, 4, 8)) == b"ftypisom"
    if kind_of_store is not None:
        assert set(kind_of_store.held) == {f"pictures/yard/{key}"}
        assert files_in(data_folder) == []


def test_what_is_lost_from_the_store_is_named_and_nothing_else(
    ada: int, data_folder: Path, kind_of_store: s3_double.Objects | None
) -> None:
    kept, gone = brought(ada, samples.picture()), brought(ada, samples.picture("JPEG"))
    assert lost() == []
    key = file_at(*gone.url.split("/")[2:]).key
    store.delete(key)
    assert lost() == [key]
    discard_medium(ada, medium_id=gone.id, now=MORNING)
    assert lost() == []
    assert kept.url


def test_what_is_discarded_is_deleted_there(
    ada: int, data_folder: Path, kind_of_store: s3_double.Objects | None
) -> None:
    view = brought(ada, samples.picture())
    if kind_of_store is not None:
        assert len(kind_of_store.held) == 2
    discard_medium(ada, medium_id=view.id, now=MORNING)
    jobs.make_waiting(MORNING)
    assert files_in(data_folder) == []
    if kind_of_store is not None:
        assert kind_of_store.held == {}


@pytest.mark.parametrize("kind_of_store", ["s3"], indirect=True)
def test_a_store_that_is_away_loses_nothing(ada: int, data_folder: Path, kind_of_store) -> None:
    kind_of_store.is_away = True
    medium_id = bring(ada, samples.sound())
    jobs.make_waiting(MORNING)
    assert own_medium(Viewer(ada), medium_id).state == "waiting"
    assert len(files_in(data_folder)) == 1
    kind_of_store.is_away = False
    jobs.make_waiting(MORNING + timedelta(minutes=1))
    assert own_medium(Viewer(ada), medium_id).state == "ready"
    assert files_in(data_folder) == []


def test_what_is_not_there_is_said_to_be_missing_and_no_store_to_be_away(
    data_folder: Path, kind_of_store: s3_double.Objects | None
) -> None:
    for ask in (lambda: store.size("gone.png"), lambda: b"".join(store.read("gone.png", 0, 4))):
        with pytest.raises(FileNotFoundError):
            ask()


@pytest.mark.parametrize("kind_of_store", ["s3"], indirect=True)
def test_who_looks_while_the_store_is_away_is_asked_to_come_again(
    ada: int, data_folder: Path, kind_of_store
) -> None:
    view = brought(ada, samples.sound())
    key = file_at(*view.url.split("/")[2:]).key
    kind_of_store.is_away = True
    for ask in (lambda: store.size(key), lambda: store.read(key, 0, 4)):
        with pytest.raises(store.StoreAway):
            ask()
    kind_of_store.is_away = False
    assert store.size(key) == len(samples.sound())
