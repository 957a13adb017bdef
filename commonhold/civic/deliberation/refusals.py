"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchRemark(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This remark isn't here any more."))


class NoSuchStatement(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This statement isn't here any more."))


class NoSuchAmendment(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such amendment."))


class BallotNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Everybody can read along; members with a ballot talk. You can become one under “Join”.")
        )


class TalkNotOpen(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The discussion of this proposal has not begun yet. Nothing was changed."))


class TalkOver(Refusal):
    def __init__(self) -> None:
        words = _(
            "The discussion of this proposal is over. All of it stays here to read; nothing was changed."
        )
        super().__init__(words)


class WordsMissing(Refusal):
    def __init__(self, field: str) -> None:
        super().__init__(_("There are no words yet. Write some and send it again."), field=field)


class TooLong(Refusal):
    def __init__(self, longest: int, *, field: str) -> None:
        words = _("That is more than {longest} characters. Everything is still here: please shorten it.")
        super().__init__(words, field=field, longest=longest)


class NotYours(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only whoever wrote this can withdraw it. Nothing was changed."))


class TooManyRemarks(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You made {most} remark within a day, as many as our charter allows. Your words are still here.",
            "You made {most} remarks within a day, as many as our charter allows. Your words are still here.",
            most,
        )
        super().__init__(words, most=most)


class TooManyStatements(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "You made {most} statement here, as many as our charter allows. Withdraw it to make another.",
            "You made {most} statements here, as many as our charter allows. Withdraw one to make another.",
            most,
        )
        super().__init__(words, most=most)


class SaidAlready(Refusal):
    def __init__(self) -> None:
        words = _("Somebody made this very statement. You can answer it.")
        super().__init__(words, field="text")


class AnswerUnknown(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose: I agree, I disagree, or I pass."), field="answer")


class TooManyAmendments(Refusal):
    def __init__(self, most: int) -> None:
        words = ngettext(
            "{most} amendment of yours waits for the author already, as many as our charter allows.",
            "{most} amendments of yours wait for the author already, as many as our charter allows.",
            most,
        )
        super().__init__(words, most=most)


class AmendsOwnProposal(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This proposal is yours: you can change it yourself, until notice."))


class NothingAmended(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This says what the proposal says already. Change a word and send it again."))


class NotTheAuthor(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Amendments are answered by whoever wrote the proposal. Nothing was changed."))


class AnsweredAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This amendment was answered meanwhile. Nothing was changed."))


class WordsMoved(Refusal):
    def __init__(self) -> None:
        words = _(
            "The proposal was changed since this amendment was written, and taking it over would undo that. "
            "Refuse it with this reason, so that it can be written again on the new words."
        )
        super().__init__(words)


class NotRefused(Refusal):
    def __init__(self) -> None:
        words = _("Support brings an amendment to the vote that the author refused. This one was not.")
        super().__init__(words)
