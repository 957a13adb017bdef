from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import moving
from commonhold.civic.members import queries as members
from commonhold.ground.refusal import Refusal

LONGEST_REASON = 500


@transaction.atomic
def move_member(by: int, *, person_id: int, to: str, because: str, now: datetime) -> None:
    """Put a member into another class, as who holds the membership mandate may; on the record, with a reason.

    Nobody takes a ballot away like this: that needs a vote, or the member herself. Raises Refusal otherwise.
    """
    mandate = mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    because = because.strip()
    if not 3 <= len(because) <= LONGEST_REASON:
        raise Refusal(
            _("Say why in 3 to {n} characters; members can read it."), n=LONGEST_REASON, field="because"
        )
    wanted, member = moving.known(to), members.member_of(person_id)
    present = None if member is None else members.classes_now().named(member.class_key)
    if present is not None and present.votes and not wanted.votes:
        raise Refusal(
            _("This would take her ballot away. Only a vote can do that, or she herself."), field="to"
        )
    moving.move(person_id, to=to, by=by, because=because, reference=f"mandate:{mandate.id}", now=now)
