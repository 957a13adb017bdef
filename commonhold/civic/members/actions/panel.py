from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.members import rows
from commonhold.civic.members.models import Application, PanelAppeal, PanelOutcome, PanelWord
from commonhold.civic.members.news import PanelAsked
from commonhold.civic.members.refusals import (
    AlreadyApplied,
    NoSuchApplication,
    NothingToAppeal,
    TextLength,
)
from commonhold.ground.news import bus as news

LONGEST_APPEAL = 1000


@transaction.atomic
def appeal(by: int, *, application_id: int, words: str, now: datetime) -> None:
    """Ask other members of the panel than those who declined; once for each application.

    Raises NoSuchApplication, NothingToAppeal, AlreadyApplied of who applied anew meanwhile, or TextLength.
    """
    application = Application.objects.select_for_update().filter(id=application_id, person_id=by).first()
    if application is None:
        raise NoSuchApplication
    declined = PanelOutcome.objects.filter(application=application, answer=PanelWord.Answer.DECLINE)
    ended = hasattr(application, "withdrawal") or hasattr(application, "panel_appeal")
    if ended or not declined.exists():
        raise NothingToAppeal
    if rows.open_applications().filter(person_id=by).exists():
        raise AlreadyApplied
    words = words.strip()
    if not 1 <= len(words) <= LONGEST_APPEAL:
        raise TextLength(LONGEST_APPEAL, field="words")
    PanelAppeal.objects.create(application=application, words=words, at=now)
    news.publish(PanelAsked(application_id=application.id), now=now)
