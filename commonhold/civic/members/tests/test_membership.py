from __future__ import annotations

import json
from datetime import timedelta

import pytest

from commonhold.civic.members import actions, personal_data, queries
from commonhold.civic.members.queries import ApplicationState
from commonhold.civic.members.refusals import AlreadyMember, ApplicationClosed, MembersOnly, VouchesMissing
from commonhold.ground.record.models import Leaf
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING

LATER = MORNING + timedelta(days=1)
WEEK = timedelta(days=7)


@pytest.fixture
def admitted(application, ben, caro) -> int:
    """dev's number, after vouches by ben and then caro."""
    for voucher in (ben, caro):
        actions.vouch(voucher, application_id=application, words="A friend.", now=LATER)
    return actions.admit(application, now=LATER)


def test_founders_get_numbers_and_branches_in_order(founders, ada, caro):
    assert [(each.number, each.branch) for each in queries.directory(Viewer(ada))] == [(1, 1), (2, 2), (3, 3)]
    assert queries.voters(MORNING) == founders


def test_the_next_member_joins_her_first_vouchers_branch_and_waits_a_week_to_vote(admitted, application, dev):
    member = queries.member_of(dev)
    assert member is not None
    assert (admitted, member.number, member.branch, member.since) == (4, 4, 2, LATER)
    assert member.votes_from == LATER + WEEK
    assert people.is_member(dev)
    assert queries.members(LATER)[-1] == dev
    assert queries.count(LATER) == 4
    found = queries.application(Viewer(dev), application, now=LATER)
    assert (found.state, found.number) == (ApplicationState.ADMITTED, 4)


def test_the_roll_is_those_whose_waiting_is_over(admitted, dev, founders):
    just_before = LATER + WEEK - timedelta(microseconds=1)
    assert queries.voters(just_before) == founders
    assert not queries.may_vote(dev, at=just_before)
    assert queries.voters(LATER + WEEK) == [*founders, dev]
    assert queries.may_vote(dev, at=LATER + WEEK)
    assert queries.count(MORNING) == 3


def test_without_enough_vouches_nobody_joins(application, ben):
    actions.vouch(ben, application_id=application, now=LATER)
    with pytest.raises(VouchesMissing, match="vouch"):
        actions.admit(application, now=LATER)


def test_nobody_joins_twice(admitted, application, dev):
    with pytest.raises(ApplicationClosed):
        actions.admit(application, now=LATER)
    with pytest.raises(AlreadyMember):
        actions.enrol(dev, votes_from=LATER, now=LATER)


def test_the_record_bears_a_number_and_a_commitment_never_a_name(admitted, dev):
    leaf = json.loads(bytes(Leaf.objects.filter(kind="members.admitted").latest("id").data))
    assert leaf["body"].keys() == {"number", "person"}
    assert leaf["body"]["number"] == 4
    assert str(dev) not in json.dumps(leaf)


def test_who_leaves_is_off_the_roll_and_her_number_is_never_given_again(admitted, founders, dev, ada):
    actions.leave(dev, now=LATER + WEEK)
    assert queries.member_of(dev) is None
    assert not people.is_member(dev)
    assert queries.voters(LATER + WEEK) == founders
    assert queries.count(LATER) == 4
    assert queries.count(LATER + WEEK) == 3
    assert actions.enrol(dev, votes_from=LATER + WEEK, now=LATER + WEEK) == 5


def test_only_a_member_can_leave(founders, dev):
    with pytest.raises(MembersOnly):
        actions.leave(dev, now=LATER)


def test_the_directory_is_for_members(admitted, dev):
    assert [each.handle for each in queries.directory(Viewer(dev))] == ["ada", "ben", "caro", "dev"]
    assert queries.directory(ANYONE) == []
    actions.leave(dev, now=LATER)
    assert queries.directory(Viewer(dev)) == []


def test_a_person_gets_everything_that_is_kept_of_her(admitted, dev, ben):
    kept = personal_data.export_of(dev)
    assert kept["memberships"][0]["number"] == 4
    assert kept["applications"][0]["statement"].startswith("I fix bicycles")
    assert personal_data.export_of(ben)["vouches_given"][0]["words"] == "A friend."


def test_erasing_ends_the_membership_and_forgets_the_words(admitted, application, dev, ben):
    personal_data.erase(dev, LATER)
    personal_data.erase(ben, LATER)
    assert queries.member_of(dev) is None
    assert personal_data.export_of(dev)["applications"][0]["statement"] == ""
    assert personal_data.export_of(ben)["vouches_given"][0]["words"] == ""


def test_erasing_an_applicant_takes_the_application_back(application, dev, ada):
    personal_data.erase(dev, LATER)
    assert queries.applications(Viewer(ada), now=LATER) == []
