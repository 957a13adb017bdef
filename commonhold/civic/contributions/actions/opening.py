"""Auditors open what members can't: the whole bundle of a split. Each opening is logged and told."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.contributions.bundles import bundle_of
from commonhold.civic.contributions.models import Opening, Split
from commonhold.civic.contributions.refusals import NoSuchSplit, ReasonNeeded
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import months
from commonhold.ground import ids
from commonhold.ground.record import actions as record
from commonhold.social.notifications import actions as notifications

LONGEST_REASON = 300


def open_bundle(by: int, *, month: str, reason: str, now: datetime) -> bytes:
    """The file, once its opening is written down. For elected auditors.

    Raises Refusal without the mandate, NoSuchSplit or ReasonNeeded.
    """
    _log(by, month=month, reason=reason.strip(), now=now)
    return bundle_of(Split.objects.get(month=month))


@transaction.atomic
def _log(by: int, *, month: str, reason: str, now: datetime) -> None:
    mandate = mandates.must_hold(by, Role.AUDITOR, at=now)
    split = Split.objects.filter(month=month).exclude(published_at=None).first()
    if split is None:
        raise NoSuchSplit
    if not 1 <= len(reason) <= LONGEST_REASON:
        raise ReasonNeeded(LONGEST_REASON)
    row = Opening.objects.create(id=ids.new_id(now), split=split, by_id=by, reason=reason, at=now)
    body = {"month": month, "mandate": str(mandate.id)}
    record.append("contributions.bundle-opened", body, about=f"split:{month}", now=now)
    notifications.notify_all(
        people_ids=members.members(now),
        kind="contributions.opened",
        subject=f"opening:{row.id}",
        words=months.in_words(month),
        actor_id=by,
        now=now,
    )
