"""When a group elects: enough members call for it, a term ends, or nobody keeps order any more."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.social.groups.charter import GroupsCharter
from commonhold.social.groups.models import (
    Election,
    ElectionCall,
    Group,
    GroupBallot,
    GroupMember,
    ModeratorTerm,
)
from commonhold.social.groups.news import ElectionOpened

_ONE_IN, _LEAST = 10, 3

#: A call that was not taken up lapses.
CALL_HOLDS = timedelta(days=30)


def calls_needed(members: int) -> int:
    """How many members must call for an election: a tenth, rounded up, at least three, or all of two."""
    return min(members, max(_LEAST, -(-members // _ONE_IN)))


def is_on(group: Group) -> bool:
    return Election.objects.filter(group=group, ended_at=None).exists()


def open_election(group: Group, now: datetime) -> Election:
    """Begin at once: members may stand. Whoever belongs to the group now is on the roll."""
    terms = charter.current().read(GroupsCharter)
    nominations_until = now + timedelta(days=terms.nomination_days)
    election = Election.objects.create(
        id=ids.new_id(now),
        group=group,
        opened_at=now,
        nominations_until=nominations_until,
        closes_at=nominations_until + timedelta(days=terms.voting_days),
        seats=terms.moderators,
        term_days=terms.term_days,
        roll=_members(group),
        seed=secrets.token_bytes(32),
    )
    ElectionCall.objects.filter(group=group).delete()
    due = {"election_id": election.id}
    jobs.schedule("groups.close-nominations", key=str(election.id), due=nominations_until, payload=due)
    jobs.schedule("groups.count-election", key=str(election.id), due=election.closes_at, payload=due)
    news.publish(ElectionOpened(group_id=group.id, election_id=election.id), now=now)
    return election


def try_again(election: Election, now: datetime) -> None:
    """Nobody was elected: whoever moderates stays, and after a month the group elects again."""
    payload = {"group_id": election.group_id, "after": election.id}
    jobs.schedule("groups.term-ends", key=f"again:{election.id}", due=now + CALL_HOLDS, payload=payload)


def keep_order_alive(group: Group, now: datetime) -> None:
    """A group without members closes; one without moderators elects."""
    if not _members(group):
        group.closed_at = now
        group.save(update_fields=["closed_at"])
        GroupBallot.objects.filter(election__group=group).delete()
        Election.objects.filter(group=group, ended_at=None).update(
            ended_at=now, outcome=Election.Outcome.NOBODY_STOOD
        )
    elif not ModeratorTerm.objects.filter(group=group, until=None).exists() and not is_on(group):
        open_election(group, now)


def _members(group: Group) -> int:
    return GroupMember.objects.filter(group=group, until=None).count()
