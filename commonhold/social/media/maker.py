"""Makes one picture safe: decodes it, turns it upright, forgets all that is no picture, writes it anew.

A program of its own: the workshop runs it in a child with little memory and time, as decoders are the part
of a house that strangers' bytes break into. It imports nothing of ours, reads its order as JSON from its
standard input and answers with JSON: what it made, or why it could not.
"""

from __future__ import annotations

import json
import resource
import sys
import warnings
from io import BytesIO
from pathlib import Path
from typing import Any

import blurhash
from PIL import Image, ImageCms, ImageFile, ImageOps, ImageSequence

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "AVIF")
_MEMORY = 1_200_000_000  # bytes of address space
_SECONDS = 25  # of the processor's time
_LARGEST_FILE = 64_000_000

#: By purpose: the sides of the full version and of the thumbnail, and whether they are cropped to them.
SIZES = {
    "post": ((2560, 2560), (640, 640), False),
    "avatar": ((400, 400), (96, 96), True),
    "header": ((1500, 500), (600, 200), True),
    "emoji": ((128, 128), (48, 48), False),
    "ad": ((960, 640), (480, 320), False),
    "offer": ((1600, 1200), (640, 480), False),
}
_LOSSLESS_POINTS = 2_000_000  # drawings and screenshots up to this keep every point
_LOSSLESS_BYTES = 900_000
_FRAMES = 400  # an animation with more stands still
_MOVING_POINTS = 30_000_000  # points of all frames together, after shrinking
_DECODED_POINTS = 600_000_000  # points of all frames together, before


class CannotBeMade(Exception):
    """Why, in a word that the room has a sentence for."""


def main() -> None:
    order = json.load(sys.stdin)
    _limit()
    try:
        answer = make(
            Path(order["source"]),
            Path(order["folder"]),
            order["purpose"],
            order["most_points"],
            order.get("focus", (0, 0)),
        )
    except CannotBeMade as trouble:
        answer = {"trouble": str(trouble)}
    except (MemoryError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        answer = {"trouble": "heavy"}
    except Exception:
        answer = {"trouble": "damaged"}
    json.dump(answer, sys.stdout)


def make(
    source: Path, folder: Path, purpose: str, most_points: int, focus: tuple[int, int] = (0, 0)
) -> dict[str, Any]:
    """Write `full` and `small` into the folder. Raises CannotBeMade and whatever a decoder raises.

    What is cropped keeps `focus` in view: thousandths from the middle, right and up.
    """
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = most_points
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    with source.open("rb") as file, Image.open(file, formats=FORMATS) as image:
        if image.width * image.height > most_points:
            raise CannotBeMade("heavy")
        full_size, small_size, is_cropped = SIZES[purpose]
        frames = _frames(image) if purpose in {"post", "emoji"} else 1
        if frames > 1:
            still, data, size = _moving(image, frames, full_size)
            mime = "image/webp"
        else:
            still = _upright(image, full_size)
            if is_cropped:
                still = _cut(still, full_size, focus)
            data, mime, size = _still(still, image.format or "", full_size, is_cropped)
    (folder / "full").write_bytes(data)
    small = _fitted(still, small_size, is_cropped)
    (folder / "small").write_bytes(_encoded(small, "WEBP", quality=78, method=4))
    return {
        "mime": mime,
        "width": size[0],
        "height": size[1],
        "is_animated": frames > 1,
        "blurhash": _blurred(small),
    }


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, _LARGEST_FILE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _frames(image: Image.Image) -> int:
    """How many pictures move; 1 for what stands still, or moves too much for us."""
    count = getattr(image, "n_frames", 1)
    points = count * image.width * image.height
    return count if 1 < count <= _FRAMES and points <= _DECODED_POINTS else 1


def _upright(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The picture as it is meant to be seen, in red, green and blue, with nothing written into it."""
    image.draft("RGB", (size[0] * 2, size[1] * 2))  # a JPEG is decoded no larger than needed
    image.load()
    profile = image.info.get("icc_profile")
    turned = ImageOps.exif_transpose(image)
    return _plain(turned, profile)


def _plain(image: Image.Image, profile: bytes | None) -> Image.Image:
    see_through = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    if image.mode.startswith("I"):  # sixteen bits to a point
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if see_through else "RGB"
    clean = _in_srgb(image, profile, mode) or image.convert(mode)
    clean.info = {}
    return clean


def _in_srgb(image: Image.Image, profile: bytes | None, mode: str) -> Image.Image | None:
    """Colours as every screen understands them; None when there is no profile, or none that makes sense."""
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return None
    try:
        theirs = ImageCms.ImageCmsProfile(BytesIO(profile))
        ours = ImageCms.createProfile("sRGB")
        if image.mode == "RGBA":
            colours = ImageCms.profileToProfile(image.convert("RGB"), theirs, ours)
            if colours is not None:
                colours.putalpha(image.getchannel("A"))
            return colours
        made = ImageCms.profileToProfile(image, theirs, ours, outputMode="RGB")
        return None if made is None else made.convert(mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None


def _cut(image: Image.Image, shape: tuple[int, int], focus: tuple[int, int]) -> Image.Image:
    """As much of the picture as has this shape, as near to the focus as the picture's edges allow."""
    scale = min(image.width / shape[0], image.height / shape[1])
    width, height = max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))
    middle = image.width * (1000 + focus[0]) / 2000, image.height * (1000 - focus[1]) / 2000
    left = min(max(0, round(middle[0] - width / 2)), image.width - width)
    top = min(max(0, round(middle[1] - height / 2)), image.height - height)
    return image.crop((left, top, left + width, top + height))


def _fitted(image: Image.Image, size: tuple[int, int], is_cropped: bool) -> Image.Image:
    """Never larger than it came, unless it is cropped to a given size."""
    if is_cropped:
        return ImageOps.fit(image, size, Image.Resampling.LANCZOS)
    small = image.copy()
    small.thumbnail(size, Image.Resampling.LANCZOS)
    return small


def _still(
    image: Image.Image, source: str, size: tuple[int, int], is_cropped: bool
) -> tuple[bytes, str, tuple[int, int]]:
    full = _fitted(image, size, is_cropped)
    if source == "JPEG" and not is_cropped:
        return _encoded(full, "JPEG", quality=85, progressive=True), "image/jpeg", full.size
    data = b""
    if source in {"PNG", "GIF"} and full.width * full.height <= _LOSSLESS_POINTS:
        data = _encoded(full, "WEBP", lossless=True, quality=50, method=3)
    if not data or len(data) > _LOSSLESS_BYTES:
        data = _encoded(full, "WEBP", quality=86, method=4)
    return data, "image/webp", full.size


def _moving(
    image: Image.Image, count: int, size: tuple[int, int]
) -> tuple[Image.Image, bytes, tuple[int, int]]:
    """Every frame, shrunk so that all together stay light, with the time that each is shown."""
    side = min(720, size[0], int((_MOVING_POINTS / count) ** 0.5))
    frames, durations = [], []
    for frame in ImageSequence.Iterator(image):
        frames.append(_fitted(_plain(frame.copy(), None).convert("RGBA"), (side, side), False))
        durations.append(max(20, int(frame.info.get("duration") or 100)))
    loops = int(image.info.get("loop", 0))
    data = _encoded(
        frames[0],
        "WEBP",
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loops,
        quality=75,
        method=1,
    )
    return frames[0], data, frames[0].size


def _encoded(image: Image.Image, form: str, **options: Any) -> bytes:
    made = BytesIO()
    image.save(made, form, **options)
    return made.getvalue()


def _blurred(image: Image.Image) -> str:
    """A few dozen characters that stand for the picture until it is there (BlurHash)."""
    ground = Image.new("RGB", image.size, (250, 248, 244))
    ground.paste(image, mask=image if image.mode == "RGBA" else None)
    ground.thumbnail((32, 32))
    row = list(ground.getdata())
    rows = [row[at : at + ground.width] for at in range(0, len(row), ground.width)]
    across, down = (4, 3) if ground.width >= ground.height else (3, 4)
    return str(blurhash.encode(rows, components_x=across, components_y=down))


if __name__ == "__main__":
    main()
