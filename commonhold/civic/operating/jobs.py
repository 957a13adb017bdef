from __future__ import annotations

from datetime import datetime

from commonhold.civic.members.news import MemberLeft
from commonhold.civic.operating import actions
from commonhold.civic.operating.models import Holding
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.social.notifications.actions.telling import notify


def ask(payload: Payload, now: datetime) -> None:
    """Ask a holder whether she still holds it; one who was asked and confirmed since is not asked again."""
    row = Holding.objects.filter(id=payload["holding_id"], until=None).first()
    if row is not None:
        # Its own subject each time: what was told once is not told again.
        subject = f"holding:{row.id}:{int(now.timestamp())}"
        notify(
            person_id=row.person_id,
            kind="operating.confirm",
            subject=subject,
            words=str(row.get_task_display()),
            now=now,
        )


def lapse(event: MemberLeft, now: datetime) -> None:
    actions.end_all_of(event.person_id, now=now)


KINDS = [Kind(actions.ASKING, ask)]
