"""What an app may be allowed to do, as Mastodon names it (docs.joinmastodon.org/api/oauth-scopes), and what
members do in the co-op.

A scope without a colon holds all that begin with it; `follow` is the old name of six of them. Four are held
by nothing but themselves: whoever let an app write her posts did not mean her ballots, nor her hours.
"""

from __future__ import annotations

from collections.abc import Iterable

_BOTH = "accounts blocks bookmarks collections favourites filters follows lists mutes notifications statuses"
_READ = f"{_BOTH} search governance reports dues credit"
_WRITE = f"{_BOTH} conversations media reports ballots credit"
#: What must be asked for by its own name.
APART = frozenset({"read:dues", "read:credit", "write:ballots", "write:credit"})
#: What `follow` stands for.
_FOLLOW = frozenset(f"{act}:{what}" for act in ("read", "write") for what in ("blocks", "follows", "mutes"))

DEFAULT = "read"
KNOWN: tuple[str, ...] = (
    "profile",
    "read",
    *(f"read:{each}" for each in _READ.split()),
    "write",
    *(f"write:{each}" for each in _WRITE.split()),
    "follow",
    "push",
)


def split(scopes: str) -> tuple[str, ...]:
    """The scopes of a text, each once, in their order."""
    return tuple(dict.fromkeys(scopes.split()))


def are_known(scopes: Iterable[str]) -> bool:
    return all(each in KNOWN for each in scopes)


def covers(granted: Iterable[str], needed: str) -> bool:
    """Do these scopes allow what `needed` does?"""
    held = set(granted)
    if needed in held or (needed not in APART and needed.partition(":")[0] in held):
        return True
    if needed == "follow":
        return all(covers(held, each) for each in _FOLLOW)
    return "follow" in held and needed in _FOLLOW
