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
