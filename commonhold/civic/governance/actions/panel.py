"""The membership panel is whoever holds the membership mandate."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.queries import panel as queries
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as members
from commonhold.civic.members import panel
from commonhold.civic.members.news import PanelAsked
from commonhold.civic.members.refusals import NoPanel, NoSuchApplication
from commonhold.social.notifications import actions as notifications


@transaction.atomic
def apply_to_panel(
    by: int, *, statement: str, class_key: str = "", agrees: bool = False, now: datetime
) -> int:
    """Ask the panel instead of members who would vouch; refuses like `members.apply`, or NoPanel.

    Returns the application's id. `statement` is read by the panel alone.
    """
    if not queries.sits(at=now):
        raise NoPanel
    made = members.apply(by, statement=statement, class_key=class_key, agrees=agrees, now=now)
    panel.ask(made, now=now)
    return made


@transaction.atomic
def turn_to_panel(by: int, *, application_id: int, now: datetime) -> None:
    """Put an open application of one's own before the panel. Its vouches count no more.

    Raises NoSuchApplication, ApplicationClosed, WithPanel or NoPanel.
    """
    if not queries.is_own(by, application_id):
        raise NoSuchApplication
    if not queries.sits(at=now):
        raise NoPanel
    panel.ask(application_id, now=now)


@transaction.atomic
def speak_on_application(
    by: int, *, application_id: int, answer: str, reason: str = "", now: datetime
) -> None:
    """Say “welcome” or “decline” as one of the panel; the charter's number of equal answers decides.

    Raises Refusal without the mandate, NoPanel, and what `members.panel.say` refuses.
    """
    mandate = mandates.must_hold(by, Role.MEMBERSHIP, at=now)
    needed = queries.needed()
    if not needed:
        raise NoPanel
    panel.say(
        by,
        application_id=application_id,
        answer=answer,
        reason=reason,
        needed=needed,
        reference=f"mandate:{mandate.id}",
        now=now,
    )


def tell_panel(event: PanelAsked, now: datetime) -> None:
    """Those who can still speak on it are told."""
    notifications.notify_all(
        people_ids=queries.who_can_speak(event.application_id, at=now),
        kind="members.panel-asked",
        subject=f"application:{event.application_id}",
        now=now,
    )
