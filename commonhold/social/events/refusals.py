"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchEvent(NotFound):
    """There is none, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This event isn't here. It may be for others."))


class NoSuchCalendar(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This calendar isn't here. Its address may have been changed."))


class EventTitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("An event's title has between 1 and {longest} characters.")
        super().__init__(words, field="title", longest=longest)


class EventTextTooLong(Refusal):
    def __init__(self, field: str, longest: int) -> None:
        words = _("This may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field=field, longest=longest)


class StartsInThePast(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("This would have begun already. Choose a time that is still to come."), field="starts"
        )


class EndsBeforeItStarts(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("It has to end after it begins. Choose a later end, or leave it open."), field="ends"
        )


class UnknownTimeZone(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose the time zone from the list."), field="time_zone")


class LinkNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("A link begins with https:// or http:// and has up to 500 characters. Please check it.")
        super().__init__(words, field="link")


class CapacityTooSmall(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Leave room for at least one, or leave it open."), field="capacity")


class UnknownEventAudience(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose who may know of this event."), field="audience")


class MembersEvent(Refusal):
    def __init__(self) -> None:
        words = _(
            "Only members plan events for members alone. Nothing is lost: choose another audience, or join."
        )
        super().__init__(words, field="audience")


class GroupMembersPlan(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Only a group's members plan events in it. Nothing is lost: join, or plan your own.")
        )


class NotYourEvent(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Only its host can change this event, or a moderator of its group. Nothing was changed.")
        )


class EventCancelled(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This event was cancelled. Nothing was changed."))


class EventIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This event is over. Nothing was changed."))


class EventIsFull(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Every place is taken. Say “maybe” and look again: places may become free."))


class ComesAlready(Refusal):
    def __init__(self) -> None:
        words = _(
            "You come already, as your other profile. Nothing was changed: take that answer back first."
        )
        super().__init__(words)


class UnknownAnswer(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say yes, maybe or no."))


class NotWelcome(Refusal):
    def __init__(self) -> None:
        words = _("The moderators of this group decided that you can't come to it. Its page says why.")
        super().__init__(words)


class NotWelcomeAsEither(Refusal):
    def __init__(self) -> None:
        words = _(
            "The moderators of this group decided that your other profile can't come to it, and that goes for"
            " both. Act as that one to read why."
        )
        super().__init__(words)


class CancelReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say why, in up to {longest} characters. Those who meant to come read it.")
        super().__init__(words, field="reason", longest=longest)
