"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from commonhold.social.groups import calling, rows
from commonhold.social.groups.models import (
    Candidacy,
    ElectionCall,
    Group,
    GroupBallot,
    GroupBan,
    GroupMember,
    Invitation,
    JoinRequest,
    ModeratorTerm,
)


def export_of(person_id: int) -> dict[str, Any]:
    """Her groups, requests, invitations, bans, candidacies and terms, as plain values; no ballot, ever."""
    hers = {"person_id": person_id}
    return {
        "elections_called": [
            {"group": row.group.handle, "at": _iso(row.called_at)}
            for row in ElectionCall.objects.filter(**hers).select_related("group").order_by("id")
        ],
        "groups_founded": list(
            Group.objects.filter(founded_by_id=person_id).order_by("id").values_list("handle", flat=True)
        ),
        "group_memberships": [
            {
                "group": row.group.handle,
                "since": _iso(row.since),
                "until": _iso(row.until),
                "why": row.end_reason,
            }
            for row in GroupMember.objects.filter(**hers).select_related("group").order_by("id")
        ],
        "group_requests": [
            {
                "group": row.group.handle,
                "words": row.words,
                "asked_at": _iso(row.asked_at),
                "answer": row.answer,
            }
            for row in JoinRequest.objects.filter(**hers).select_related("group").order_by("id")
        ],
        "group_invitations": [
            {"group": row.group.handle, "invited_at": _iso(row.invited_at), "answer": row.answer}
            for row in Invitation.objects.filter(**hers).select_related("group").order_by("id")
        ],
        "group_bans": [
            {
                "group": row.group.handle,
                "reason": row.reason,
                "since": _iso(row.since),
                "until": _iso(row.until),
            }
            for row in GroupBan.objects.filter(**hers).select_related("group").order_by("id")
        ],
        "group_candidacies": [
            {"group": row.election.group.handle, "words": row.words, "stands_since": _iso(row.stands_since)}
            for row in Candidacy.objects.filter(**hers).select_related("election__group").order_by("id")
        ],
        "moderator_terms": [
            {"group": row.group.handle, "since": _iso(row.since), "until": _iso(row.until)}
            for row in ModeratorTerm.objects.filter(**hers).select_related("group").order_by("id")
        ],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """She leaves her groups; her words go, and what others wrote about her. That she stood stays."""
    hers = {"person_id": person_id}
    for row in GroupMember.objects.filter(until=None, **hers).select_related("group").order_by("id"):
        rows.end_membership(row, now)
        calling.keep_order_alive(row.group, now)
    GroupMember.objects.filter(**hers).update(end_reason="")
    GroupBan.objects.filter(**hers).delete()
    Candidacy.objects.filter(**hers).update(words="")
    ElectionCall.objects.filter(**hers).delete()
    GroupBallot.objects.filter(**hers).delete()
    JoinRequest.objects.filter(**hers).delete()
    Invitation.objects.filter(Q(person_id=person_id) | Q(by_id=person_id, answer="")).delete()


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
