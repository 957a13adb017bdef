from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from commonhold.civic.members import panel, queries, rows
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.models import Vouch
from commonhold.civic.members.news import VouchesComplete
from commonhold.civic.members.refusals import (
    NoVouchOfYours,
    QuotaUsedUp,
    SameBranch,
    StillWaiting,
    TextLength,
    VotersVouch,
    VouchesForOneself,
    VouchesTwice,
    VouchingPaused,
    WithPanel,
)
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.news import bus as news

LONGEST_WORDS = 500
_LAPSE = "members.vouch-lapses"


@transaction.atomic
def vouch(by: int, *, application_id: int, words: str = "", now: datetime) -> None:
    """Say that `by` knows the applicant. `words` are optional and read by members and the applicant.

    Raises NoSuchApplication, ApplicationClosed, WithPanel, VouchesForOneself, MembersOnly, StillWaiting,
    VotersVouch, VouchesTwice, SameBranch, VouchingPaused, QuotaUsedUp or TextLength.
    """
    application = rows.lock_open(application_id)
    words = words.strip()
    if panel.is_asked(application):
        raise WithPanel
    if application.person_id == by:
        raise VouchesForOneself
    voucher = rows.must_be_member(by)
    _must_vouch(by, now)
    counting = application.vouches.filter(ended_at=None)
    if counting.filter(voucher_id=by).exists():
        raise VouchesTwice
    if counting.filter(branch=voucher.branch).exists():
        raise SameBranch
    if len(words) > LONGEST_WORDS:
        raise TextLength(LONGEST_WORDS, field="words")
    days = charter.current().read(MembersCharter).vouch_days
    row = Vouch.objects.create(
        id=ids.new_id(now),
        application=application,
        voucher_id=by,
        branch=voucher.branch,
        words=words,
        at=now,
        lapses_at=now + timedelta(days=days) if days else None,
    )
    if row.lapses_at is not None:
        jobs.schedule(_LAPSE, key=str(row.id), due=row.lapses_at, payload={"vouch_id": row.id})
    rows.tell(application.person_id, "members.vouched", f"application:{application.id}", by=by, now=now)
    if queries.vouches_missing(application.id) == 0:
        news.publish(VouchesComplete(application_id=application.id), now=now)


@transaction.atomic
def take_vouch_back(by: int, *, application_id: int, now: datetime) -> None:
    """Vouch no more, as long as she is no member. The row stays, with both dates.

    Raises NoSuchApplication, ApplicationClosed or NoVouchOfYours.
    """
    application = rows.lock_open(application_id)
    mine = application.vouches.filter(voucher_id=by, ended_at=None).first()
    if mine is None:
        raise NoVouchOfYours
    _end(mine, Vouch.End.TAKEN_BACK, now)
    rows.tell(application.person_id, "members.vouch-taken-back", f"application:{application.id}", now=now)


def _must_vouch(by: int, now: datetime) -> None:
    """Raises StillWaiting, VotersVouch, VouchingPaused or QuotaUsedUp."""
    if not queries.may_vote(by, at=now):
        wait = queries.first_ballot(by, at=now)
        raise VotersVouch if wait is None else StillWaiting(wait)
    paused = queries.vouching_paused_until(by, at=now)
    if paused is not None:
        raise VouchingPaused(paused)
    quota = queries.vouch_quota(by, now=now)
    if quota is not None and not quota.left:
        raise QuotaUsedUp(quota.limit, quota.again_at)


def _lapse(payload: Payload, now: datetime) -> None:
    """It waited too long for the rest: it lapses, and both are told."""
    row = Vouch.objects.select_related("application").filter(id=payload["vouch_id"], ended_at=None).first()
    if row is None or not rows.open_applications().filter(id=row.application_id).exists():
        return
    _end(row, Vouch.End.LAPSED, now)
    for person_id in (row.application.person_id, row.voucher_id):
        rows.tell(person_id, "members.vouch-lapsed", f"application:{row.application_id}", now=now)


def _end(row: Vouch, why: Vouch.End, now: datetime) -> None:
    row.ended_at, row.ended = now, why
    row.save(update_fields=["ended_at", "ended"])


KINDS = [Kind(_LAPSE, _lapse)]
