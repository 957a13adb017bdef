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
        _("Your data"),
        (
            Line(
                "/me/privacy",
                _("Privacy"),
                _("Who gets what of you, all on one page; and your page as others see it."),
                "eye",
            ),
            Line(
                "/me/looked",
                _("Who looked"),
                _("At private data of yours, when, and why."),
                "search",
            ),
            Line(
                "/me/consents",
                _("Your yes and no"),
                _("To each purpose that needs your word, with the text that you were shown."),
                "list-checks",
            ),
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
            Line(
                "/feeds",
                _("How your feed is ordered"),
                _("Newest first, as the members voted, or as you like; and what of yours may count."),
                "list-checks",
            ),
            Line(
                "/settings/breaks",
                _("Breaks"),
                _("A word after so many minutes, or feeds that close until tomorrow."),
                "clock",
            ),
            Line("/messages/settings", _("Messages"), _("Who may write to you."), "messages-square"),
            Line("/lists", _("Lists"), _("People whom you read together."), "list-checks"),
            Line("/settings/sponsors", _("Ads for me"), _("Whether you are shown any."), "coins"),
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
                "/labelers",
                _("Labelers"),
                _("Whose words you read on posts, and what each word does."),
                "bookmark",
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
            Line(
                "/labels", _("Labels on you"), _("What labelers say of you, and how to dispute it."), "info"
            ),
            Line("/reports", _("What you reported"), _("And what became of it."), "triangle-alert"),
            Line("/measures", _("Measures"), _("What was done about you, and how to appeal."), "landmark"),
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
            Line(
                "/me/export",
                _("Taking everything along"),
                _("All that is kept of you, in one file that other servers read too."),
                "download",
            ),
            Line(
                "/settings/elsewhere",
                _("Your addresses on other servers"),
                _("Who else you are, and moving to another server."),
                "globe",
            ),
            Line(
                "/me/erase",
                _("Erasing my account"),
                _("What goes, what stays and under which law, and time to think again."),
                "circle-x",
            ),
        ),
    ),
    Part(
        _("Signing in"),
        (
            Line(
                "/settings/sign-in",
                _("Signing in, and where you are signed in"),
                _("Passkeys, codes, recovery codes; every browser and app, and the way out of each."),
                "key-round",
            ),
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
