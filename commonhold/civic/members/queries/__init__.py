"""Who owns this, who asks to, and who may vote."""

from __future__ import annotations

from commonhold.civic.members.queries.applying import (
    Applicant,
    ApplicationState,
    ApplicationView,
    VouchView,
    applicants,
    application,
    applications,
    my_application,
)
from commonhold.civic.members.queries.owners import (
    BelongingView,
    DirectoryLine,
    MemberView,
    Movement,
    belongings,
    classes_now,
    count,
    directory,
    in_class,
    joined_since,
    member_of,
    members,
    movement,
)
from commonhold.civic.members.queries.rolls import (
    Seated,
    first_ballot,
    is_eligible,
    may_propose,
    may_vote,
    roll,
    voters,
)

__all__ = [
    "Applicant",
    "ApplicationState",
    "ApplicationView",
    "BelongingView",
    "DirectoryLine",
    "MemberView",
    "Movement",
    "Seated",
    "VouchView",
    "applicants",
    "application",
    "applications",
    "belongings",
    "classes_now",
    "count",
    "directory",
    "first_ballot",
    "in_class",
    "is_eligible",
    "joined_since",
    "may_propose",
    "may_vote",
    "member_of",
    "members",
    "movement",
    "my_application",
    "roll",
    "voters",
]
