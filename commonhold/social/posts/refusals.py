"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchPost(NotFound):
    """There is none, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(
            _("This post isn't here. It may be gone, or its author may have written it for others.")
        )


class PostWasRemoved(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This post was removed meanwhile, so it can't be answered or changed any more."))


class NotYourPost(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only its author can change this post. Nothing was changed."))


class EmptyPost(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing written yet."), field="text")


class PostTooLong(Refusal):
    def __init__(self, *, length: int, longest: int) -> None:
        words = _("A post may have {longest} characters; this one has {length}. Nothing is lost: shorten it.")
        super().__init__(words, field="text", length=length, longest=longest)


class TooManyMedia(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A post carries {most} pictures, sounds or films. Nothing is lost: take some of them out.")
        super().__init__(words, field="media", most=most)


class MediumInAnotherPost(Refusal):
    def __init__(self) -> None:
        words = _("One of these files is in another post of yours already. Send it again to use it twice.")
        super().__init__(words, field="media")


class WarningTooLong(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A content warning may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field="warning", longest=longest)


class TooManyNamed(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A post may name {most} people. Nothing is lost: take some of the @names out.")
        super().__init__(words, field="text", most=most)


class TooManyTags(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A post may bear {most} tags. Nothing is lost: take some of the # out.")
        super().__init__(words, field="text", most=most)


class UnknownLanguage(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose the post's language from the list, or leave it open."), field="language")


class UnknownAudience(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose who may read this."), field="audience")


class MembersOnly(Refusal):
    def __init__(self) -> None:
        words = _("Only members write for members alone. Nothing is lost: choose another audience, or join.")
        super().__init__(words, field="audience")


class ThanksToOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Thanks go to other people. Nothing was changed."))
