"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoReason(Refusal):
    """A look at private data without a reason."""

    def __init__(self, least: int, longest: int) -> None:
        words = _(
            "Please choose why you look, and say it in your own words: {least} to {longest} characters. "
            "Whoever it is about reads them."
        )
        super().__init__(words, field="words", least=least, longest=longest)


class NoMandate(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only somebody with a mandate looks at this. Nothing was shown."))


class NoSuchSignIn(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That is no sign-in of yours, or it is over already. Nothing was changed."))


class NoPanelForRecovery(Refusal):
    def __init__(self) -> None:
        words = _(
            "This co-op has no membership panel now that could speak with you. Write to it at the address on "
            "its page. Nothing was asked."
        )
        super().__init__(words)


class NoWayToReach(Refusal):
    def __init__(self, least: int, longest: int) -> None:
        words = _(
            "Please give an email address, and say it in your own words: {least} to {longest} characters. "
            "Nothing is lost: what you typed is still here."
        )
        super().__init__(words, field="words", least=least, longest=longest)


class NoSuchRecovery(NotFound):
    def __init__(self) -> None:
        super().__init__(_("Nobody asks for this account now, or it is over."))


class NotOnPanel(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only the membership panel answers this. Nothing was changed."))


class OwnRecovery(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This is about your own account, so others of the panel answer it."))


class VouchedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have said already that you spoke with her. Somebody else must, too."))


class LinkIsOver(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This link was used already, or its time is over. You can ask once more."))
