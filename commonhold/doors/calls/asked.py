"""One call of an app: who shows which token, and what it sent, each value read as what it must be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from commonhold.doors.calls.answers import Wrong, invalid, not_found
from commonhold.ground import ids
from commonhold.ground.spans import Span
from commonhold.social.apps.queries import Bearer
from commonhold.social.people.queries import ANYONE, Viewer

_FALSE = frozenset({"", "0", "f", "false", "off", "no", "none", "null"})  # as Rails reads forms


@dataclass(frozen=True)
class Asked:
    """A call. `sent` is the tree of all parameters, `files` what was uploaded."""

    request: HttpRequest
    bearer: Bearer | None
    sent: Mapping[str, Any]
    files: Mapping[str, UploadedFile[Any]]
    now: datetime

    @property
    def viewer(self) -> Viewer:
        """For whom the token acts, or anyone."""
        person_id = None if self.bearer is None else self.bearer.person_id
        return ANYONE if person_id is None else Viewer(person_id)

    @property
    def me(self) -> int:
        """Her id; only for endpoints that ask for somebody."""
        if self.viewer.person_id is None:
            raise Wrong(422, "This method requires an authenticated user")
        return self.viewer.person_id

    def has(self, name: str) -> bool:
        """Was it sent at all, be it empty?"""
        return name in self.sent

    def text(self, name: str, default: str = "") -> str:
        value = self.sent.get(name)
        if value is None:
            return default
        if isinstance(value, (Mapping, list)):
            raise invalid(f"{name} must be text")
        return ("true" if value else "false") if isinstance(value, bool) else str(value)

    def needed(self, name: str) -> str:
        """A text that must be there. Raises Wrong (422)."""
        value = self.text(name)
        if not value.strip():
            raise invalid(f"{name} can't be blank")
        return value

    def flag(self, name: str, default: bool = False) -> bool:
        """True but for Rails' own ways to say no."""
        value = self.sent.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() not in _FALSE

    def number(self, name: str, default: int | None = None) -> int | None:
        value = self.sent.get(name)
        if value is None or value == "":
            return default
        try:
            return int(str(value))
        except ValueError as error:
            raise invalid(f"{name} must be a whole number") from error

    def id(self, name: str) -> int | None:
        """An id, if one was sent. One that no row can have is not found."""
        value = self.sent.get(name)
        return None if value is None or value == "" else id_of(str(value))

    def texts(self, name: str) -> list[str]:
        """A list, or a single value as one of one; of a hash its values."""
        value = self.sent.get(name)
        if value is None:
            return []
        if isinstance(value, Mapping):
            value = list(value.values())
        rows = value if isinstance(value, list) else [value]
        return [str(each) for each in rows if not isinstance(each, (Mapping, list)) and each is not None]

    def ids(self, name: str) -> list[int]:
        """A list of ids; those that no row can have are left out."""
        return [int(each) for each in self.texts(name) if _is_id(each)]

    def tree(self, name: str) -> Mapping[str, Any]:
        """A part of its own, such as `poll`; empty when it was not sent."""
        value = self.sent.get(name)
        return value if isinstance(value, Mapping) else {}

    def rows(self, name: str) -> list[Mapping[str, Any]]:
        """A list of parts, sent as a list or as a hash that counts them."""
        value = self.sent.get(name)
        if isinstance(value, Mapping):
            value = [value[each] for each in sorted(value, key=lambda key: (len(key), key))]
        return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []

    def within(self, part: Mapping[str, Any]) -> Asked:
        """The same call, reading one of its parts."""
        return Asked(self.request, self.bearer, part, self.files, self.now)

    def span(self, *, default: int = 20, most: int = 40) -> Span:
        """Which part of a list is asked for (docs.joinmastodon.org/api/guidelines/#pagination)."""
        limit = self.number("limit", default) or default
        return Span(
            limit=max(1, min(limit, most)),
            before=self._cut("max_id"),
            since=self._cut("since_id"),
            after=self._cut("min_id"),
        )

    def offset(self) -> int:
        """For lists that have no ids: how many to pass over."""
        return max(0, min(self.number("offset", 0) or 0, 10_000))

    def _cut(self, name: str) -> int | None:
        """An id to cut at. It need be nobody's, and may lie beyond the largest; what is no number is 0."""
        value = self.text(name)
        if not value:
            return None
        return min(int(value[:20]), ids.LARGEST) if value.isascii() and value.isdecimal() else 0


def id_of(text: str) -> int:
    """The id that a part of an address says. Raises Wrong (404)."""
    if not _is_id(text):
        raise not_found()
    return int(text)


def _is_id(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 19 and 0 < int(text) <= ids.LARGEST
