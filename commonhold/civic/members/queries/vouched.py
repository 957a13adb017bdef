"""Who became a member by whose word."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q

from commonhold.civic.members.models import Vouch


def vouched_pairs(person_ids: Collection[int]) -> set[tuple[int, int]]:
    """(Who vouched, for whom) among members of now, where one of the two is among these people."""
    rows = Vouch.objects.filter(
        Q(voucher_id__in=person_ids) | Q(application__person_id__in=person_ids),
        ended_at=None,
        application__membership__left_at=None,
        application__membership__isnull=False,
    )
    return set(rows.values_list("voucher_id", "application__person_id"))
