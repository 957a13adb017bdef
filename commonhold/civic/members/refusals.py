"""What this room says no to, in people's words."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.ground.charter import dates
from commonhold.ground.refusal import NotFound, Refusal


class NoSuchApplication(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such application, or it is not yours to see."))


class NoSuchMember(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such member, or the list is not yours to see."))


class AlreadyMember(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You are a member already, so there is nothing left to apply for."))


class AlreadyApplied(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Your application is open already. Nothing is lost: you find it under “Join”."))


class TextLength(Refusal):
    def __init__(self, longest: int, *, field: str) -> None:
        words = _(
            "This has between 1 and {longest} characters. Nothing is lost: change it and send it again."
        )
        super().__init__(words, field=field, longest=longest)


class MembersOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only members can do this. You can become one under “Join”."))


class ApplicationClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This application is not open any more. Nothing was changed."))


class VouchesForOneself(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Nobody can vouch for themselves. Somebody who knows you can."))


class VouchesTwice(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You vouched for this person already, and it counts. Nothing more is needed."))


class NoPanel(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("There is no membership panel here just now. Members can vouch for you instead; ask one."),
            field="route",
        )


class WithPanel(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This application is with the membership panel. Nobody needs to vouch for it."))


class NotWelcomedYet(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The panel has not welcomed this applicant yet. Nothing was changed."))


class NotWithPanel(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This application is not with the panel now. Nothing was changed."))


class SpokeAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("You have spoken on this application already. An appeal is for other members of the panel.")
        )


class ReasonNeeded(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Say why, so that the applicant understands and can answer."), field="reason")


class NothingToAppeal(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("An answer of the panel can be appealed once, while it stands. You can always apply again.")
        )


class VouchingPaused(Refusal):
    def __init__(self, until: datetime) -> None:
        words = _(
            "You vouched for memberships that were found to be nobody's. You can vouch again from {when}, or "
            "when members lift this by a vote."
        )
        super().__init__(words, when=dates.day(until))


class NoSuchHearing(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is no such hearing, or it is not yours to see."))


class HeardAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("A hearing about this membership is open already. Nothing was changed."))


class HearingOver(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This hearing has ended. Nothing was changed."))


class StillHeard(Refusal):
    def __init__(self, until: datetime) -> None:
        words = _("The concerned can answer until {when}. A vote on it can be proposed from then on.")
        super().__init__(words, when=dates.day_and_clock(until), field="hearing")


class NotConcerned(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("The member herself, and those who vouched for her, answer here. Others talk beside the vote.")
        )


class NoSuchPause(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is nothing to lift: it has ended, or was lifted already."), field="pause")


class NoSuchReview(NotFound):
    def __init__(self) -> None:
        super().__init__(_("There is nothing to look at here, or it is done already."))


class NoticeGiven(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have given notice already. Until it is over you can take it back."))


class NotLeaving(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You have given no notice, so there is nothing to take back."))


class NoVouchOfYours(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no vouch of yours here that counts. Nothing was changed."))


class QuotaUsedUp(Refusal):
    def __init__(self, limit: int, again_at: datetime | None) -> None:
        words = ngettext(
            "Our charter lets each of us vouch for {limit} person in a period, and you have. From {when} you "
            "can vouch again.",
            "Our charter lets each of us vouch for {limit} people in a period, and you have. From {when} you "
            "can vouch again.",
            limit,
        )
        super().__init__(words, limit=limit, when="" if again_at is None else dates.day(again_at))


class SameBranch(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody from your branch of the invitation tree has vouched already. The next vouch has to "
                "come from another branch."
            )
        )


class StillWaiting(Refusal):
    def __init__(self, votes_from: datetime) -> None:
        words = _("You can vouch for others from {when}, when your own first ballot is yours.")
        super().__init__(words, when=dates.day(votes_from))


class VotersVouch(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Members with a ballot vouch for others. Your class of members has none."))


class NoSuchClass(Refusal):
    def __init__(self, key: str) -> None:
        super().__init__(_("There is no class of members “{key}” here."), key=key, field="to")


class BelongsAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This member belongs there already. Nothing was changed."), field="to")


class ClassIsClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(
            _("Nobody joins this class by herself. The membership mandate, or a vote, can put you there."),
            field="to",
        )


class StillBelong(Refusal):
    """A class ends when nobody is in it any more."""

    def __init__(self, how_many: int) -> None:
        words = ngettext(
            "{n} member still belongs to this class. Move her first, then it can end.",
            "{n} members still belong to this class. Move them first, then it can end.",
            how_many,
        )
        super().__init__(words, n=how_many)


class VouchesMissing(Refusal):
    def __init__(self, missing: int) -> None:
        words = ngettext(
            "{missing} vouch from another branch is still missing.",
            "{missing} vouches from other branches are still missing.",
            missing,
        )
        super().__init__(words, missing=missing)
