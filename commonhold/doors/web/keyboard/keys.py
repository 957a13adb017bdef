"""What single keys do. The page lists it; `static/commonhold/js/keyboard.js` does it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

COOKIE = "commonhold_keys"
OFF = "off"


@dataclass(frozen=True)
class Shortcut:
    """One or two keys that are pressed after each other; `other` does the same.

    `verb` names the button of a post that a key presses: the end of its form's address.
    """

    keys: tuple[str, ...]
    words: str | Promise
    other: str = ""
    verb: str = ""


@dataclass(frozen=True)
class Part:
    title: str | Promise
    shortcuts: tuple[Shortcut, ...]


PARTS = (
    Part(
        _("Anywhere"),
        (
            Shortcut(("n",), _("Write a post")),
            Shortcut(("/",), _("Search")),
            Shortcut(("?",), _("Show this list")),
            Shortcut(("g", "h"), _("Go home")),
            Shortcut(("g", "n"), _("Go to your notifications")),
            Shortcut(("g", "m"), _("Go to your messages")),
            Shortcut(("g", "d"), _("Go to what is being decided")),
            Shortcut(("g", "p"), _("Go to your own page")),
        ),
    ),
    Part(
        _("Among posts"),
        (
            Shortcut(("j",), _("Next post")),
            Shortcut(("k",), _("Previous post")),
            Shortcut(("o",), _("Open the post"), other="Enter"),
            Shortcut(("r",), _("Reply")),
            Shortcut(("f",), _("Favourite, or take it back"), verb="favourite"),
            Shortcut(("t",), _("Thank, or take it back"), verb="thank"),
            Shortcut(("b",), _("Boost, or take it back"), verb="boost"),
            Shortcut(("m",), _("Bookmark, or take it away"), verb="bookmark"),
            Shortcut(("x",), _("Show or hide what stands behind a warning")),
        ),
    ),
)
