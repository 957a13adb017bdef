"""What an app asks for, in words for the person who is asked."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.social.apps.scopes import covers

#: What can be read and changed part by part, by the part of the scope after its colon.
_PARTS: dict[str, str | Promise] = {
    "accounts": _("profiles, yours among them"),
    "statuses": _("posts, and your direct messages"),
    "media": _("pictures, sounds and films"),
    "conversations": _("your list of messages"),
    "notifications": _("your notifications"),
    "follows": _("whom you follow"),
    "lists": _("your lists"),
    "bookmarks": _("your bookmarks"),
    "favourites": _("your favourites"),
    "collections": _("your collections"),
    "filters": _("your filters"),
    "search": _("what you search for"),
    "blocks": _("whom you block"),
    "mutes": _("whom you mute"),
    "reports": _("your reports to the moderators"),
    "governance": _("proposals, and whether you voted on them; never how"),
}

#: What even a scope for everything does not hold: it always has a line of its own.
_APART: dict[str, str | Promise] = {
    "read:dues": _("what you owe the co-op, and whether the solidarity fund carries you"),
    "read:credit": _("the hours that you owe and are owed, and whom you trust how far"),
    "write:ballots": _("your ballots: it votes in your name"),
    "write:credit": _("your hours: it pays in your name"),
}


@dataclass(frozen=True)
class Wishes:
    """What an app may do, as lines under headings: what it may read, what it may change, and the rest."""

    reads: list[str | Promise]
    changes: list[str | Promise]
    more: list[str | Promise]
    votes: bool = False


def wishes(scopes: Collection[str]) -> Wishes:
    """The scopes in words; a scope for everything is one line."""
    more: list[str | Promise] = []
    if "push" in scopes:
        more.append(_("ring on your device when you are told of something"))
    if "profile" in scopes:
        more.append(_("know who you are: your name, your @name and your picture"))
    return Wishes(
        _lines("read", scopes, _("everything that you can read here, your messages among it")),
        _lines("write", scopes, _("everything that you can write and set here as a person")),
        more,
        votes=covers(scopes, "write:ballots"),
    )


def _lines(act: str, scopes: Collection[str], everything: str | Promise) -> list[str | Promise]:
    apart = [words for scope, words in _APART.items() if scope in scopes and scope.startswith(act)]
    if act in scopes:
        return [everything, *apart]
    return [*(words for part, words in _PARTS.items() if covers(scopes, f"{act}:{part}")), *apart]
