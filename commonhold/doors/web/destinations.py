"""Where the frame leads to. A room that has a place of its own adds its line here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Whom(Enum):
    """To whom a place is shown."""

    EVERYBODY = "everybody"
    SIGNED_IN = "signed in"
    STRANGERS = "strangers"
    NOT_YET_MEMBERS = "not yet members"


@dataclass(frozen=True)
class Destination:
    """One place; `{me}` in its address is the reader's handle.

    `counted` names what stands beside its word: "unread" or "messages".
    """

    url: str
    word: str | Promise
    drawing: str
    whom: Whom = Whom.EVERYBODY
    counted: str = ""


@dataclass(frozen=True)
class Destinations:
    """All places that a reader may go to, as the frame groups them.

    `bar` holds a phone's first four; `further` is what only the page of everything has room for.
    """

    together: tuple[Destination, ...]
    yours: tuple[Destination, ...]
    co_op: tuple[Destination, ...]
    account: tuple[Destination, ...]
    further: tuple[Destination, ...]
    bar: tuple[Destination, ...]

    @property
    def behind_more(self) -> list[Destination]:
        """What a phone shows on its page of everything."""
        in_bar = {each.url for each in self.bar}
        every = (*self.together, *self.yours, *self.co_op, *self.account, *self.further)
        return [each for each in every if each.url not in in_bar]


_HOME = Destination("/", _("Home"), "house")
_DISCOVER = Destination("/discover", _("Discover"), "compass")
_MESSAGES = Destination("/messages", _("Messages"), "mail", Whom.SIGNED_IN, "messages")
_DECIDE = Destination("/decide", _("Decide"), "vote")
_JOIN = Destination("/join", _("Join"), "door-open", Whom.NOT_YET_MEMBERS)

_TOGETHER = (
    _HOME,
    _DISCOVER,
    Destination("/notifications", _("Notifications"), "bell", Whom.SIGNED_IN, "unread"),
    _MESSAGES,
    Destination("/groups", _("Groups"), "users"),
    Destination("/events", _("Events"), "calendar"),
    Destination("/exchange", _("Exchange"), "handshake"),
    Destination("/collections", _("Collections"), "library", Whom.STRANGERS),
)
_YOURS = (
    Destination("/lists", _("Lists"), "list-checks", Whom.SIGNED_IN),
    Destination("/collections", _("Collections"), "library", Whom.SIGNED_IN),
    Destination("/bookmarks", _("Bookmarks"), "bookmark", Whom.SIGNED_IN),
    Destination("/drafts", _("Drafts"), "file-pen", Whom.SIGNED_IN),
)
_CO_OP = (
    _DECIDE,
    Destination("/money", _("Money"), "coins"),
    Destination("/charter", _("Charter"), "scroll-text"),
    Destination("/record", _("Record"), "stamp"),
    _JOIN,
)
_ACCOUNT = (
    Destination("/@{me}", _("Me"), "user", Whom.SIGNED_IN),
    Destination("/settings", _("Settings"), "settings", Whom.SIGNED_IN),
    Destination("/about", _("About"), "book-open", Whom.STRANGERS),
)
_FURTHER = (
    Destination("/search", _("Search"), "search"),
    Destination("/members", _("Members"), "handshake", Whom.SIGNED_IN),
    Destination("/meetings", _("Meetings"), "landmark"),
    Destination("/roadmap", _("Roadmap"), "sprout"),
    Destination("/credit", _("Hours"), "hand-heart", Whom.SIGNED_IN),
    Destination("/credit/about", _("Paying in hours"), "hand-heart", Whom.STRANGERS),
    Destination("/cases", _("Cases"), "file-check"),
    Destination("/labelers", _("Labelers"), "bookmark"),
    Destination("/me/privacy", _("Privacy"), "eye", Whom.SIGNED_IN),
    Destination("/holders", _("In whose hands"), "key-round", Whom.SIGNED_IN),
    Destination("/open-data", _("Open data"), "file-check"),
    Destination("/winding-down", _("How we would end"), "door-open", Whom.SIGNED_IN),
    Destination("/emoji", _("Emoji"), "smile"),
    Destination("/about/data", _("What we keep of people"), "book-open"),
    Destination("/about", _("About"), "book-open", Whom.SIGNED_IN),
)
EVERYWHERE = (*_TOGETHER, *_YOURS, *_CO_OP, *_ACCOUNT, *_FURTHER)
_BAR = (_HOME, _DISCOVER, _MESSAGES, _DECIDE, replace(_JOIN, whom=Whom.STRANGERS))


@cache
def destinations_of(*, is_signed_in: bool, is_member: bool) -> Destinations:
    """What somebody may go to."""

    def shown(places: Iterable[Destination]) -> tuple[Destination, ...]:
        return tuple(each for each in places if is_for(each.whom))

    def is_for(whom: Whom) -> bool:
        if whom is Whom.SIGNED_IN:
            return is_signed_in
        if whom is Whom.STRANGERS:
            return not is_signed_in
        return whom is Whom.EVERYBODY or not is_member

    return Destinations(
        together=shown(_TOGETHER),
        yours=shown(_YOURS),
        co_op=shown(_CO_OP),
        account=shown(_ACCOUNT),
        further=shown(_FURTHER),
        bar=shown(_BAR),
    )
