"""How somebody comes to own a part of this: applying, vouching, joining, and leaving again."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from commonhold.civic.members import moving, queries
from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.members.models import Application, Member, Vouch, Withdrawal
from commonhold.civic.members.news import Applied, MemberLeft, VouchesComplete
from commonhold.civic.members.refusals import (
    AlreadyApplied,
    AlreadyMember,
    ApplicationClosed,
    MembersOnly,
    NoSuchApplication,
    SameBranch,
    StillWaiting,
    TextLength,
    VotersVouch,
    VouchesForOneself,
    VouchesMissing,
    VouchesTwice,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries
from commonhold.social.people.models import Standing

LONGEST_STATEMENT, LONGEST_WORDS = 1000, 500


@transaction.atomic
def apply(by: int, *, statement: str, class_key: str = "", agrees: bool = False, now: datetime) -> int:
    """Ask to become a member; return the application's id. `statement` is read by members alone.

    `class_key`: the class that she wants to belong to; empty for the first that newcomers join. `agrees`: she
    accepts the terms, privacy notice and minimum age as they hold now, where she has not done so yet.
    Raises AlreadyMember, AlreadyApplied, TextLength, NoSuchClass, ClassIsClosed, NotAgreed,
    SecondProfileOwnsNothing, or AccountClosed of a person who left.
    """
    people_queries.must_be_active(by)
    people_queries.must_own_for_human(by)
    statement = statement.strip()
    if _membership(by) is not None:
        raise AlreadyMember
    if Application.objects.filter(person_id=by, withdrawal=None, membership=None).exists():
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
def vouch(by: int, *, application_id: int, words: str = "", now: datetime) -> None:
    """Say that `by` knows the applicant. `words` are optional and read by members and the applicant.

    Raises NoSuchApplication, ApplicationClosed, VouchesForOneself, MembersOnly, StillWaiting,
    VotersVouch, VouchesTwice, SameBranch or TextLength.
    """
    application = _lock_open(application_id)
    words = words.strip()
    if application.person_id == by:
        raise VouchesForOneself
    voucher = _must_be_member(by)
    if not queries.may_vote(by, at=now):
        wait = queries.first_ballot(by, at=now)
        raise VotersVouch if wait is None else StillWaiting(wait)
    if application.vouches.filter(voucher_id=by).exists():
        raise VouchesTwice
    if application.vouches.filter(branch=voucher.branch).exists():
        raise SameBranch
    if len(words) > LONGEST_WORDS:
        raise TextLength(LONGEST_WORDS, field="words")
    Vouch.objects.create(
        id=ids.new_id(now),
        application=application,
        voucher_id=by,
        branch=voucher.branch,
        words=words,
        at=now,
    )
    _tell(application.person_id, "members.vouched", f"application:{application.id}", by=by, now=now)
    if _vouches_missing(application) == 0:
        news.publish(VouchesComplete(application_id=application.id), now=now)


@transaction.atomic
def withdraw_application(by: int, *, application_id: int, now: datetime) -> None:
    """Take one's application back. Raises NoSuchApplication or ApplicationClosed."""
    application = _lock_open(application_id)
    if application.person_id != by:
        raise NoSuchApplication
    Withdrawal.objects.create(application=application, at=now)


@transaction.atomic
def admit(application_id: int, *, now: datetime) -> int:
    """Make the applicant a member; return the number. The treasury calls it once dues are settled.

    She joins the branch of her first voucher, and votes after the charter's days of waiting.
    Raises NoSuchApplication, ApplicationClosed, VouchesMissing.
    """
    application = _lock_open(application_id)
    missing = _vouches_missing(application)
    if missing:
        raise VouchesMissing(missing)
    days = charter.current().read(MembersCharter).quarantine_days
    first = application.vouches.order_by("id")[0]
    number = _join(
        application.person_id,
        branch=first.branch,
        application=application,
        class_key=_still_open(application.class_key),
        votes_from=now + timedelta(days=days),
        now=now,
    )
    _tell(application.person_id, "members.admitted", f"application:{application.id}", now=now)
    return number


@transaction.atomic
def enrol(
    person_id: int,
    *,
    branch: int | None = None,
    class_key: str = "",
    votes_from: datetime,
    now: datetime,
) -> int:
    """Make somebody a member without application, as founders are; return the number.

    Without a branch she begins a new one; without a class she is in the first that newcomers join.
    Raises AlreadyMember, NoSuchClass or SecondProfileOwnsNothing.
    """
    people_queries.must_be_active(person_id)
    people_queries.must_own_for_human(person_id)
    if _membership(person_id) is not None:
        raise AlreadyMember
    if branch is None:
        branch = 1 + (Member.objects.aggregate(top=Max("branch"))["top"] or 0)
    if class_key:
        moving.known(class_key)
    return _join(
        person_id,
        branch=branch,
        application=None,
        class_key=class_key or _still_open(""),
        votes_from=votes_from,
        now=now,
    )


@transaction.atomic
def move_myself(by: int, *, to: str, now: datetime) -> None:
    """Go over to another class that members may choose, at once.

    Her votes count as the new class's after the charter's days of waiting, and until then as before.
    Raises MembersOnly, NoSuchClass, ClassIsClosed or BelongsAlready.
    """
    _must_be_member(by)
    moving.must_be_open(to)
    moving.move(by, to=to, by=by, reference="own choice", now=now)


@transaction.atomic
def leave(by: int, *, now: datetime) -> None:
    """End one's membership; the account stays. Raises MembersOnly."""
    member = _must_be_member(by)
    member.left_at = now
    member.save(update_fields=["left_at"])
    people.end_standing(person_id=by, kind=Standing.Kind.MEMBER, now=now)
    record.append("members.left", {"number": member.number}, about=f"member:{member.number}", now=now)
    news.publish(MemberLeft(person_id=by), now=now)


def _vouches_missing(application: Application) -> int:
    """How many more vouches the charter asks for."""
    needed = charter.current().read(MembersCharter).vouches_needed
    return max(0, needed - application.vouches.count())


def _still_open(class_key: str) -> str:
    """The class that an applicant chose, if newcomers still join it; else the first that they do."""
    here = charter.current().read(ClassesCharter)
    wanted = here.named(class_key)
    return wanted.key if wanted is not None and wanted.joins else here.first_to_join.key


def _join(
    person_id: int,
    *,
    branch: int,
    application: Application | None,
    class_key: str,
    votes_from: datetime,
    now: datetime,
) -> int:
    number = 1 + (Member.objects.aggregate(top=Max("number"))["top"] or 0)
    commitment = record.commit_to(str(person_id))
    if not Member.objects.filter(person_id=person_id).exists():
        people.follow_coop(person_id, now=now)  # once: whoever unfollowed it is left in peace
    member = Member.objects.create(
        id=ids.new_id(now),
        person_id=person_id,
        number=number,
        branch=branch,
        application=application,
        since=now,
        votes_from=max(votes_from, now),
        commitment=commitment,
    )
    people.grant_standing(person_id=person_id, kind=Standing.Kind.MEMBER, now=now)
    body: dict[str, str | int] = {"number": number, "person": commitment}
    record.append("members.admitted", body, about=f"member:{number}", now=now)
    moving.belong(member, class_key, votes_from=member.votes_from, reference="joining", now=now)
    return number


def _lock_open(application_id: int) -> Application:
    row = Application.objects.select_for_update().filter(id=application_id).first()
    if row is None:
        raise NoSuchApplication
    if Withdrawal.objects.filter(application=row).exists() or Member.objects.filter(application=row).exists():
        raise ApplicationClosed
    return row


def _membership(person_id: int) -> Member | None:
    return Member.objects.select_for_update().filter(person_id=person_id, left_at=None).first()


def _must_be_member(person_id: int) -> Member:
    member = _membership(person_id)
    if member is None:
        raise MembersOnly
    return member


def _tell(person_id: int, kind: str, subject: str, *, by: int | None = None, now: datetime) -> None:
    notifications.notify(person_id=person_id, kind=kind, subject=subject, actor_id=by, now=now)
