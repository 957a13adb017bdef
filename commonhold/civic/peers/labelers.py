"""Labelers between peers: ours are published under the record's key, those of a peer are read with its key.

A file is a signed note (`notes.py`). The index lies at /labelers/list, what one of them says at
/labelers/NUMBER/list.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from django.db.models import Q

from commonhold.civic.peers import notes
from commonhold.civic.peers.models import Peer
from commonhold.civic.peers.visits import read_labelers
from commonhold.ground.charter import queries as charter
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.fetching.trouble import CannotFetch
from commonhold.ground.prepared import Prepared
from commonhold.social.labels import shared
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.refusals import TooManyValues, ValueNotAllowed
from commonhold.social.labels.shape import LONGEST_VALUE, Value, What, read_values
from commonhold.social.labels.shared import MOST_LABELERS, MOST_LABELS, SharedLabel, SharedLabeler
from commonhold.social.servers.queries import domain_of
from rulebook.canonical import Json

log = logging.getLogger("commonhold.peers")

INDEX, LIST = "commonhold labelers v1", "commonhold labels v1"
LARGEST = 2_000_000  # bytes
_EVERY, _EARLY = timedelta(hours=6), timedelta(hours=1)
_T = TypeVar("_T")


class WrongList(ValueError):
    """It is not that peer's own word, or not of this time, or no list at all."""


def our_index(*, now: datetime) -> bytes:
    """Which labelers publish here."""
    found = [_labeler(each) for each in shared.labelers_of_ours()]
    return notes.signed(INDEX, {"at": _seconds(now), "labelers": found})


def our_list(labeler_id: int, *, now: datetime) -> bytes:
    """What one of them says now. Raises NoSuchLabeler."""
    labeler, labels = shared.labels_of_ours(labeler_id, now=now)
    said: list[Json] = [
        {
            "about": str(each.what),
            "address": each.address,
            "value": each.value,
            "words": each.words,
            "at": _seconds(each.at),
            "until": 0 if each.until is None else _seconds(each.until),
        }
        for each in labels
    ]
    return notes.signed(LIST, {"at": _seconds(now), "labeler": _labeler(labeler), "labels": said})


def is_due(now: datetime) -> bool:
    """Is there a peer whose turn it is?"""
    return bool(_DUE.rows(before=now - _EVERY))


def read_peers(now: datetime, network: Network = INTERNET) -> int:
    """Read the labelers of every peer whose turn it is, and what those say whom somebody here reads."""
    waiting = _DUE.instances(before=now - _EVERY)
    for peer in waiting:
        trouble = _read(peer, now, network)
        Peer.objects.filter(id=peer.id).update(labels_asked_at=now, labels_trouble=trouble[:200])
    return len(waiting)


def _read(peer: Peer, now: datetime, network: Network) -> str:
    """The trouble there was, or empty. What was read before holds until its own time is over."""
    domain = domain_of(f"{peer.url}/")
    try:
        said = _opened(peer, "", INDEX, now, network)
        shared.keep_labelers(domain, _each(said, "labelers", _read_labeler, MOST_LABELERS), now=now)
        for labeler_id, where, number in shared.of_peers(read_by_somebody=True):
            if where == domain:
                said = _opened(peer, f"{number}/", LIST, now, network)
                labels = _each(said, "labels", _read_label, MOST_LABELS)
                shared.keep_labels(labeler_id, labels, now=now)
    except CannotFetch as trouble:
        return f"its labelers can't be read ({type(trouble).__name__})"
    except WrongList as wrong:
        log.warning("labelers of %s: %s", peer.name, wrong)
        return f"its labelers can't be read: {wrong}"
    return ""


def _opened(peer: Peer, path: str, kind: str, now: datetime, network: Network) -> dict[str, Json]:
    """What the peer signed. An old list played back is refused, so that what ended stays ended."""
    data = read_labelers(peer.url, path, limit_bytes=LARGEST, network=network)
    try:
        said = notes.opened(data, log_key=peer.log_key, kind=kind)
    except notes.NotTheirWord as wrong:
        raise WrongList(str(wrong)) from wrong
    at = _time(said.get("at"))
    days = charter.current().read(LabelsCharter).silent_days
    if at is None or not now - timedelta(days=days) < at <= now + _EARLY:
        raise WrongList("it is of another time")
    return said


def _each(
    said: dict[str, Json], name: str, read: Callable[[dict[str, Json]], _T | None], most: int
) -> list[_T]:
    """Those that can be read; one that can't is left out, and takes none along."""
    rows = said.get(name)
    if not isinstance(rows, list):
        raise WrongList(f"it has no “{name}”")
    return [found for each in rows[:most] if isinstance(each, dict) and (found := read(each)) is not None]


def _read_labeler(said: dict[str, Json]) -> SharedLabeler | None:
    number, title, rows = _text(said, "number"), _text(said, "title"), said.get("values")
    if not (
        number.isascii() and number.isdecimal() and len(number) < 20 and title and isinstance(rows, list)
    ):
        return None
    lines = [f"{_text(each, 'value')}: {_text(each, 'words')}" for each in rows if isinstance(each, dict)]
    try:
        values = read_values(lines)
    except (ValueNotAllowed, TooManyValues):
        return None
    return SharedLabeler(number, title, _text(said, "words"), tuple(values))


def _read_label(said: dict[str, Json]) -> SharedLabel | None:
    what, address, value = _text(said, "about"), _text(said, "address"), _text(said, "value")
    at, until = _time(said.get("at")), said.get("until")
    if what not in list(What) or not 0 < len(address) <= 500 or at is None:
        return None
    if not 0 < len(value) <= LONGEST_VALUE or type(until) is not int:
        return None
    end = _time(until) if until else None
    return (
        None
        if until and end is None
        else SharedLabel(What(what), address, value, _text(said, "words"), at, end)
    )


def _labeler(labeler: SharedLabeler) -> dict[str, Json]:
    return {
        "number": labeler.number,
        "title": labeler.title,
        "words": labeler.words,
        "values": _values(labeler.values),
    }


def _values(values: Sequence[Value]) -> list[Json]:
    return [{"value": each.value, "words": each.words} for each in values]


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _time(said: Json) -> datetime | None:
    """From seconds of Unix time; None for what is none, or of another age."""
    if type(said) is not int or not 0 < said < 1 << 34:
        return None
    return datetime.fromtimestamp(said, tz=UTC)


def _text(said: dict[str, Json], name: str) -> str:
    found = said.get(name)
    return " ".join(found.replace("\0", "").split()) if isinstance(found, str) else ""


_DUE = Prepared(
    lambda *, before: Peer.objects.filter(
        Q(labels_asked_at=None) | Q(labels_asked_at__lte=before), until=None
    ).order_by("id")
)
