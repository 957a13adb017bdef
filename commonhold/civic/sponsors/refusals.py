"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchAd(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such ad, or it is not shown to you."))


class NoSuchSponsor(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such sponsor."))


class NothingAllowed(Refusal):
    def __init__(self) -> None:
        words = _("The charter allows no ads, so nothing was handed in. A vote can allow a category.")
        super().__init__(words)


class CategoryNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("The charter does not allow ads of this category. Nothing was changed.")
        super().__init__(words, field="category")


class TextLength(Refusal):
    def __init__(self, longest: int, *, field: str) -> None:
        words = _(
            "This has between 1 and {longest} characters. Nothing is lost: change it and send it again."
        )
        super().__init__(words, field=field, longest=longest)


class LinkNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _("A link begins with https:// and leads to one page, without a user name in it.")
        super().__init__(words, field="link")


class ContactNotAllowed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("That is no mail address that we can write to."), field="contact")


class WeeksNotAllowed(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("An ad runs for 1 to {most} weeks."), field="weeks", most=most)


class PlaceNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Say on which pages it should stand: a tag, a group or a page of all."), field="tags"
        )


class TooManyPlaces(Refusal):
    def __init__(self, most: int) -> None:
        super().__init__(_("An ad stands on {most} pages at most."), field="tags", most=most)


class NoSuchTag(Refusal):
    def __init__(self, name: str) -> None:
        super().__init__(_("“{name}” is no tag. A tag is one word."), field="tags", name=name)


class NoSuchGroup(Refusal):
    def __init__(self, name: str) -> None:
        words = _("“{name}” is no group that everybody may read, and ads stand in no other.")
        super().__init__(words, field="groups", name=name)


class AltNeeded(Refusal):
    def __init__(self) -> None:
        words = _("Say in words what the picture shows. Some of us listen to what others see.")
        super().__init__(words, field="alt")


class TooManyWaiting(Refusal):
    def __init__(self) -> None:
        words = _("As many ads as the panel can read wait already. Nothing was kept; try again tomorrow.")
        super().__init__(words)


class MembersOnly(Refusal):
    def __init__(self) -> None:
        words = _("Members hand in ads here; a sponsor does it without an account, on the same page.")
        super().__init__(words)


class KeyDoesNotFit(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This address is not whole. Open the one in the mail, as it stands there."))


class AdIsOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This ad was paid, declined or taken back already. Nothing was changed."))


class OwnAd(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You handed this ad in, so others decide about it. Nothing was changed."))


class NotYourAd(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only whoever handed an ad in takes it back."))


class ApprovedAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have approved it already; now somebody else answers for it too."))


class ApprovalNeeded(Refusal):
    def __init__(self, more: int) -> None:
        words = _("Before it is paid, {n} more of the panel must approve it. Nothing was booked.")
        super().__init__(words, n=more)


class ReasonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say why, so that its sponsor understands."), field="reason")


class NotRunning(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This ad does not run, so there is nothing to end. Nothing was changed."))


class NothingToRefund(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nothing is owed for this ad, or it was booked already. Nothing was booked."))
