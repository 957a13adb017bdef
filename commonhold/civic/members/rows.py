"""An open application and a membership, locked: for this room's actions."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from commonhold.civic.members.models import Application, Member, PanelOutcome, PanelWord, Vouch
from commonhold.civic.members.refusals import ApplicationClosed, MembersOnly, NoSuchApplication
from commonhold.social.notifications import actions as notifications


def open_applications() -> QuerySet[Application]:
    """Those that somebody can still be admitted on; who was declined may apply again instead of appealing."""
    declined = PanelOutcome.objects.filter(
        Q(round=2) | Q(application__panel_appeal=None),
        application=OuterRef("pk"),
        answer=PanelWord.Answer.DECLINE,
    )
    return Application.objects.filter(~Exists(declined), withdrawal=None, membership=None)


def lock_open(application_id: int) -> Application:
    """Raises NoSuchApplication or ApplicationClosed."""
    row = Application.objects.select_for_update().filter(id=application_id).first()
    if row is None:
        raise NoSuchApplication
    if not open_applications().filter(id=application_id).exists():
        raise ApplicationClosed
    return row


def membership(person_id: int) -> Member | None:
    return Member.objects.select_for_update().filter(person_id=person_id, left_at=None).first()


def must_be_member(person_id: int) -> Member:
    """Raises MembersOnly."""
    member = membership(person_id)
    if member is None:
        raise MembersOnly
    return member


def end_vouches(application: Application, why: Vouch.End, now: datetime) -> None:
    """None of them counts any more; the rows stay."""
    application.vouches.filter(ended_at=None).update(ended_at=now, ended=why)


def tell(person_id: int, kind: str, subject: str, *, by: int | None = None, now: datetime) -> None:
    notifications.notify(person_id=person_id, kind=kind, subject=subject, actor_id=by, now=now)
