"""What bytes are, judged by themselves alone: a file's name says nothing. A closed list.

Only the few bytes are read that name a form and a size; nothing is decoded here.
JPEG: ITU T.81 B.2; PNG: W3C PNG 5; GIF89a; WebP: RFC 9649; ISO base media: ISO/IEC 14496-12; EBML: RFC 8794.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO, Literal

Kind = Literal["image", "video", "audio"]

_HEAD = 65_536
_FILMS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"mp71"}
_SOUNDS = {b"M4A ", b"M4B "}
_HEIC = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"}
_FRAMES = frozenset({0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})


class Unknown(Exception):
    """It is none of the forms on the list."""


class Heic(Unknown):
    """Apple's form of pictures, which we cannot decode."""


class Cut(Exception):
    """It begins like one of them and then stops making sense."""


@dataclass(frozen=True)
class Recognised:
    """A form on the list; pictures say how large they claim to be."""

    kind: Kind
    mime: str
    width: int = 0
    height: int = 0


def recognise(file: BinaryIO) -> Recognised:
    """What the file is. Raises Unknown, Heic or Cut. Leaves the file at its beginning."""
    head = file.read(_HEAD)
    try:
        return _picture(head, file) or _box(head, file) or _sound_or_film(head)
    except (struct.error, IndexError) as error:
        raise Cut from error
    finally:
        file.seek(0)


def _picture(head: bytes, file: BinaryIO) -> Recognised | None:
    if head.startswith(b"\xff\xd8\xff"):
        return Recognised("image", "image/jpeg", *_jpeg_size(file))
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        if head[12:16] != b"IHDR":
            raise Cut
        return Recognised("image", "image/png", *struct.unpack_from(">II", head, 16))
    if head.startswith((b"GIF87a", b"GIF89a")):
        return Recognised("image", "image/gif", *struct.unpack_from("<HH", head, 6))
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Recognised("image", "image/webp", *_webp_size(head))
    return None


def _jpeg_size(file: BinaryIO) -> tuple[int, int]:
    """Walk the segments to the frame's; a preview or a profile of any length may stand before it."""
    at = 2
    while True:
        file.seek(at)
        start = file.read(9)
        if start[0] != 0xFF:
            raise Cut
        marker = start[1]
        if marker == 0xFF:  # filling
            at += 1
        elif marker in _FRAMES:
            height, width = struct.unpack_from(">HH", start, 5)
            return width, height
        else:
            at += 2 + struct.unpack_from(">H", start, 2)[0]


def _webp_size(head: bytes) -> tuple[int, int]:
    form = head[12:16]
    if form == b"VP8X":
        width, height = head[24:27], head[27:30]
        if len(height) < 3:
            raise Cut
        return int.from_bytes(width, "little") + 1, int.from_bytes(height, "little") + 1
    if form == b"VP8L":
        bits = struct.unpack_from("<I", head, 21)[0]
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if form == b"VP8 ":
        width, height = struct.unpack_from("<HH", head, 26)
        return width & 0x3FFF, height & 0x3FFF
    raise Cut


def _box(head: bytes, file: BinaryIO) -> Recognised | None:
    """ISO base media: AVIF, MP4, M4A and the HEIC that we know and cannot read."""
    if head[4:8] != b"ftyp":
        return None
    length = struct.unpack_from(">I", head, 0)[0]
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(length, 256), 4))}
    if brands & {b"avif", b"avis"}:
        return Recognised("image", "image/avif", *_avif_size(head))
    if head[8:12] in _HEIC:
        raise Heic
    if head[8:12] in _SOUNDS:
        _must_be_whole(file)
        return Recognised("audio", "audio/mp4")
    if head[8:12] in _FILMS:
        _must_be_whole(file)
        return Recognised("video", "video/mp4")
    raise Unknown


def _avif_size(head: bytes) -> tuple[int, int]:
    """The largest size that any `ispe` property of the file claims."""
    largest, at = (0, 0), head.find(b"ispe")
    while at != -1:
        width, height = struct.unpack_from(">II", head, at + 8)
        largest = max(largest, (width, height), key=lambda size: size[0] * size[1])
        at = head.find(b"ispe", at + 4)
    if largest == (0, 0):
        raise Cut
    return largest


def _must_be_whole(file: BinaryIO) -> None:
    """Walk the outermost boxes: they fill the file exactly, and one of them is `moov`."""
    end = file.seek(0, 2)
    at, found = 0, set()
    while at < end:
        file.seek(at)
        length, name = struct.unpack(">I4s", file.read(8))
        if length == 1:
            length = struct.unpack(">Q", file.read(8))[0]
        elif length == 0:
            length = end - at
        if length < 8:
            raise Cut
        found.add(name)
        at += length
    if at != end or b"moov" not in found:
        raise Cut


def _sound_or_film(head: bytes) -> Recognised:
    if head.startswith(b"\x1aE\xdf\xa3") and b"\x42\x82\x84webm" in head[:64]:
        return Recognised("video", "video/webm")
    if head.startswith(b"OggS"):
        return (
            Recognised("video", "video/ogg")
            if b"\x80theora" in head[:96]
            else Recognised("audio", "audio/ogg")
        )
    if head.startswith(b"fLaC"):
        return Recognised("audio", "audio/flac")
    if head[:4] == b"RIFF" and head[8:12] == b"WAVE":
        return Recognised("audio", "audio/wav")
    if head.startswith(b"ID3") or _is_mp3_frame(head):
        return Recognised("audio", "audio/mpeg")
    raise Unknown


def _is_mp3_frame(head: bytes) -> bool:
    """Layer III with a version, a bitrate and a sampling rate that exist (ISO/IEC 11172-3, 2.4.2.3)."""
    if len(head) < 4 or head[0] != 0xFF:
        return False
    version, layer, bitrate, rate = head[1] >> 3 & 3, head[1] >> 1 & 3, head[2] >> 4, head[2] >> 2 & 3
    return head[1] >> 5 == 7 and version != 1 and layer == 1 and 0 < bitrate < 15 and rate != 3
