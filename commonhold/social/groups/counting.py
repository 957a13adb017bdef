"""Counting a group's election by the rulebook, and handing over to those elected."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

from commonhold.ground import ids
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.news import bus as news
from commonhold.social.groups import calling
from commonhold.social.groups.models import (
    Candidacy,
    Election,
    Group,
    GroupBallot,
    GroupMember,
    ModeratorTerm,
)
from commonhold.social.groups.news import ElectionEnded
from rulebook.tally.ballots import Profile
from rulebook.tally.count_sheet import CountSheet
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms

Papers = list[tuple[int, list[int]]]


def candidates_of(election: Election) -> list[int]:
    """Who stands, as people's ids in an order that means nothing. Who left the group stands no more."""
    standing = Candidacy.objects.filter(election=election, stands_since__isnull=False, withdrawn_at=None)
    members = GroupMember.objects.filter(group_id=election.group_id, until=None)
    ids_ = standing.filter(person_id__in=members.values("person_id")).values_list("person_id", flat=True)
    return sorted(ids_)


def close_nominations(election: Election, now: datetime) -> bool:
    """Is there something to vote on? Where nobody stands against anybody, it is over at once."""
    standing = candidates_of(election)
    if len(standing) > election.seats:
        return True
    if standing:
        _hand_over(election, standing, now)
        _end(election, Election.Outcome.UNOPPOSED, now)
    else:
        _end(election, Election.Outcome.NOBODY_STOOD, now)
    return False


def count(election: Election, now: datetime) -> None:
    """Count, publish what was counted without whose it was, destroy the ballots, and hand over."""
    said = GroupBallot.objects.filter(election=election).values_list("choices", flat=True)
    papers = _papers([list(each) for each in said])
    candidates = _ever_on_the_ballot(election)
    GroupBallot.objects.filter(election=election).delete()
    election.papers = papers
    if not papers or not candidates_of(election):
        nobody = Election.Outcome.NOBODY_STOOD if papers else Election.Outcome.NOBODY_VOTED
        _end(election, nobody, now)
        return
    standing = set(candidates_of(election))
    withdrawn = frozenset(i for i, each in enumerate(candidates) if each not in standing)
    sheet = _count_sheet(election, profile_of(election.id, election.seats, papers, candidates, withdrawn))
    election.sheet = sheet.plain()
    _hand_over(election, [int(sheet.candidates[each]) for each in sheet.elected], now)
    _end(election, Election.Outcome.COUNTED, now)


def profile_of(
    election_id: int, seats: int, papers: Papers, candidates: list[int], withdrawn: frozenset[int]
) -> Profile:
    """The ballots as the rulebook reads them; people are spelt by their ids."""
    place = {person_id: index for index, person_id in enumerate(candidates)}
    return Profile(
        candidates=tuple(map(str, candidates)),
        seats=seats,
        ballots={tuple((place[each],) for each in choices): n for n, choices in papers},
        withdrawn=withdrawn,
        title=f"election {election_id}",
    )


def _count_sheet(election: Election, profile: Profile) -> CountSheet:
    """What the rulebook makes of the ballots: one seat by instant runoff, several by the Scottish rules."""
    method = METHODS["irv" if profile.seats == 1 else "scottish-stv"]
    return method.count(profile, Terms(unranked="no-opinion", seed=bytes(election.seed), roll=election.roll))


def _ever_on_the_ballot(election: Election) -> list[int]:
    """Those who stood when voting began, also when they left the group meanwhile."""
    stood = Candidacy.objects.filter(election=election, stands_since__isnull=False, withdrawn_at=None)
    return sorted(stood.values_list("person_id", flat=True))


def _papers(ballots: list[list[int]]) -> Papers:
    """Equal ballots together, sorted, so that nothing is left of the order in which they came."""
    equal = Counter(tuple(each) for each in ballots)
    return sorted((n, list(choices)) for choices, n in equal.items())


def _hand_over(election: Election, elected: list[int], now: datetime) -> None:
    """Those elected who still belong keep order from now on; everybody else's term ends."""
    group: Group = election.group
    ModeratorTerm.objects.filter(group=group, until=None).update(until=now)
    ends_at = now + timedelta(days=election.term_days)
    members = GroupMember.objects.filter(group=group, until=None, person_id__in=elected)
    for person_id in sorted(members.values_list("person_id", flat=True)):
        ModeratorTerm.objects.create(
            id=ids.new_id(now),
            group=group,
            person_id=person_id,
            election=election,
            since=now,
            ends_at=ends_at,
        )
    payload = {"group_id": group.id}
    jobs.schedule("groups.term-ends", key=f"elected:{election.id}", due=ends_at, payload=payload)


def _end(election: Election, outcome: Election.Outcome, now: datetime) -> None:
    election.outcome, election.ended_at = outcome, now
    election.save(update_fields=["outcome", "ended_at", "papers", "sheet"])
    news.publish(ElectionEnded(group_id=election.group_id, election_id=election.id), now=now)
    if outcome in {Election.Outcome.NOBODY_STOOD, Election.Outcome.NOBODY_VOTED}:
        calling.try_again(election, now)
