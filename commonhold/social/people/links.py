"""Links in profiles: which lines are some, and whether a page links back with rel="me".

The page is text from anywhere. It is read once from its beginning to its end, so that none keeps us busy,
and what its readers could have written into a comment, a script or a text box is not taken for a link.
See microformats.org/wiki/rel-me.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from urllib.parse import urlsplit

_LINK = re.compile(r"https://[a-z0-9][^\s<>\"@\\/?#]*(?:[/?#][^\s<>\"\\]*)?", re.IGNORECASE)
_OPENING = re.compile(r"<(?:(!--)|([!?/])|([a-z][^\s/>]*+))", re.IGNORECASE)
_ATTRIBUTE = re.compile(
    r"[\s/]*+([^\s/>][^\s/>=]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s>\"'][^\s>]*+)))?+"
)
_END = re.compile(r"[\s/]*+>")
#: What stands in these is no part of the page's own links.
_OPAQUE = {
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in ("script", "style", "textarea", "title", "template", "noscript", "iframe", "xmp", "noembed")
}


def is_link(value: str) -> bool:
    """Is all of a line's value an https address?"""
    return _LINK.fullmatch(value) is not None


def links_back(body: bytes, address: str) -> bool:
    """Does the page have an `a` or `link` with rel="me" that leads to `address`?"""
    wanted = _told_apart(address)
    # Addresses and the names of tags are ASCII in whatever encoding a page of the web has.
    for name, attributes in _tags(body.decode("latin-1")):
        is_hers = name in {"a", "link"} and "me" in attributes.get("rel", "").lower().split()
        if is_hers and _told_apart(unescape(attributes.get("href", ""))) == wanted:
            return True
    return False


def is_same_site(one: str, other: str) -> bool:
    """Are both https addresses of one site? A page of another one, to which we were sent, proves nothing."""
    first, second = urlsplit(one), urlsplit(other)
    hosts = {(each.hostname or "").removeprefix("www.") for each in (first, second)}
    return first.scheme == second.scheme == "https" and len(hosts) == 1


def _told_apart(address: str) -> tuple[str, str, str] | None:
    """What must agree for two addresses to be the same person's page; None when there is more to it."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return None
    if not parts.netloc or parts.query or parts.fragment:
        return None
    return parts.scheme, parts.netloc.lower(), parts.path.rstrip("/").lower()


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Start tags with their attributes. What is never closed ends the page."""
    at = 0
    while opening := _OPENING.search(text, at):
        at = opening.end()
        is_comment, is_other, name = opening.groups()
        if is_comment or is_other:
            end = "-->" if is_comment else ">"
            closed = text.find(end, at)
            if closed < 0:
                return
            at = closed + len(end)
            continue
        attributes: dict[str, str] = {}
        while found := _ATTRIBUTE.match(text, at):
            attributes.setdefault(found[1].lower(), found[2] or found[3] or found[4] or "")
            at = found.end()
        ending = _END.match(text, at)
        if ending is None:
            return
        yield name.lower(), attributes
        at = ending.end()
        if name.lower() in _OPAQUE:
            closing = _OPAQUE[name.lower()].search(text, at)
            if closing is None:
                return
            at = closing.start()
