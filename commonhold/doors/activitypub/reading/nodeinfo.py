"""What a server says of itself (nodeinfo.diaspora.software/protocol, schemas 2.0 and 2.1)."""

from __future__ import annotations

from dataclasses import dataclass

from commonhold.doors.activitypub.reading.values import Json, address, every, text
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.servers.queries import domain_of

_SCHEMAS = tuple(f"http://nodeinfo.diaspora.software/ns/schema/{each}" for each in ("2.1", "2.0"))
_LONGEST = 60


@dataclass(frozen=True)
class ReadSoftware:
    """What runs there, at most sixty letters each; `name` is in lower case."""

    name: str
    version: str


def read_links(source: Json, *, domain: str) -> str:
    """Where the newest document that we read lies, on the server that it speaks for. Raises Strange."""
    links = [each for each in every(source.get("links")) if isinstance(each, dict)]
    for schema in _SCHEMAS:
        for each in links:
            found = address(each.get("href"))
            if each.get("rel") == schema and domain_of(found) == domain:
                return found
    raise Strange("it does not say what it is")


def read_software(source: Json) -> ReadSoftware:
    """Name and version. Raises Strange."""
    software = source.get("software")
    if not isinstance(software, dict) or not _words(software.get("name")):
        raise Strange("it does not say what it is")
    return ReadSoftware(_words(software.get("name")).lower(), _words(software.get("version")))


def _words(value: object) -> str:
    return "".join(each for each in text(value) if each.isprintable()).strip()[:_LONGEST]
