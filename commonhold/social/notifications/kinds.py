"""What people are told of: an open list. Rooms offer their kinds; `house/offered_first.py` names them all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise


class Tab(StrEnum):
    """Under which tab a kind stands, besides "everything"."""

    MENTIONS = "mentions"
    APPRECIATION = "appreciation"
    FOLLOWS = "follows"
    CO_OP = "co-op"
    OTHER = "other"


class Way(StrEnum):
    """How somebody is told."""

    HERE = "here"
    PUSH = "push"
    MAIL = "mail"  # in her digest


@dataclass(frozen=True)
class Kind:
    """One kind of thing that people are told.

    `title` names it on the settings page. `one` and `many` are sentences about one person and about
    several, with the places `{who}` and `{words}`. `leads_to` is an address with the place `{number}`, for
    what is about no post: the number is what follows the colon of its subject. `from_people`: somebody did
    it of her own will, so a person may keep strangers' ones apart.
    """

    code: str
    title: Words
    one: Words
    many: Words = ""
    tab: Tab = Tab.OTHER
    leads_to: str = ""
    ways: frozenset[Way] = frozenset({Way.HERE, Way.MAIL})
    from_people: bool = False


_kinds: dict[str, Kind] = {}

_ALL = frozenset(Way)
_QUIET = frozenset({Way.HERE})


def offer(kind: Kind) -> None:
    """Make a kind known; a code is taken once."""
    if kind.code in _kinds:
        raise ValueError(f"two rooms offer the notification {kind.code!r}")
    _kinds[kind.code] = kind


def kind_of(code: str) -> Kind:
    """The kind with this code; one that nobody offers says its own words."""
    return _kinds.get(code) or Kind(code, title=code, one="{words}")


def kinds(tab: Tab | None = None) -> list[Kind]:
    """All that were offered, or those under a tab, in the order in which they were."""
    return [each for each in _kinds.values() if tab is None or each.tab == tab]


#: What this floor tells. Other rooms keep their own lists.
KINDS = [
    Kind(
        "reply",
        title=_("Somebody replies to you"),
        one=pgettext_lazy("one person", "{who} replied to you"),
        many=pgettext_lazy("several people", "{who} replied to you"),
        tab=Tab.MENTIONS,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "mention",
        title=_("Somebody mentions you"),
        one=pgettext_lazy("one person", "{who} mentioned you"),
        many=pgettext_lazy("several people", "{who} mentioned you"),
        tab=Tab.MENTIONS,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "message",
        title=_("Somebody writes to you in private"),
        one=pgettext_lazy("one person", "{who} wrote to you"),
        many=pgettext_lazy("several people", "{who} wrote to you"),
        tab=Tab.MENTIONS,
        leads_to="/messages/{number}",
        ways=_ALL,
    ),
    Kind(
        "quote",
        title=_("Somebody quotes you"),
        one=pgettext_lazy("one person", "{who} quoted you"),
        many=pgettext_lazy("several people", "{who} quoted you"),
        tab=Tab.MENTIONS,
        from_people=True,
    ),
    Kind(
        "quote-asked",
        title=_("Somebody asks to quote you"),
        one=_("{who} asks to quote you"),
        many=_("{who} ask to quote you"),
        tab=Tab.MENTIONS,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "quote-allowed",
        title=_("Somebody lets you quote them"),
        one=_("{who} lets you quote them"),
        tab=Tab.MENTIONS,
        ways=_QUIET,
    ),
    Kind(
        "reply-waits",
        title=_("A reply waits for your approval"),
        one=_("{who} replied, and the reply waits for you"),
        many=_("{who} replied, and the replies wait for you"),
        tab=Tab.MENTIONS,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "reply-refused",
        title=_("Your reply is not let in"),
        one=_("Your reply was not let in. What you wrote is among your drafts."),
        tab=Tab.MENTIONS,
        leads_to="/drafts",
        ways=_QUIET,
    ),
    Kind(
        "scheduled-refused",
        title=_("A post could not appear at its time"),
        one=_("A post could not appear at its time. It waits among your drafts."),
        leads_to="/drafts",
        ways=_ALL,
    ),
    Kind(
        "thanks",
        title=_("Somebody thanks you"),
        one=pgettext_lazy("one person", "{who} thanked you"),
        many=pgettext_lazy("several people", "{who} thanked you"),
        tab=Tab.APPRECIATION,
        from_people=True,
    ),
    Kind(
        "favourite",
        title=_("Somebody likes what you wrote"),
        one=pgettext_lazy("one person", "{who} liked what you wrote"),
        many=pgettext_lazy("several people", "{who} liked what you wrote"),
        tab=Tab.APPRECIATION,
        ways=_QUIET,
        from_people=True,
    ),
    Kind(
        "boost",
        title=_("Somebody passes on what you wrote"),
        one=pgettext_lazy("one person", "{who} boosted what you wrote"),
        many=pgettext_lazy("several people", "{who} boosted what you wrote"),
        tab=Tab.APPRECIATION,
        ways=_QUIET,
        from_people=True,
    ),
    Kind(
        "post",
        title=_("Somebody whose bell you set writes something new"),
        one=_("{who} wrote something new"),
        tab=Tab.FOLLOWS,
        ways=frozenset({Way.HERE, Way.PUSH}),
    ),
    Kind(
        "follow",
        title=_("Somebody follows you"),
        one=_("{who} follows you now"),
        many=_("{who} follow you now"),
        tab=Tab.FOLLOWS,
        from_people=True,
    ),
    Kind(
        "follow-request",
        title=_("Somebody asks to follow you"),
        one=_("{who} asks to follow you"),
        many=_("{who} ask to follow you"),
        tab=Tab.FOLLOWS,
        leads_to="/me/follow-requests",
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "follow-accepted",
        title=_("Somebody lets you follow them"),
        one=_("{who} lets you follow them"),
        many=_("{who} let you follow them"),
        tab=Tab.FOLLOWS,
        ways=_QUIET,
    ),
    Kind(
        "collection-asked",
        title=_("Somebody wants to show you in a collection"),
        one=_("{who} asks to show you in the collection “{words}”"),
        tab=Tab.FOLLOWS,
        leads_to="/collections/{number}",
        from_people=True,
    ),
    Kind(
        "collection-accepted",
        title=_("Somebody agrees to be in your collection"),
        one=_("{who} is now in your collection “{words}”"),
        many=_("{who} are now in your collection “{words}”"),
        tab=Tab.FOLLOWS,
        leads_to="/collections/{number}",
        ways=_QUIET,
    ),
    Kind(
        "poll-ended",
        title=_("A poll ends that you asked or took part in"),
        one=_("A poll that you took part in has ended"),
        tab=Tab.OTHER,
    ),
]
