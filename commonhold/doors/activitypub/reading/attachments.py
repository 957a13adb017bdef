"""Pictures, sound and film of foreign posts, and the pages that they link to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from commonhold.doors.activitypub.reading.places import Place, places
from commonhold.doors.activitypub.reading.values import Json, every, in_some_language, number, text, types
from commonhold.social.media.elsewhere import ArrivedMedium

_MOST_MEDIA = 16
_LARGEST_SIDE = 1_000_000
_BY_TYPE = {"Image": "image", "Video": "video", "Audio": "audio"}
_BY_ENDING = {
    **dict.fromkeys((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"), "image"),
    **dict.fromkeys((".mp4", ".webm", ".ogv", ".mov", ".m4v"), "video"),
    **dict.fromkeys((".mp3", ".ogg", ".oga", ".opus", ".flac", ".wav", ".m4a"), "audio"),
}
_BLURHASH = frozenset("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~")


def read_media(source: Json) -> tuple[ArrivedMedium, ...]:
    """What a post shows. A film's page (PeerTube) or a link's (Lemmy) is shown by its picture."""
    found = [medium for each in every(source.get("attachment")) if (medium := _medium(each)) is not None]
    if "Video" in types(source):
        found = [*_pictures(source.get("icon")), *found][:1] or found
    elif types(source) & {"Image", "Audio"}:
        own = _medium({**source, "attachment": None})
        found = [own, *found] if own is not None else found
    if not found:
        found = list(_pictures(source.get("image")))[:1]
    by_source = {each.source: each for each in reversed(found)}
    return tuple(reversed(by_source.values()))[:_MOST_MEDIA]


def read_links(source: Json) -> tuple[str, ...]:
    """Pages that are attached, as Lemmy attaches what a post is about."""
    links = (each for each in every(source.get("attachment")) if types(each) & {"Link", "Page"})
    found = (place for each in links for place in places(each) if _kind(place, each) is None)
    return tuple(dict.fromkeys(place.address for place in found))[:4]


def _medium(each: Any) -> ArrivedMedium | None:
    if not isinstance(each, dict):
        return None
    candidates = places(each if "href" in each and "url" not in each else each.get("url"))
    for place in candidates:
        mime = place.mime or text(each.get("mediaType")).partition(";")[0].strip().lower()
        known = Place(place.address, mime, place.source)
        kind = _kind(known, each)
        if kind is not None:
            return _described(known, kind, each)
    return None


def _kind(place: Place, each: Json) -> str | None:
    family = place.mime.partition("/")[0]
    if family in _BY_TYPE.values():
        return family
    if place.mime and place.mime != "application/octet-stream":
        return None
    ending = PurePosixPath(_path(place.address)).suffix.lower()
    said = next((_BY_TYPE[name] for name in sorted(types(each)) if name in _BY_TYPE), None)
    return said or _BY_ENDING.get(ending)


def _described(place: Place, kind: str, each: Json) -> ArrivedMedium:
    alt = in_some_language(each, "name")[0] or in_some_language(each, "summary")[0]
    blurhash = text(each.get("blurhash"))
    return ArrivedMedium(
        source=place.address,
        kind=kind,
        mime=place.mime if place.mime.startswith(f"{kind}/") else "",
        alt=alt,
        width=number(each.get("width"), _LARGEST_SIDE) or None,
        height=number(each.get("height"), _LARGEST_SIDE) or None,
        blurhash=blurhash if 6 <= len(blurhash) <= 120 and set(blurhash) <= _BLURHASH else "",
        focus=_focus(each.get("focalPoint")),
    )


def _pictures(value: object) -> Iterator[ArrivedMedium]:
    """The largest first."""
    found = []
    for each in every(value):
        as_image = {"type": "Image", "url": each} if isinstance(each, str) else each
        if isinstance(as_image, dict) and (medium := _medium({"type": "Image", **as_image})) is not None:
            found.append(medium)
    yield from sorted(found, key=lambda medium: -(medium.width or 0))


def _focus(value: object) -> tuple[int, int]:
    """From the middle to the edges is 1 there, and a thousand here."""
    if not isinstance(value, list) or len(value) != 2:
        return 0, 0
    parts = [each for each in value if isinstance(each, int | float) and not isinstance(each, bool)]
    if len(parts) != 2 or not all(-1 <= each <= 1 for each in parts):
        return 0, 0
    return round(parts[0] * 1000), round(parts[1] * 1000)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
