"""What stands on the settings page. A room that has something to choose adds its line here."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Line:
    """One link, and what can be chosen behind it."""

    url: str
    title: str | Promise
    words: str | Promise
    drawing: str


@dataclass(frozen=True)
class Part:
    title: str | Promise
    lines: tuple[Line, ...]


PARTS = (
    Part(
        _("How you appear"),
        (
            Line("/welcome", _("Your first hour"), _("Interests, company and friends."), "sprout"),
            Line(
                "/settings/profile",
                _("Your profile"),
                _("Your name, what you say of yourself, and whether people ask before they follow."),
                "user",
            ),
            Line(
                "/settings/profiles",
                _("Your profiles"),
                _("A second one, which nobody can tell is yours; as which of them you act."),
                "users",
            ),
            Line(
                "/settings/writing",
                _("How you write"),
                _("For whom, in which language, and who may answer and quote you, unless you say otherwise."),
                "pencil",
            ),
            Line(
                "/settings/circle",
                _("Who sees your circle"),
                _("Whom you follow and who follows you."),
                "users",
            ),
            Line(
                "/me/follow-requests",
                _("Requests to follow"),
                _("Who waits for your answer, and whom you asked."),
                "handshake",
            ),
            Line("/me/found", _("How others find you"), _("By your words, or as a suggestion."), "search"),
        ),
    ),
    Part(
        _("What you read and hear of"),
        (
            Line(
                "/settings/notifications",
                _("Notifications"),
                _("What you are told of, on which devices, and by mail."),
                "bell",
            ),
            Line("/messages/settings", _("Messages"), _("Who may write to you."), "messages-square"),
            Line("/lists", _("Lists"), _("People whom you read together."), "list-checks"),
        ),
    ),
    Part(
        _("Whom you keep away"),
        (
            Line(
                "/settings/filters",
                _("Filters"),
                _("Words that you don't want to meet."),
                "circle-minus",
            ),
            Line(
                "/settings/blocks", _("People you blocked"), _("You and they don't meet here."), "octagon-x"
            ),
            Line(
                "/settings/mutes",
                _("People you muted"),
                _("They stay out of your feeds; also whose boosts you hide."),
                "eye-off",
            ),
            Line(
                "/settings/servers",
                _("Servers you blocked"),
                _("You meet nobody who lives there."),
                "circle-slash",
            ),
            Line("/reports", _("What you reported"), _("And what became of it."), "triangle-alert"),
        ),
    ),
    Part(
        _("How the pages behave"),
        (
            Line("/settings/language", _("Language"), _("In which words you read these pages."), "languages"),
            Line(
                "/settings/apps",
                _("Apps"),
                _("Which programs act for you, and what they may do."),
                "terminal",
            ),
            Line(
                "/about/keyboard",
                _("Keyboard"),
                _("What single keys do, and whether they do it."),
                "keyboard",
            ),
        ),
    ),
    Part(
        _("Moving"),
        (
            Line(
                "/settings/import",
                _("Moving in"),
                _("Bring along what you wrote on another server, and whom you follow."),
                "door-open",
            ),
        ),
    ),
    Part(
        _("Signing in"),
        (
            Line("/account/password/change/", _("Password"), _("Choose another one."), "lock"),
            Line("/account/email/", _("Email addresses"), _("Where you can be reached."), "globe"),
            Line(
                "/settings/agreements",
                _("What you accepted"),
                _("Terms, privacy notice and minimum age, each with its date."),
                "list-checks",
            ),
        ),
    ),
)
