from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.members import moving, rows
from commonhold.civic.members.models import Application, Vouch, Withdrawal
from commonhold.civic.members.news import Applied
from commonhold.civic.members.refusals import AlreadyApplied, AlreadyMember, NoSuchApplication, TextLength
from commonhold.ground import ids
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.news import bus as news
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries

LONGEST_STATEMENT = 1000


@transaction.atomic
def apply(by: int, *, statement: str, class_key: str = "", agrees: bool = False, now: datetime) -> int:
    """Ask to become a member; return the application's id. `statement` is read by members alone.

    `class_key`: the class that she wants to belong to; empty for the first that newcomers join. `agrees`: she
    accepts the terms, privacy notice and minimum age as they hold now, where she has not done so yet.
    Raises AlreadyMember, AlreadyApplied, TextLength, NoSuchClass, ClassIsClosed, NotAgreed,
    SecondProfileOwnsNothing, or AccountClosed of a person who left.
    """
    must_go_on()
    people_queries.must_be_active(by)
    people_queries.must_own_for_human(by)
    statement = statement.strip()
    if rows.membership(by) is not None:
        raise AlreadyMember
    if rows.open_applications().filter(person_id=by).exists():
        raise AlreadyApplied
    if not 1 <= len(statement) <= LONGEST_STATEMENT:
        raise TextLength(LONGEST_STATEMENT, field="statement")
    if class_key:
        moving.must_be_open(class_key)
    people.agree_if_asked(by, agrees=agrees, occasion="joining", now=now)
    row = Application.objects.create(
        id=ids.new_id(now), person_id=by, statement=statement, class_key=class_key, at=now
    )
    news.publish(Applied(application_id=row.id), now=now)
    return row.id


@transaction.atomic
def withdraw_application(by: int, *, application_id: int, now: datetime) -> None:
    """Take one's application back. Raises NoSuchApplication or ApplicationClosed."""
    application = rows.lock_open(application_id)
    if application.person_id != by:
        raise NoSuchApplication
    Withdrawal.objects.create(application=application, at=now)
    rows.end_vouches(application, Vouch.End.APPLICATION, now)
