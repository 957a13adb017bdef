"""What this room refuses, in the member's words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchKind(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such kind of notification. Nothing was changed; please try again."))


class NoSuchWish(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Please choose one of the offered answers. Nothing was changed."))


class NobodyAsked(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nothing from this person waits for you."))


class NoSuchDevice(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This device is not on your list."))


class StrangeDevice(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("This browser gave an address that we can't send to. Nothing was changed; you may try another.")
        )


class NoSuchSubscription(NotFound):
    """Apps alone read this."""

    def __init__(self) -> None:
        super().__init__("This token has no subscription to pushes")


class TooManyDevices(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Ten devices can ring at most. Take one off the list first."))


class AddressNotConfirmed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("We write only to confirmed addresses. Please confirm yours first."))


class StaleLink(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This link is not complete. Sign in and choose in your settings instead."))


class NoSuchNotification(NotFound):
    def __init__(self) -> None:
        super().__init__(_("What this was about is not there any more."))
