"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchPerson(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nobody here has that name. They may have left, or it is misspelt."))


class NotAgreed(Refusal):
    """Terms, privacy notice or age were not accepted on an occasion that needs it."""

    def __init__(self, minimum_age: int) -> None:
        words = (
            _("Please accept what holds here, and say that you are at least {age} years old.")
            if minimum_age
            else _("Please accept what holds here. Nothing is lost: tick the box and send it again.")
        )
        super().__init__(words, field="agreement", age=minimum_age)


class AccountClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This account was closed, so it can't do this any more. Nothing was changed."))


class Suspended(Refusal):
    """A measure lets her write nothing for a time. What she owns, reads and votes on stays hers."""

    def __init__(self) -> None:
        words = _(
            "Your account is suspended, so this can't be done now. Nothing is lost. You read and vote as "
            "before; under “Measures” in your settings stands why, until when, and how to appeal."
        )
        super().__init__(words)


class HandleNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("A name has 1 to 30 letters from a to z, digits or underscores. Please choose another.")
        super().__init__(words, field="handle")


class HandleReserved(Refusal):
    def __init__(self, handle: str) -> None:
        words = _("“{handle}” is kept for the co-op itself. Please choose another name.")
        super().__init__(words, field="handle", handle=handle)


class HandleTaken(Refusal):
    def __init__(self, handle: str) -> None:
        words = _("Somebody here is already called “{handle}”. Please choose another name.")
        super().__init__(words, field="handle", handle=handle)


class NameLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("The name that people read has between 1 and {longest} characters.")
        super().__init__(words, field="display_name", longest=longest)


class SummaryTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("What you say about yourself may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field="summary", longest=longest)


class PronounsTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Pronouns may have {longest} characters. Nothing is lost: shorten them.")
        super().__init__(words, field="pronouns", longest=longest)


class NeedsSignIn(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only somebody who signs in here can have another profile. Nothing was changed."))


class TooManyProfiles(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You may have up to {most} profiles, and you have them already. Nothing was changed.")
        super().__init__(words, most=most)


class NotYourProfile(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That is none of your profiles, or it was closed. You go on as you were."))


class FirstProfileStays(Refusal):
    def __init__(self) -> None:
        words = _(
            "This profile holds what is yours in the co-op, so it isn't closed here. Nothing was changed. "
            "Your second profile can be closed at any time."
        )
        super().__init__(words)


class SecondProfileOwnsNothing(Refusal):
    def __init__(self) -> None:
        words = _("Membership belongs to you once, through your first profile. Please go on as that one.")
        super().__init__(words)


class NoHuman(Refusal):
    def __init__(self) -> None:
        words = _("This account is the co-op itself, and only people do this. Nothing was changed.")
        super().__init__(words)


class TooManyFields(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("A profile has up to {most} lines. Nothing is lost: leave some out."), most=most)


class FieldIncomplete(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("A line needs both what it is about and what it says. Nothing is lost: add the other.")
        )


class FieldTooLong(Refusal):
    def __init__(self, label: int, value: int) -> None:
        words = _("A line has up to {label} characters for what it is about and {value} for what it says.")
        super().__init__(words, label=label, value=value)


class EmailNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That doesn't look like an email address. Please check it."), field="email")


class EmailTaken(Refusal):
    def __init__(self) -> None:
        words = _("There is already an account with this email address. Sign in, or use another address.")
        super().__init__(words, field="email")


class EmailConfirmed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no email address of yours that waits to be confirmed."), field="email")


class MailNotSent(Refusal):
    def __init__(self) -> None:
        words = _("The mail couldn't be sent just now. Nothing is lost: ask for it again in some minutes.")
        super().__init__(words, field="email")


class WeakPassword(Refusal):
    def __init__(self, reasons: list[str]) -> None:
        super().__init__("{reasons}", field="password", reasons=" ".join(reasons))


class FollowsOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Your own posts are in your home feed already, so you need not follow yourself."))


class StrangeAudience(Refusal):
    def __init__(self) -> None:
        words = _("Choose everybody, the people who follow you, or nobody. Nothing was changed.")
        super().__init__(words, field="shown_to")


class StrangePart(Refusal):
    def __init__(self) -> None:
        words = _("Choose everybody, members, people who follow you, or nobody. Nothing was changed.")
        super().__init__(words)


class LinesChanged(Refusal):
    def __init__(self) -> None:
        words = _("The lines of your profile were changed meanwhile. Nothing is lost: look again and choose.")
        super().__init__(words)


class CircleKeptBack(Refusal):
    def __init__(self, name: str) -> None:
        words = _("{name} doesn't show you whom they follow and who follows them.")
        super().__init__(words, name=name)


class NoteTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A note may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field="text", longest=longest)


class NoteOnOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Notes are kept on other people. What you say of yourself stands on your page."))


class NotAsked(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such request any more. It may have been taken back."))


class FollowsNot(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You don't follow this person, so no post of theirs rings. Follow them first."))


class KeepsOneselfAway(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That would be yourself. Nothing was changed."))


class StrangeEnd(Refusal):
    def __init__(self) -> None:
        words = _("It can end at the earliest now, and at the latest in a year. Nothing was changed.")
        super().__init__(words, field="until")


class NoSuchServer(Refusal):
    def __init__(self) -> None:
        words = _("That doesn't look like the name of another server, such as elsewhere.example.")
        super().__init__(words, field="domain")


class TooManyKeptAway(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You keep {most} away already. Nothing was changed: let go of some first.")
        super().__init__(words, most=most)
