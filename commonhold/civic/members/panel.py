"""Applications that the elected panel looks at: for whoever has checked who is on it.

Those whom the panel welcomes are one branch of the invitation tree, its own: all of them together are one
voice where vouches must come from different branches, and nothing that the solidarity fund pays goes from one
of them to another.
"""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.members import rows
from commonhold.civic.members.models import Application, PanelOutcome, PanelRequest, PanelWord, Vouch
from commonhold.civic.members.news import PanelAsked, VouchesComplete
from commonhold.civic.members.refusals import NotWithPanel, ReasonNeeded, SpokeAlready, TextLength, WithPanel
from commonhold.ground import ids
from commonhold.ground.news import bus as news

#: Founders' branches are counted from 1.
PANEL_BRANCH = 0
LONGEST_REASON = 1000
Answer = PanelWord.Answer


def is_asked(application: Application) -> bool:
    """Does it go to the panel?"""
    return PanelRequest.objects.filter(application=application).exists()


def welcomes(application: Application) -> bool:
    """Has the panel said yes?"""
    return PanelOutcome.objects.filter(application=application, answer=Answer.WELCOME).exists()


def round_of(application: Application) -> int:
    """1, or 2 once she appealed."""
    return 2 if hasattr(application, "panel_appeal") else 1


def ask(application_id: int, *, now: datetime) -> None:
    """Put an application before the panel; vouches that it had count no more. Raises WithPanel."""
    application = rows.lock_open(application_id)
    if is_asked(application):
        raise WithPanel
    rows.end_vouches(application, Vouch.End.APPLICATION, now)
    PanelRequest.objects.create(application=application, at=now)
    news.publish(PanelAsked(application_id=application.id), now=now)


def say(
    by: int, *, application_id: int, answer: str, reason: str, needed: int, reference: str, now: datetime
) -> None:
    """One member of the panel speaks; when `needed` of them say the same, it is decided.

    Raises NoSuchApplication, ApplicationClosed, NotWithPanel, SpokeAlready, ReasonNeeded or TextLength.
    """
    application = rows.lock_open(application_id)
    this_round, reason = round_of(application), reason.strip()
    if not is_asked(application) or welcomes(application):
        raise NotWithPanel
    if application.panel_words.filter(by_id=by).exists():
        raise SpokeAlready
    if answer == Answer.DECLINE and not reason:
        raise ReasonNeeded
    if len(reason) > LONGEST_REASON:
        raise TextLength(LONGEST_REASON, field="reason")
    PanelWord.objects.create(
        id=ids.new_id(now),
        application=application,
        round=this_round,
        by_id=by,
        answer=Answer(answer),
        reason=reason,
        reference=reference,
        at=now,
    )
    if application.panel_words.filter(round=this_round, answer=answer).count() >= needed:
        _decide(application, Answer(answer), this_round, now)


def _decide(application: Application, answer: PanelWord.Answer, this_round: int, now: datetime) -> None:
    PanelOutcome.objects.create(
        id=ids.new_id(now), application=application, round=this_round, answer=answer, at=now
    )
    kind = "members.panel-welcomed" if answer == Answer.WELCOME else "members.panel-declined"
    rows.tell(application.person_id, kind, f"application:{application.id}", now=now)
    if answer == Answer.WELCOME:
        news.publish(VouchesComplete(application_id=application.id), now=now)
