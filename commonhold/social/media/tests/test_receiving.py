"""What is taken and what is not, judged by the bytes alone; of what is refused nothing is kept."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.ground.refusal import Refusal
from commonhold.social.media import jobs
from commonhold.social.media.actions import MOST_IDLE, receive_medium
from commonhold.social.media.queries import own_medium
from commonhold.social.media.recognise import Cut, Unknown, recognise
from commonhold.social.media.refusals import (
    DamagedFile,
    EmptyFile,
    FileTooLarge,
    HeicNotReadable,
    NoSuchMedium,
    NotAMedium,
    NotAPicture,
    TooManyLyingAround,
    TooManyPoints,
    UnknownPurpose,
)
from commonhold.social.media.tests import samples
from commonhold.social.media.tests.bringing import bring, brought, files_in, kept
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP", "AVIF"])
def test_pictures_of_every_form_on_the_list_are_taken(ada: int, data_folder: Path, form: str) -> None:
    view = brought(ada, samples.picture(form))
    assert (view.state, view.kind, view.width, view.height) == ("ready", "image", 80, 60)
    assert view.mime == ("image/jpeg" if form == "JPEG" else "image/webp")


@pytest.mark.parametrize("mime", samples.SOUNDS_AND_FILMS)
def test_sounds_and_films_on_the_list_are_kept_as_they_are(ada: int, data_folder: Path, mime: str) -> None:
    kind, data = samples.SOUNDS_AND_FILMS[mime]
    view = brought(ada, data)
    assert (view.state, view.kind, view.mime, view.small_url) == ("ready", kind, mime, "")
    assert kept(data_folder, view) == data


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", EmptyFile),
        (SVG, NotAMedium),
        (HTML, NotAMedium),
        (b"%PDF-1.7 and more", NotAMedium),
        (b"PK\x03\x04 and more", NotAMedium),
        (b"\x1aE\xdf\xa3\x9fB\x82\x88matroska" + b"\0" * 99, NotAMedium),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 99, HeicNotReadable),
        (b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + b"\0" * 99, NotAMedium),
        (samples.picture("PNG")[:14], DamagedFile),
        (samples.picture("JPEG")[:30], DamagedFile),
        (samples.picture("WEBP")[:18], DamagedFile),
        (b"GIF89a\1", DamagedFile),
        (samples.film()[:-1], DamagedFile),
        (samples.film() + b"PK\x03\x04 a zip at its end", DamagedFile),
        (samples.film().replace(b"moov", b"free"), DamagedFile),
    ],
)
def test_what_is_no_medium_is_refused_at_once_and_nothing_is_kept(
    ada: int, data_folder: Path, data: bytes, refusal: type[Refusal]
) -> None:
    with pytest.raises(refusal):
        bring(ada, data)
    assert files_in(data_folder) == []


@pytest.mark.parametrize(("data", "filename"), [(HTML, "holiday.jpg"), (SVG, "logo.png"), (HTML, "a.mp4")])
def test_a_name_makes_no_picture(ada: int, data: bytes, filename: str) -> None:
    with pytest.raises(NotAMedium, match=filename):
        bring(ada, data, filename=filename)


def test_a_picture_under_another_name_is_a_picture(ada: int) -> None:
    view = brought(ada, samples.picture("JPEG"))
    assert (view.state, view.mime) == ("ready", "image/jpeg")
    assert own_medium(Viewer(ada), bring(ada, samples.picture("GIF"), filename="a.exe")).kind == "image"


def test_a_bomb_of_a_hundred_megapixels_is_refused_before_anything_opens_it(
    ada: int, data_folder: Path
) -> None:
    with pytest.raises(TooManyPoints, match="50 million"):
        bring(ada, samples.png_of(10_000, 10_000))
    assert files_in(data_folder) == []


def test_what_is_larger_than_the_charter_allows_is_refused(ada: int, data_folder: Path) -> None:
    with pytest.raises(FileTooLarge, match="16 MB"):
        bring(ada, samples.picture() + b"\0" * 16_000_000)
    with pytest.raises(FileTooLarge, match="40 MB"):
        bring(ada, samples.sound() + b"\0" * 40_000_000)
    assert files_in(data_folder) == []


@pytest.mark.parametrize("purpose", ["avatar", "header", "emoji"])
def test_a_persons_page_and_an_emoji_want_a_picture(ada: int, purpose: str) -> None:
    for data in (samples.film(), HTML):
        with pytest.raises(NotAPicture):
            bring(ada, data, purpose=purpose)


def test_an_unknown_purpose_is_refused(ada: int) -> None:
    with pytest.raises(UnknownPurpose):
        bring(ada, samples.picture(), purpose="wallpaper")


def test_somebody_whose_account_is_closed_brings_nothing(db: None) -> None:
    with pytest.raises(AccountClosed):
        bring(404, samples.picture())


def test_nobody_fills_the_disk_with_what_she_does_not_use(ada: int, ben: int) -> None:
    for _each in range(MOST_IDLE):
        bring(ada, samples.picture())
    with pytest.raises(TooManyLyingAround):
        bring(ada, samples.picture())
    assert bring(ben, samples.picture())


def test_a_medium_is_its_owners_alone_to_look_up(ada: int, ben: int) -> None:
    medium_id = bring(ada, samples.picture())
    assert own_medium(Viewer(ada), medium_id).state == "waiting"
    for viewer in (Viewer(ben), Viewer(None)):
        with pytest.raises(NoSuchMedium):
            own_medium(viewer, medium_id)


def test_received_files_that_no_row_tells_of_are_forgotten_after_a_day(ada: int, data_folder: Path) -> None:
    waiting = bring(ada, samples.picture())
    (data_folder / "incoming" / "12345").write_bytes(b"left by a crash")
    jobs.forget_orphans(MORNING + timedelta(days=2))
    assert [path.name for path in files_in(data_folder)] == [str(waiting)]


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [
            b"",
            b"\xff\xd8\xff",
            b"\x89PNG\r\n\x1a\n",
            b"RIFF1234WEBPVP8 ",
            b"\0\0\0\x20ftypavif",
            b"\0\0\0\x14ftypisom",
            b"GIF89a",
            b"OggS",
        ]
    ),
)
def test_whatever_the_bytes_they_are_named_or_refused(tail: bytes, head: bytes) -> None:
    file = BytesIO(head + tail)
    try:
        found = recognise(file)
    except (Unknown, Cut):
        pass
    else:
        assert found.kind in {"image", "video", "audio"}
    assert file.tell() == 0


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_picture_is_made_or_refused_and_never_half_kept(
    ada: int, data_folder: Path, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(["JPEG", "PNG", "GIF", "WEBP", "AVIF"]))
    whole = bytearray(samples.picture(form))
    for _each in range(data.draw(st.integers(1, 8))):
        whole[data.draw(st.integers(12, len(whole) - 1))] = data.draw(st.integers(0, 255))
    before = files_in(data_folder)
    try:
        view = brought(ada, bytes(whole))
    except Refusal:
        assert files_in(data_folder) == before
        return
    assert view.state in {"ready", "refused"}
    assert len(files_in(data_folder)) - len(before) == (2 if view.state == "ready" else 0)


def test_receiving_reads_a_file_from_its_beginning(ada: int) -> None:
    file = BytesIO(samples.picture())
    file.read()
    made = receive_medium(ada, file=file, filename="read.png", now=MORNING)
    jobs.make_waiting(MORNING)
    assert own_medium(Viewer(ada), made).state == "ready"
