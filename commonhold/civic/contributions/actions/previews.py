"""Asking what other terms would have meant."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.civic.contributions.asking import compute
from commonhold.civic.contributions.models import Preview
from commonhold.civic.contributions.previewing import digest_of, last_months
from commonhold.civic.contributions.refusals import MembersOnly
from commonhold.civic.contributions.terms import Terms
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import accounts
from commonhold.ground import ids


@transaction.atomic
def ask_for_preview(by: int, *, terms: Terms, now: datetime) -> int:
    """Have it worked out for the last three whole months; return its id. Asked again, it is the same one.

    Raises MembersOnly.
    """
    if members.member_of(by) is None:
        raise MembersOnly
    over = last_months(now)
    row, is_new = Preview.objects.get_or_create(
        digest=digest_of(terms, over),
        defaults={
            "id": ids.new_id(now),
            "terms": terms.plain(),
            "months": over,
            "currency": accounts.currency(),
            "asked_by_id": by,
            "asked_at": now,
        },
    )
    if is_new:
        compute("preview", key=str(row.id), now=now)
    return row.id
