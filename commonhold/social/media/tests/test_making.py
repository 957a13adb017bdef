"""What comes out of the workshop: upright pictures that tell nothing but themselves."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile, is_zipfile

import pytest
from PIL import Image

from commonhold.social.media import maker
from commonhold.social.media.refusals import TooManyPoints
from commonhold.social.media.tests import samples
from commonhold.social.media.tests.bringing import brought, files_in, kept, shown


def test_where_and_by_whom_a_picture_was_taken_is_forgotten(ada: int, data_folder: Path) -> None:
    data = samples.jpeg_from_a_phone()
    assert b"Ada Marsh" in data
    view = brought(ada, data)
    for small in (False, True):
        image = shown(data_folder, view, small=small)
        assert dict(image.getexif()) == {}
        assert not {"exif", "comment", "xmp", "icc_profile"} & set(image.info)
        held = kept(data_folder, view, small=small)
        assert b"Ada Marsh" not in held
        assert b"secret comment" not in held


def test_a_picture_that_lies_on_its_side_is_turned_upright(ada: int, data_folder: Path) -> None:
    view = brought(ada, samples.jpeg_from_a_phone())
    image = shown(data_folder, view).convert("RGB")
    assert (view.width, view.height) == image.size == (60, 80)
    top_right, bottom = point(image, 57, 3), point(image, 30, 75)
    assert min(top_right) > 200
    assert bottom[2] > 200 > bottom[0]


def test_large_pictures_become_smaller_and_small_ones_stay(ada: int, data_folder: Path) -> None:
    large = brought(ada, samples.picture("JPEG", (4000, 1000)))
    assert (large.width, large.height) == (2560, 640)
    assert shown(data_folder, large, small=True).size == (640, 160)
    small = brought(ada, samples.picture("PNG", (20, 10)))
    assert (small.width, small.height) == (20, 10)


@pytest.mark.parametrize(
    ("purpose", "full", "small"),
    [("avatar", (400, 400), (96, 96)), ("header", (1500, 500), (600, 200)), ("emoji", (128, 96), (48, 36))],
)
def test_each_purpose_has_its_sizes(
    ada: int, data_folder: Path, purpose: str, full: tuple[int, int], small: tuple[int, int]
) -> None:
    view = brought(ada, samples.picture("JPEG", (800, 600)), purpose=purpose)
    assert shown(data_folder, view).size == (view.width, view.height) == full
    assert shown(data_folder, view, small=True).size == small


def test_what_can_be_seen_through_stays_so(ada: int, data_folder: Path) -> None:
    made = BytesIO()
    Image.new("RGBA", (30, 30), (200, 0, 0, 0)).save(made, "PNG")
    image = shown(data_folder, brought(ada, made.getvalue()))
    assert image.mode == "RGBA"
    assert point(image, 5, 5)[3] == 0


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_every_way_to_write_colours_is_understood(ada: int, mode: str) -> None:
    made = BytesIO()
    Image.new(mode, (30, 20)).save(made, "JPEG" if mode == "CMYK" else "PNG")
    assert brought(ada, made.getvalue()).state == "ready"


def test_an_animation_keeps_moving_and_its_thumbnail_stands_still(ada: int, data_folder: Path) -> None:
    view = brought(ada, samples.moving_gif())
    assert view.is_animated
    moving = shown(data_folder, view)
    assert (getattr(moving, "n_frames", 1), moving.info["duration"]) == (3, 80)
    assert getattr(shown(data_folder, view, small=True), "n_frames", 1) == 1


def test_an_endless_animation_stands_still(ada: int) -> None:
    view = brought(ada, samples.moving_gif(frames=401))
    assert (view.state, view.is_animated) == ("ready", False)


def test_a_picture_comes_with_a_few_characters_that_stand_for_it(ada: int) -> None:
    assert len(brought(ada, samples.picture()).blurhash) == 28


def test_a_picture_with_a_program_or_an_archive_at_its_end_loses_it(ada: int, data_folder: Path) -> None:
    archive = BytesIO()
    with ZipFile(archive, "w") as file:
        file.writestr("evil.js", "alert(1)")
    for data in (samples.picture("PNG") + archive.getvalue(), samples.moving_gif() + b"*/=1;alert(1)//"):
        view = brought(ada, data)
        held = kept(data_folder, view)
        assert view.state == "ready"
        assert b"alert" not in held
        assert not is_zipfile(BytesIO(held))


def test_a_gif_that_is_also_a_script_is_made_anew_or_refused(ada: int, data_folder: Path) -> None:
    script = b"GIF89a/*" + samples.moving_gif()[8:] + b"*/=1;alert(1)"
    view = brought(ada, script)
    assert view.state == "refused" or b"alert" not in kept(data_folder, view)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "AVIF"])
def test_half_a_picture_is_refused_and_nothing_is_kept(ada: int, data_folder: Path, form: str) -> None:
    whole = samples.picture(form, (400, 300))
    view = brought(ada, whole[: len(whole) * 3 // 5])
    assert (view.state, view.trouble, view.url) == ("refused", "damaged", "")
    assert files_in(data_folder) == []


def test_a_size_that_stands_behind_a_lot_of_filling_is_found_and_the_maker_looks_again(
    ada: int, tmp_path: Path
) -> None:
    large = samples.picture("JPEG", (9000, 9000), quality=1)
    hidden = large[:2] + (b"\xff\xe1\xff\xf0" + b"\0" * 65_518) * 2 + large[2:]
    with pytest.raises(TooManyPoints):
        brought(ada, hidden)
    assert made_by_a_child(hidden, tmp_path) == {"trouble": "heavy"}


def test_the_maker_has_little_memory(tmp_path: Path) -> None:
    told = made_by_a_child(samples.png_of(60_000, 60_000), tmp_path, most_points=10**10)
    assert told["trouble"] in {"heavy", "damaged"}
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    assert largest < 1_300_000_000


def test_the_maker_answers_for_whatever_is_no_picture(tmp_path: Path) -> None:
    assert made_by_a_child(b"no picture", tmp_path) == {"trouble": "damaged"}


def test_colours_of_another_space_become_those_of_screens(ada: int, data_folder: Path) -> None:
    assert brought(ada, samples.picture("JPEG", icc_profile=b"no profile at all")).state == "ready"


def point(image: Image.Image, across: int, down: int) -> tuple[int, ...]:
    colour = image.getpixel((across, down))
    assert isinstance(colour, tuple)
    return colour


def made_by_a_child(data: bytes, folder: Path, most_points: int = 50_000_000) -> dict[str, object]:
    (folder / "source").write_bytes(data)
    order = {
        "source": str(folder / "source"),
        "folder": str(folder),
        "purpose": "post",
        "most_points": most_points,
    }
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-I", maker.__file__],
        input=json.dumps(order).encode(),
        capture_output=True,
        check=True,
    )
    told: dict[str, object] = json.loads(done.stdout)
    return told
