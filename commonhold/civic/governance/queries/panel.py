"""What the membership panel sees, and whether there is one."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.queries import PanelCase
from commonhold.civic.members.refusals import NoSuchApplication
from commonhold.ground.charter import queries as charter
from commonhold.social.people.queries import Viewer


def needed() -> int:
    """How many of the panel must say the same; 0 where the charter has no panel."""
    return charter.current().read(MembersCharter).panel_needed


def sits(*, at: datetime) -> bool:
    """Is there a panel that can decide anything?"""
    return 0 < needed() <= len(mandates.holders(Role.MEMBERSHIP, at=at))


def is_on_panel(viewer: Viewer, *, at: datetime) -> bool:
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=at)
    return any(each.role is Role.MEMBERSHIP for each in held)


def is_own(person_id: int, application_id: int) -> bool:
    mine = members.my_application_id(person_id)
    return mine == application_id


def cases(viewer: Viewer, *, now: datetime) -> list[PanelCase]:
    """What waits for the panel, the oldest first; nothing for others."""
    return members.panel_cases(viewer) if is_on_panel(viewer, at=now) else []


def case(viewer: Viewer, application_id: int, *, now: datetime) -> PanelCase:
    """One application as the panel sees it, also once decided. Raises NoSuchApplication for others."""
    found = members.panel_case(viewer, application_id) if is_on_panel(viewer, at=now) else None
    if found is None:
        raise NoSuchApplication
    return found


def who_can_speak(application_id: int, *, at: datetime) -> list[int]:
    """Members of the panel who have not spoken on it yet."""
    spoken = members.who_spoke(application_id)
    return [
        each.person_id for each in mandates.holders(Role.MEMBERSHIP, at=at) if each.person_id not in spoken
    ]
