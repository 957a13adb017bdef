from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.members import actions, queries
from commonhold.civic.members.queries import ApplicationState
from commonhold.civic.members.refusals import (
    ApplicationClosed,
    MembersOnly,
    NoSuchApplication,
    SameBranch,
    StillWaiting,
    TextLength,
    VouchesForOneself,
    VouchesMissing,
    VouchesTwice,
)
from commonhold.ground.jobs.models import Job
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person

LATER = MORNING + timedelta(days=1)


def vouch(by: int, application: int, words: str = "I know them well.") -> None:
    actions.vouch(by, application_id=application, words=words, now=LATER)


def test_two_vouches_from_different_branches_are_enough(application, ada, ben, dev):
    vouch(ada, application)
    assert not Job.objects.filter(payload__event="members.vouches-complete").exists()
    vouch(ben, application, words="")
    found = queries.application(Viewer(dev), application, now=LATER)
    assert found.state is ApplicationState.AWAITING_DUES
    assert [(each.voucher.id, each.branch, each.words) for each in found.vouches] == [
        (ada, 1, "I know them well."),
        (ben, 2, ""),
    ]
    assert [each.has_vouches for each in queries.applicants()] == [True]
    assert Job.objects.filter(payload__event="members.vouches-complete").exists()


def test_the_page_offers_vouching_to_whom_it_is_open(application, ada, ben, hana, dev):
    def offered(viewer: int) -> bool:
        return queries.application(Viewer(viewer), application, now=LATER).may_vouch

    assert [offered(each) for each in (ada, ben, hana, dev)] == [True, True, True, False]
    vouch(ada, application)
    assert [offered(each) for each in (ada, ben, hana, dev)] == [False, True, False, False]


def test_a_second_vouch_from_one_branch_is_refused(application, ada, hana):
    vouch(ada, application)
    with pytest.raises(SameBranch):
        vouch(hana, application)


def test_nobody_vouches_twice_or_for_themselves_or_without_membership(application, ada, dev):
    vouch(ada, application)
    with pytest.raises(VouchesTwice):
        vouch(ada, application)
    with pytest.raises(VouchesForOneself):
        vouch(dev, application)
    with pytest.raises(MembersOnly):
        vouch(make_person("gus"), application)


def test_a_member_who_left_vouches_for_nobody(application, ada):
    actions.leave(ada, now=LATER)
    with pytest.raises(MembersOnly):
        vouch(ada, application)


def test_a_new_member_waits_before_vouching(application):
    new = make_person("ivo")
    actions.enrol(new, votes_from=LATER + timedelta(seconds=1), now=MORNING)
    with pytest.raises(StillWaiting):
        vouch(new, application)
    actions.vouch(new, application_id=application, now=LATER + timedelta(seconds=1))


def test_words_have_an_end(application, ada):
    with pytest.raises(TextLength) as refused:
        vouch(ada, application, words="x" * 501)
    assert refused.value.field == "words"


def test_there_is_nothing_to_vouch_for_when_it_is_closed_or_was_never_there(application, ada, dev):
    actions.withdraw_application(dev, application_id=application, now=LATER)
    with pytest.raises(ApplicationClosed):
        vouch(ada, application)
    with pytest.raises(NoSuchApplication):
        vouch(ada, 1)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), max_size=9))
def test_whoever_vouches_in_any_order_no_branch_counts_twice(application, crowd, order):
    """`order` names members as (branch, position in it); admission needs two branches, never two people."""
    with transaction.atomic():
        for branch, position in order:
            with suppress(SameBranch, VouchesTwice):
                vouch(crowd[branch][position], application)
        if len({branch for branch, _position in order}) >= 2:
            actions.admit(application, now=LATER)
        else:
            with pytest.raises(VouchesMissing):
                actions.admit(application, now=LATER)
        transaction.set_rollback(True)


@pytest.fixture
def crowd(founders) -> list[list[int]]:
    """Three branches of three."""
    branches = [[each] for each in founders]
    for number in range(6):
        person_id = make_person(f"extra{number}")
        actions.enrol(person_id, branch=number % 3 + 1, votes_from=MORNING, now=MORNING)
        branches[number % 3].append(person_id)
    return branches
