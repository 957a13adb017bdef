"""Kinds of documents that are asked for by name. One with a profile counts only where that is named too."""

from __future__ import annotations

from collections.abc import Collection

HTML = frozenset({"text/html", "application/xhtml+xml"})

_LD = 'application/ld+json; profile="https://www.w3.org/ns/activitystreams"'

#: Objects of ActivityPub (§3.2). What is mere JSON may be a file that somebody brought there.
ACTIVITY = frozenset({"application/activity+json", _LD})
ACCEPT_ACTIVITY = f"application/activity+json, {_LD}"

#: WebFinger (RFC 7033 §10.2); some say plain JSON.
JRD = frozenset({"application/jrd+json", "application/json"})

#: NodeInfo, and what else speaks for the server as a whole.
JSON = frozenset({"application/json", "application/activity+json", "application/ld+json", *JRD})


def is_one_of(kinds: Collection[str], kind: str, profiles: str) -> bool:
    """Is it asked for, by itself or with one of its profiles? Those stand with blanks between them."""
    return kind in kinds or any(f'{kind}; profile="{each}"' in kinds for each in profiles.split())
