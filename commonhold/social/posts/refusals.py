"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


class LimitReached(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "A measure lets you say {most} thing a day for now, and you have. What you wrote is still here: "
            "keep it as a draft, or send it tomorrow.",
            "A measure lets you say {most} things a day for now, and you have. What you wrote is still here: "
            "keep it as a draft, or send it tomorrow.",
            most,
        )
        super().__init__(words, most=most)


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


class TooManyMarks(Refusal):
    def __init__(self) -> None:
        words = _(
            "Some letters bear so many marks that they would cover other people's words. "
            "Nothing is lost: take the piled-up marks out."
        )
        super().__init__(words, field="text")


class UnknownFormat(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose plain text or text with Markdown."), field="format")


class NotYourList(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose one of your own lists. Nothing is lost."), field="audience")


class UnknownReplyControl(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose who may reply."), field="reply_control")


class UnknownQuotePolicy(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose who may quote this."), field="quote_policy")


class RepliesAreClosed(Refusal):
    def __init__(self) -> None:
        words = _(
            "Whoever began this thread takes no replies. Nothing is lost: you can write a post of your own."
        )
        super().__init__(words)


class RepliesAreForFollowers(Refusal):
    def __init__(self) -> None:
        words = _(
            "Only people who follow the one who began this thread reply in it. "
            "Nothing is lost: follow them first, or write a post of your own."
        )
        super().__init__(words)


class RepliesAreForMentioned(Refusal):
    def __init__(self) -> None:
        words = _(
            "Only people whom the first post mentions reply in this thread. "
            "Nothing is lost: you can write a post of your own."
        )
        super().__init__(words)


class ReplyStillWaits(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Let this reply be seen first, then answer it. Nothing is lost."))


class NothingWaits(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This reply does not wait for you any more. Nothing was changed."))


class QuoteNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _(
            "Its author doesn't let this post be quoted by everybody. Nothing is lost: you can link to it."
        )
        super().__init__(words)


class QuoteWidens(Refusal):
    def __init__(self) -> None:
        words = _(
            "The post that you quote is for fewer people than yours would be. "
            "Nothing is lost: choose a narrower audience, or don't quote it."
        )
        super().__init__(words, field="audience")


class NoSuchQuote(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This quote isn't here any more."))


class NoPollHere(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no poll in this post."))


class TooLateToUndo(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The words of this post are erased, so it can't come back."))


class NoSuchDraft(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This draft isn't here any more. It may be published or deleted."))


class TooManyDrafts(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You keep {most} drafts already. Nothing is lost: publish or delete one of them first.")
        super().__init__(words, most=most)


class TimeHasPassed(Refusal):
    def __init__(self) -> None:
        words = _("That time has passed already. Nothing is lost: choose a later one, or publish now.")
        super().__init__(words, field="due")


class TooFarAhead(Refusal):
    def __init__(self, days: int) -> None:
        words = _("A post can wait for {days} days at most. Nothing is lost: choose an earlier time.")
        super().__init__(words, field="due", days=days)


class NotForEverybody(Refusal):
    def __init__(self) -> None:
        words = _("This post was not written for everybody, so it can't be passed on. Nothing was changed.")
        super().__init__(words)


class ThanksToOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Thanks go to other people. Nothing was changed."))


class ThanksToTheCoop(Refusal):
    def __init__(self) -> None:
        words = _("This was said by the co-op itself, and thanks go to people. Nothing was changed.")
        super().__init__(words)


class BroughtTwice(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You brought this post along already. It stays as it is."))


class BroughtFromTheFuture(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Its date has not come yet, so it has no place among your posts."))


class NotBroughtAlong(Refusal):
    def __init__(self) -> None:
        words = _("One of these is no post that you brought along from another server. None was taken back.")
        super().__init__(words)


class NotInTheGroup(Refusal):
    def __init__(self) -> None:
        words = _(
            "Only who belongs to a group writes in it. Nothing is lost: join it, or choose other readers."
        )
        super().__init__(words, field="audience")


class NotInAGroup(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This post is in no group that you keep order in. Nothing was changed."))


class TooManyGroupPins(Refusal):
    def __init__(self, most: int) -> None:
        words = _("A group keeps {most} posts on top. Take one of them down first; nothing was changed.")
        super().__init__(words, most=most)


class TooManyPins(Refusal):
    def __init__(self, most: int) -> None:
        words = _("You keep {most} posts on top of your page. Take one down first; nothing was changed.")
        super().__init__(words, most=most)


class NotForMany(Refusal):
    def __init__(self) -> None:
        words = _("This post is for few people, so it can't stand on top of your page. Nothing was changed.")
        super().__init__(words)


class AnswersAreNotPinned(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An answer stands in its thread. Choose the thread's first post instead."))


class NotOfThatServer(Refusal):
    """What came says that it was written by somebody else."""

    def __init__(self) -> None:
        super().__init__(_("Only whoever wrote it there can change it here. Nothing was changed."))
