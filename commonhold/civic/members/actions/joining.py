from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from commonhold.civic.members import moving, numbers, panel, queries, rows
from commonhold.civic.members.charter import ClassesCharter, MembersCharter
from commonhold.civic.members.models import Application, Member
from commonhold.civic.members.news import MemberJoined
from commonhold.civic.members.panel import PANEL_BRANCH
from commonhold.civic.members.refusals import AlreadyMember, NotWelcomedYet, VouchesMissing
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.ending.queries import must_go_on
from commonhold.ground.news import bus as news
from commonhold.ground.record import actions as record
from commonhold.social.people import actions as people
from commonhold.social.people import queries as people_queries
from commonhold.social.people.models import Standing


@transaction.atomic
def admit(application_id: int, *, now: datetime) -> int:
    """Make the applicant a member; return the number. The treasury calls it once dues are settled.

    She joins the branch of her first voucher, or the panel's, and votes after the charter's days of waiting.
    Raises NoSuchApplication, ApplicationClosed, VouchesMissing, or NotWelcomedYet by the panel.
    """
    application = rows.lock_open(application_id)
    days = charter.current().read(MembersCharter).quarantine_days
    number = _join(
        application.person_id,
        branch=_branch_for(application),
        application=application,
        class_key=_still_open(application.class_key),
        votes_from=now + timedelta(days=days),
        now=now,
    )
    rows.tell(application.person_id, "members.admitted", f"application:{application.id}", now=now)
    return number


@transaction.atomic
def enrol(
    person_id: int,
    *,
    branch: int | None = None,
    class_key: str = "",
    votes_from: datetime,
    number: int | None = None,
    since: datetime | None = None,
    now: datetime,
) -> int:
    """Make somebody a member without application, as founders are; return the number.

    Without a branch she begins a new one; without a class she is in the first that newcomers join. `number`
    and `since`: those of a membership that began elsewhere.
    Raises AlreadyMember, NoSuchClass or SecondProfileOwnsNothing.
    """
    people_queries.must_be_active(person_id)
    people_queries.must_own_for_human(person_id)
    if rows.membership(person_id) is not None:
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
        number=number,
        since=since,
        now=now,
    )


def _branch_for(application: Application) -> int:
    """Of whoever let her in. Raises VouchesMissing or NotWelcomedYet while nobody did."""
    if panel.is_asked(application):
        if not panel.welcomes(application):
            raise NotWelcomedYet
        return PANEL_BRANCH
    missing = queries.vouches_missing(application.id)
    if missing:
        raise VouchesMissing(missing)
    return application.vouches.filter(ended_at=None).order_by("id")[0].branch


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
    number: int | None = None,
    since: datetime | None = None,
    now: datetime,
) -> int:
    must_go_on()
    number, since = number or numbers.following(), since or now
    commitment = record.commit_to(str(person_id))
    if not Member.objects.filter(person_id=person_id).exists():
        people.follow_coop(person_id, now=now)  # once: whoever unfollowed it is left in peace
    member = Member.objects.create(
        id=ids.new_id(now),
        person_id=person_id,
        number=number,
        branch=branch,
        application=application,
        since=since,
        votes_from=max(votes_from, now),
        commitment=commitment,
    )
    people.grant_standing(person_id=person_id, kind=Standing.Kind.MEMBER, now=now)
    body: dict[str, str | int] = {"number": number, "person": commitment}
    record.append("members.admitted", body, about=f"member:{number}", now=now)
    moving.belong(member, class_key, votes_from=member.votes_from, reference="joining", now=now)
    news.publish(MemberJoined(person_id=person_id, number=number), now=now)
    return number
