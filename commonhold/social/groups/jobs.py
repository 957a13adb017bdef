"""What happens in groups' elections by itself."""

from __future__ import annotations

from datetime import datetime

from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.news import bus as news
from commonhold.social.groups import calling, counting
from commonhold.social.groups.models import Election, Group, ModeratorTerm
from commonhold.social.groups.news import VotingOpened


def _close_nominations(payload: Payload, now: datetime) -> None:
    election = _under_way(payload)
    if election is not None and counting.close_nominations(election, now):
        news.publish(VotingOpened(group_id=election.group_id, election_id=election.id), now=now)


def _count(payload: Payload, now: datetime) -> None:
    election = _under_way(payload)
    if election is not None:
        counting.count(election, now)


def _term_ends(payload: Payload, now: datetime) -> None:
    """Elect anew, unless that is under way, or was done meanwhile."""
    group = Group.objects.select_for_update().get(id=payload["group_id"])
    if group.closed_at is None and not calling.is_on(group) and not _is_settled(group, payload, now):
        calling.open_election(group, now)


def _is_settled(group: Group, payload: Payload, now: datetime) -> bool:
    if "after" in payload:
        return Election.objects.filter(group=group, id__gt=payload["after"]).exists()
    return ModeratorTerm.objects.filter(group=group, until=None, ends_at__gt=now).exists()


def _under_way(payload: Payload) -> Election | None:
    rows = Election.objects.select_for_update(of=("self",)).select_related("group")
    return rows.filter(id=payload["election_id"], ended_at=None).first()


KINDS = [
    Kind("groups.close-nominations", _close_nominations),
    Kind("groups.count-election", _count),
    Kind("groups.term-ends", _term_ends),
]
