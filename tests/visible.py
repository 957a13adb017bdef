"""What a reader sees of a page before she opens anything."""

from __future__ import annotations

import re
from html.parser import HTMLParser

#: What is another at every request: protection against forged forms, and the server's time.
_CHANGES = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|data-(?:now|live-since)="[^"]*"|since=\d+')
_UNSEEN = frozenset({"script", "style", "template", "head"})


class _Reading(HTMLParser):
    """Collects text, but of closed `<details>` the summary alone."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = dict(attrs)
        if tag in _UNSEEN or tag == "summary" or (tag == "details" and "open" not in names):
            self._inside.append(tag)
        if not self._is_hidden() and tag == "img":
            self.words.append(names.get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._is_hidden():
            self.words.append(data)

    def _is_hidden(self) -> bool:
        """A summary shows what it says, though its details are closed; not that of details inside others."""
        inside = self._inside
        if any(each in _UNSEEN for each in inside):
            return True
        closed = inside.count("details")
        return closed > (1 if inside and inside[-1] == "summary" else 0)


def visible_text(html: str) -> str:
    """The words on a page as they are when it opens."""
    reading = _Reading()
    reading.feed(html)
    return " ".join("".join(reading.words).split())


def lasting(page: str) -> str:
    """A page without what is another at every request."""
    return _CHANGES.sub("", page)
