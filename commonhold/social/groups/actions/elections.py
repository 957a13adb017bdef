"""How a group's members choose who keeps order in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.news import bus as news
from commonhold.social.groups import calling, counting, rows
from commonhold.social.groups.models import Candidacy, Election, ElectionCall, GroupBallot, GroupMember
from commonhold.social.groups.news import Nominated
from commonhold.social.groups.refusals import (
    BallotUnclear,
    ElectionIsOn,
    GroupTextTooLong,
    NominationsClosed,
    NoSuchElection,
    NotNominated,
    NotOnRoll,
    VotingIsNotOpen,
)
from commonhold.social.people import queries as people

LONGEST_WORDS = 500


@transaction.atomic
def call_election(by: int, *, group_id: int, now: datetime) -> bool:
    """Ask for an election. Did it open, because enough members have asked within thirty days?

    Raises NoSuchGroup, NotInGroup or ElectionIsOn.
    """
    people.must_be_active(by)
    group = rows.locked(by, group_id)
    rows.must_belong(group, by)
    if calling.is_on(group):
        raise ElectionIsOn
    ElectionCall.objects.filter(group=group, called_at__lte=now - calling.CALL_HOLDS).delete()
    ElectionCall.objects.get_or_create(
        group=group, person_id=by, defaults={"id": ids.new_id(now), "called_at": now}
    )
    members = GroupMember.objects.filter(group=group, until=None).count()
    if ElectionCall.objects.filter(group=group).count() < calling.calls_needed(members):
        return False
    calling.open_election(group, now)
    return True


@transaction.atomic
def withdraw_call(by: int, *, group_id: int, now: datetime) -> None:
    """Ask for an election no longer; harmless when one did not."""
    people.must_be_active(by)
    ElectionCall.objects.filter(group_id=group_id, person_id=by).delete()


@transaction.atomic
def nominate(by: int, *, election_id: int, person_id: int, now: datetime) -> None:
    """Ask another member to stand; she stands when she says so. Nominating twice is nominating once.

    Raises NoSuchElection, NotInGroup, TheyAreNotInGroup or NominationsClosed.
    """
    election = _nominating(by, election_id, now)
    rows.their_membership(election.group, person_id)
    asked = {"id": ids.new_id(now), "nominated_by_id": by, "nominated_at": now}
    _candidacy, is_new = Candidacy.objects.get_or_create(
        election=election, person_id=person_id, defaults=asked
    )
    if is_new and person_id != by:
        told = Nominated(group_id=election.group_id, election_id=election.id, person_id=person_id, by_id=by)
        news.publish(told, now=now)


@transaction.atomic
def stand(by: int, *, election_id: int, words: str = "", now: datetime) -> None:
    """Offer to be elected, saying why; again says it anew.

    Raises NoSuchElection, NotInGroup, NominationsClosed or GroupTextTooLong.
    """
    election = _nominating(by, election_id, now)
    said = words.strip()
    if len(said) > LONGEST_WORDS:
        raise GroupTextTooLong("words", LONGEST_WORDS)
    candidacy, _is_new = Candidacy.objects.get_or_create(
        election=election,
        person_id=by,
        defaults={"id": ids.new_id(now), "nominated_by_id": by, "nominated_at": now},
    )
    candidacy.words, candidacy.withdrawn_at = said, None
    candidacy.stands_since = candidacy.stands_since or now
    candidacy.save(update_fields=["words", "withdrawn_at", "stands_since"])


@transaction.atomic
def stand_down(by: int, *, election_id: int, now: datetime) -> None:
    """Not stand after all, or turn a nomination down. Raises as `stand` does, and NotNominated."""
    election = _nominating(by, election_id, now)
    mine = Candidacy.objects.filter(election=election, person_id=by, withdrawn_at=None)
    if not mine.update(withdrawn_at=now):
        raise NotNominated


@transaction.atomic
def vote_in_group(by: int, *, election_id: int, choices: Sequence[int], now: datetime) -> None:
    """Cast a ballot: candidates by their person's id, the best first; an empty one abstains.

    Until voting closes a later ballot takes the place of the earlier one. Raises NoSuchElection, NotInGroup,
    VotingIsNotOpen, NotOnRoll or BallotUnclear.
    """
    election = _locked(by, election_id)
    member = rows.must_belong(election.group, by)
    if election.ended_at is not None or not election.nominations_until <= now < election.closes_at:
        raise VotingIsNotOpen
    if member.since > election.opened_at:
        raise NotOnRoll
    ranked = list(choices)
    if len(set(ranked)) < len(ranked) or not set(ranked) <= set(counting.candidates_of(election)):
        raise BallotUnclear
    GroupBallot.objects.update_or_create(
        election=election,
        person_id=by,
        defaults={"choices": ranked},
        create_defaults={"id": ids.new_id(now), "choices": ranked},
    )


def _locked(by: int, election_id: int) -> Election:
    people.must_be_active(by)
    election = Election.objects.filter(id=election_id).first()
    if election is None:
        raise NoSuchElection
    group = rows.locked(by, election.group_id)
    election = Election.objects.select_for_update().get(id=election_id)
    election.group = group
    return election


def _nominating(by: int, election_id: int, now: datetime) -> Election:
    election = _locked(by, election_id)
    rows.must_belong(election.group, by)
    if election.ended_at is not None or now >= election.nominations_until:
        raise NominationsClosed
    return election
