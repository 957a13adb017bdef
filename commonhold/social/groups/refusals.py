"""What this room says no to, in people's words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from commonhold.ground.refusal import NotFound, Refusal


class NoSuchGroup(NotFound):
    """There is none, or not for this viewer: the two look the same."""

    def __init__(self) -> None:
        super().__init__(_("This group isn't here. It may have closed, or be known to its members alone."))


class NoSuchElection(NotFound):
    def __init__(self) -> None:
        super().__init__(_("This election isn't here."))


class GroupHandleNotAllowed(Refusal):
    def __init__(self) -> None:
        words = _(
            "A group's address has 2 to 30 letters from a to z, digits or underscores. Please choose another."
        )
        super().__init__(words, field="handle")


class GroupHandleTaken(Refusal):
    def __init__(self, handle: str) -> None:
        words = _("There is already a group at “{handle}”. Please choose another address.")
        super().__init__(words, field="handle", handle=handle)


class TitleLength(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("A group's name has between 1 and {longest} characters.")
        super().__init__(words, field="title", longest=longest)


class GroupTextTooLong(Refusal):
    def __init__(self, field: str, longest: int) -> None:
        words = _("This may have {longest} characters. Nothing is lost: shorten it.")
        super().__init__(words, field=field, longest=longest)


class UnknownJoining(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Choose how people come to the group."), field="joining")


class UnlistedIsClosed(Refusal):
    def __init__(self) -> None:
        words = _(
            "A group that strangers can't find can't be read by everybody. List it, or close its posts."
        )
        super().__init__(words, field="is_listed")


class OneGroupEach(Refusal):
    def __init__(self) -> None:
        words = _("You have founded a group already; members of the co-op may found more. Nothing is lost.")
        super().__init__(words)


class NotOfThisServer(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only people with an account here can belong to a group. Nothing was changed."))


class JoinsByRequest(Refusal):
    def __init__(self) -> None:
        super().__init__(_("This group's moderators let people in. Ask them to, and wait for their answer."))


class JoinsByInvitation(Refusal):
    def __init__(self) -> None:
        super().__init__(_("One comes to this group by invitation. Ask one of its members for it."))


class BannedFromGroup(Refusal):
    def __init__(self, reason: str) -> None:
        words = _(
            "The moderators of this group decided that you can't come back to it. Their reason: {reason}"
        )
        super().__init__(words, reason=reason)


class TheyAreBanned(Refusal):
    def __init__(self) -> None:
        words = _("They can't come back to this group until a moderator lifts that. Nothing was changed.")
        super().__init__(words, field="person")


class BelongsAlready(Refusal):
    def __init__(self) -> None:
        super().__init__(_("They belong to this group already."), field="person")


class NotAskedToJoin(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such request any more. It may have been answered or taken back."))


class NotInvited(Refusal):
    def __init__(self) -> None:
        super().__init__(_("There is no such invitation any more. It may have been taken back."))


class NotInGroup(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only members of this group can do that. Nothing was changed."))


class TheyAreNotInGroup(Refusal):
    def __init__(self) -> None:
        super().__init__(_("They don't belong to this group any more. Nothing was changed."))


class ModeratorsOnly(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Only this group's moderators can do that. Nothing was changed."))


class ModeratorsAreElected(Refusal):
    def __init__(self) -> None:
        words = _("A moderator can't be sent away by another one. Any member may call an election instead.")
        super().__init__(words)


class ReasonNeeded(Refusal):
    def __init__(self, longest: int) -> None:
        words = _("Say why, in up to {longest} characters. The person concerned reads it.")
        super().__init__(words, field="reason", longest=longest)


class ElectionIsOn(Refusal):
    def __init__(self) -> None:
        super().__init__(_("An election is under way in this group already."))


class NominationsClosed(Refusal):
    def __init__(self) -> None:
        super().__init__(_("The time to stand in this election is over. Nothing was changed."))


class NotNominated(Refusal):
    def __init__(self) -> None:
        super().__init__(_("You don't stand in this election, so there is nothing to take back."))


class VotingIsNotOpen(Refusal):
    def __init__(self) -> None:
        super().__init__(_("Voting in this election isn't open now. Nothing was changed."))


class NotOnRoll(Refusal):
    def __init__(self) -> None:
        words = _("Those vote who belonged to the group when this election opened. You will in the next one.")
        super().__init__(words)


class BallotUnclear(Refusal):
    def __init__(self) -> None:
        words = _(
            "Give each place to one candidate only, beginning with your first choice. Nothing was sent yet."
        )
        super().__init__(words, field="choices")


class HereAlreadyAsAnother(Refusal):
    def __init__(self) -> None:
        words = _("This group knows your other profile, and you can be in it once. Nothing was changed.")
        super().__init__(words)
