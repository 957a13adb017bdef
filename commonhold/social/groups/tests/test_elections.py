from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.ground.jobs import actions as jobs
from commonhold.social.groups import election_queries, queries
from commonhold.social.groups.actions import elections, joining
from commonhold.social.groups.calling import calls_needed
from commonhold.social.groups.election_queries import ElectionView, Stage
from commonhold.social.groups.models import GroupBallot
from commonhold.social.groups.refusals import (
    BallotUnclear,
    ElectionIsOn,
    GroupTextTooLong,
    NominationsClosed,
    NoSuchElection,
    NotInGroup,
    NotNominated,
    NotOnRoll,
    TheyAreNotInGroup,
    VotingIsNotOpen,
)
from commonhold.social.groups.tests.conftest import Found
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.tally import blt
from rulebook.tally.methods import METHODS
from rulebook.tally.terms import Terms
from tests.cast import MORNING, make_person, minutes

DAY = timedelta(days=1)
VOTING, AFTER = MORNING + 4 * DAY, MORNING + 8 * DAY


@pytest.fixture
def group_id(found: Found, ben: int, caro: int, dev: int, finn: int) -> int:
    return found(members=(ben, caro, dev, finn))


def opened(group_id: int, *callers: int) -> ElectionView:
    for each in callers:
        elections.call_election(each, group_id=group_id, now=minutes(1))
    (found,) = election_queries.elections(Viewer(callers[0]), group_id, now=minutes(1))
    return found


def seen(election: ElectionView, viewer: Viewer, at: object) -> ElectionView:
    return election_queries.election(viewer, election.id, now=at)  # type: ignore[arg-type]  # a time


def moderators(group_id: int) -> list[str]:
    return [each.handle for each in queries.moderators(group_id)]


@pytest.mark.parametrize(("members", "needed"), [(1, 1), (2, 2), (3, 3), (30, 3), (31, 4), (200, 20)])
def test_a_tenth_of_the_members_and_at_least_three_call_an_election(members: int, needed: int) -> None:
    assert calls_needed(members) == needed


def test_an_election_opens_when_enough_members_call_within_a_month(
    group_id: int, ben: int, caro: int, dev: int, finn: int
) -> None:
    assert not elections.call_election(ben, group_id=group_id, now=minutes(1))
    assert not elections.call_election(ben, group_id=group_id, now=minutes(2))
    assert not elections.call_election(caro, group_id=group_id, now=minutes(3))
    elections.withdraw_call(caro, group_id=group_id, now=minutes(4))
    later = MORNING + 31 * DAY
    assert election_queries.calls(Viewer(ben), group_id, now=later).calls == 0
    assert not elections.call_election(caro, group_id=group_id, now=later)
    assert not elections.call_election(dev, group_id=group_id, now=later)
    assert elections.call_election(finn, group_id=group_id, now=later)
    with pytest.raises(ElectionIsOn):
        elections.call_election(ben, group_id=group_id, now=later)


def test_strangers_call_no_election(group_id: int) -> None:
    with pytest.raises(NotInGroup):
        elections.call_election(make_person("gil"), group_id=group_id, now=MORNING)


def test_members_elect_by_secret_ballot_and_the_elected_take_over(
    group_id: int, ada: int, ben: int, caro: int, dev: int, finn: int
) -> None:
    election = opened(group_id, ben, caro, dev)
    elections.nominate(ben, election_id=election.id, person_id=caro, now=minutes(5))
    for each in (ben, caro, dev, finn):
        elections.stand(each, election_id=election.id, words="I fire the kiln.", now=minutes(6))
    jobs.tick(VOTING)
    voting = seen(election, Viewer(ben), VOTING)
    assert voting.stage is Stage.VOTING
    assert voting.may_vote
    assert [each.first_choices for each in voting.candidates] == [None] * 4
    elections.vote_in_group(ben, election_id=election.id, choices=[finn], now=VOTING)
    elections.vote_in_group(ben, election_id=election.id, choices=[ben, caro], now=VOTING)
    elections.vote_in_group(caro, election_id=election.id, choices=[caro, dev], now=VOTING)
    elections.vote_in_group(dev, election_id=election.id, choices=[dev], now=VOTING)
    elections.vote_in_group(ada, election_id=election.id, choices=[dev, caro], now=VOTING)
    elections.vote_in_group(finn, election_id=election.id, choices=[], now=VOTING)
    assert seen(election, Viewer(ben), VOTING).choices == [ben, caro]
    assert seen(election, Viewer(ada), VOTING).seed == ""
    jobs.tick(AFTER)
    ended = seen(election, ANYONE, AFTER)
    assert (ended.stage, ended.outcome) == (Stage.ENDED, "counted")
    assert sorted(moderators(group_id)) == ["ben", "caro", "dev"]
    assert not GroupBallot.objects.exists()
    assert ended.sheet is not None
    assert ended.sheet["cast"] == 5


def test_the_rulebook_gives_the_same_sheet_from_what_is_published(
    group_id: int, ben: int, caro: int, dev: int, finn: int
) -> None:
    election = opened(group_id, ben, caro, dev)
    for each in (ben, caro, dev, finn):
        elections.stand(each, election_id=election.id, now=minutes(6))
    with pytest.raises(NoSuchElection):
        election_queries.ballots_file(ANYONE, election.id)
    jobs.tick(VOTING)
    for each in (ben, caro, dev, finn):
        elections.vote_in_group(each, election_id=election.id, choices=[each], now=VOTING)
    joining.leave_group(finn, group_id=group_id, now=VOTING)
    jobs.tick(AFTER)
    ended = seen(election, ANYONE, AFTER)
    profile = blt.parse(election_queries.ballots_file(ANYONE, election.id))
    terms = Terms(unranked="no-opinion", seed=bytes.fromhex(ended.seed), roll=ended.roll)
    assert METHODS["scottish-stv"].count(profile, terms).plain() == ended.sheet
    assert "finn" not in moderators(group_id)


def test_without_rivals_nobody_need_vote(group_id: int, ben: int, caro: int, dev: int) -> None:
    election = opened(group_id, ben, caro, dev)
    elections.stand(caro, election_id=election.id, now=minutes(6))
    jobs.tick(VOTING)
    assert seen(election, ANYONE, VOTING).outcome == "unopposed"
    assert moderators(group_id) == ["caro"]


def test_when_nobody_stands_the_moderators_stay_and_the_group_tries_again(
    group_id: int, ben: int, caro: int, dev: int
) -> None:
    election = opened(group_id, ben, caro, dev)
    jobs.tick(VOTING)
    assert seen(election, ANYONE, VOTING).outcome == "nobody-stood"
    assert moderators(group_id) == ["ada"]
    elections.call_election(ben, group_id=group_id, now=VOTING)
    jobs.tick(VOTING + 31 * DAY)
    assert queries.group(Viewer(ben), "potters").election_id is not None


def test_when_nobody_votes_the_moderators_stay(
    group_id: int, ben: int, caro: int, dev: int, finn: int
) -> None:
    election = opened(group_id, ben, caro, dev)
    for each in (ben, caro, dev, finn):
        elections.stand(each, election_id=election.id, now=minutes(6))
    jobs.tick(VOTING)
    jobs.tick(AFTER)
    assert seen(election, ANYONE, AFTER).outcome == "nobody-voted"
    assert moderators(group_id) == ["ada"]


def test_a_term_ends_with_an_election(group_id: int, ada: int) -> None:
    jobs.tick(MORNING + 365 * DAY)
    assert queries.group(Viewer(ada), "potters").election_id is not None
    assert moderators(group_id) == ["ada"]


def test_a_group_whose_last_moderator_leaves_elects(group_id: int, ada: int, ben: int) -> None:
    joining.leave_group(ada, group_id=group_id, now=minutes(1))
    assert moderators(group_id) == []
    assert queries.group(Viewer(ben), "potters").election_id is not None


def test_standing_has_its_time_and_its_refusals(group_id: int, ben: int, caro: int, dev: int) -> None:
    election = opened(group_id, ben, caro, dev)
    gil = make_person("gil")
    with pytest.raises(NotInGroup):
        elections.stand(gil, election_id=election.id, now=minutes(2))
    with pytest.raises(TheyAreNotInGroup):
        elections.nominate(ben, election_id=election.id, person_id=gil, now=minutes(2))
    with pytest.raises(GroupTextTooLong):
        elections.stand(ben, election_id=election.id, words="x" * 501, now=minutes(2))
    with pytest.raises(NotNominated):
        elections.stand_down(dev, election_id=election.id, now=minutes(2))
    with pytest.raises(NoSuchElection):
        elections.stand(ben, election_id=1, now=minutes(2))
    elections.nominate(ben, election_id=election.id, person_id=caro, now=minutes(2))
    assert seen(election, Viewer(caro), minutes(3)).i_am_nominated
    elections.stand_down(caro, election_id=election.id, now=minutes(3))
    assert not seen(election, Viewer(caro), minutes(4)).i_am_nominated
    with pytest.raises(NominationsClosed):
        elections.stand(ben, election_id=election.id, now=VOTING)


def test_ballots_have_their_refusals(group_id: int, ben: int, caro: int, dev: int, finn: int) -> None:
    election = opened(group_id, ben, caro, dev)
    for each in (ben, caro, dev, finn):
        elections.stand(each, election_id=election.id, now=minutes(6))
    late = make_person("gil")
    joining.join_group(late, group_id=group_id, now=minutes(7))
    with pytest.raises(VotingIsNotOpen):
        elections.vote_in_group(ben, election_id=election.id, choices=[ben], now=minutes(8))
    jobs.tick(VOTING)
    for wrong in ([ben, ben], [late]):
        with pytest.raises(BallotUnclear):
            elections.vote_in_group(ben, election_id=election.id, choices=wrong, now=VOTING)
    with pytest.raises(NotOnRoll):
        elections.vote_in_group(late, election_id=election.id, choices=[ben], now=VOTING)
    with pytest.raises(NotInGroup):
        elections.vote_in_group(make_person("hal"), election_id=election.id, choices=[ben], now=VOTING)
    with pytest.raises(VotingIsNotOpen):
        elections.vote_in_group(ben, election_id=election.id, choices=[ben], now=AFTER)


def test_elections_of_a_closed_group_are_its_members_alone(
    ada: int, ben: int, caro: int, found: Found
) -> None:
    closed = found("closed", is_readable_by_all=False, members=(ben, caro))
    election = opened(closed, ada, ben, caro)
    with pytest.raises(NoSuchElection):
        seen(election, ANYONE, minutes(2))
