"""Small files of every kind, drawn or written here."""

from __future__ import annotations

import struct
import wave
import zlib
from io import BytesIO

from PIL import Image, ImageDraw


def drawn(size: tuple[int, int] = (80, 60), mode: str = "RGB") -> Image.Image:
    """A red left half and a blue right half, with a white corner at the top left."""
    image = Image.new(mode, size, "blue")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, size[0] // 2, size[1]), fill="red")
    draw.rectangle((0, 0, size[0] // 8, size[1] // 8), fill="white")
    return image


def picture(form: str = "PNG", size: tuple[int, int] = (80, 60), **options: object) -> bytes:
    made = BytesIO()
    drawn(size).save(made, form, **options)
    return made.getvalue()


def jpeg_from_a_phone() -> bytes:
    """Lies on its side, and tells where and by whom it was taken."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn it a quarter to the right
    exif[0x013B] = "Ada Marsh"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 36.0)})
    return picture("JPEG", exif=exif, comment=b"secret comment")


def moving_gif(frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    made = BytesIO()
    colours = ["red", "green", "blue", "white", "black"]
    pictures = [Image.new("RGB", size, colours[each % 5]) for each in range(frames)]
    pictures[0].save(made, "GIF", save_all=True, append_images=pictures[1:], duration=80, loop=0)
    return made.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims any size; its rows are all there when they are few, and white."""
    rows = zlib.compress(b"\0" * min((width // 8 + 2) * height, 50_000_000), 9)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def film() -> bytes:
    """An MP4's boxes without pictures."""
    kinds = _box(b"ftyp", b"isom\0\0\2\0isomiso2mp41")
    return kinds + _box(b"moov", b"\0" * 100) + _box(b"mdat", b"\0" * 2000)


def sound() -> bytes:
    """A hundredth of a second of silence, as WAV."""
    made = BytesIO()
    with wave.open(made, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(8000)
        wav.writeframes(b"\0" * 160)
    return made.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _box(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data) + 8) + name + data


#: What is taken, by its type, and the kind that it is.
SOUNDS_AND_FILMS = {
    "video/mp4": ("video", film()),
    "video/webm": (
        "video",
        b"\x1aE\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm" + b"\0" * 99,
    ),
    "video/ogg": ("video", b"OggS\0\x02" + b"\0" * 20 + b"\x01\x2a\x80theora" + b"\0" * 99),
    "audio/ogg": ("audio", b"OggS\0\x02" + b"\0" * 20 + b"\x01\x1eOpusHead" + b"\0" * 99),
    "audio/mpeg": ("audio", b"\xff\xfb\x90\x64" + b"\0" * 413),
    "audio/flac": ("audio", b"fLaC\0\0\0\x22" + b"\0" * 99),
    "audio/wav": ("audio", sound()),
    "audio/mp4": ("audio", film().replace(b"isom", b"M4A ", 1)),
}
