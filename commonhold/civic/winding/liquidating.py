"""Who may settle, and when: for the actions of liquidators."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.winding import stages
from commonhold.civic.winding.models import Winding
from commonhold.civic.winding.refusals import DoesNotEnd, NotSettlingYet
from commonhold.ground.ending import queries as ending
from commonhold.ground.ending.stage import Stage
from commonhold.social.notifications import actions as notifications


def must_settle(by: int, now: datetime) -> Winding:
    """The end that is under way, held. Raises Refusal without the mandate, DoesNotEnd or NotSettlingYet."""
    mandates.must_hold(by, Role.LIQUIDATOR, at=now)
    current = stages.current()
    row = None if current is None else Winding.objects.select_for_update().filter(id=current.id).first()
    if row is None:
        raise DoesNotEnd
    if ending.stage() != Stage.SETTLING:
        raise NotSettlingYet
    return row


def tell_others(by: int, what: str, subject: str, *, now: datetime) -> None:
    """That something of hers waits for their word."""
    others = {each.person_id for each in mandates.holders(Role.LIQUIDATOR, at=now)} - {by}
    notifications.notify_all(
        people_ids=sorted(others), kind=f"winding.{what}", subject=subject, actor_id=by, now=now
    )
