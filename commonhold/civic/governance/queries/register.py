"""The statutory register, for those whose mandate is to keep or to check it."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.members.queries import RegisterLine
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import Viewer

#: Who may see it whole; a member sees those who are members now, and her own lines.
MAY_SEE = frozenset({Role.BOARD, Role.MEMBERSHIP, Role.AUDITOR})


def may_see(viewer: Viewer, *, at: datetime) -> bool:
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=at)
    return any(each.role in MAY_SEE for each in held)


def register(
    viewer: Viewer, *, after: int = 0, limit: int | None = None, now: datetime
) -> list[RegisterLine]:
    """Everybody who is or was a member, by number. Raises Refusal without a mandate that asks for it."""
    if not may_see(viewer, at=now):
        raise Refusal(
            _("The register is kept by the board and the membership mandate, and checked by auditors.")
        )
    return members.register(viewer, after=after, limit=limit)
