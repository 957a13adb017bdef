from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.members import actions, queries
from commonhold.civic.members.queries import ApplicationState
from commonhold.civic.members.refusals import (
    AlreadyApplied,
    AlreadyMember,
    ApplicationClosed,
    NoSuchApplication,
    TextLength,
)
from commonhold.ground.jobs.models import Job
from commonhold.social.people import personal_data as people_data
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, make_person

LATER = MORNING + timedelta(days=1)


def seen(viewer: int, application_id: int):
    return queries.application(Viewer(viewer), application_id, now=LATER)


def test_who_applies_waits_for_vouches(application, dev):
    found = seen(dev, application)
    assert (found.state, found.vouches_needed, found.vouches_missing) == (
        ApplicationState.AWAITING_VOUCHES,
        2,
        2,
    )
    assert found.is_mine
    assert not found.may_vouch


def test_the_treasury_is_told_of_an_application(application):
    assert Job.objects.filter(kind="news.tell", payload__facts__application_id=application).exists()


def test_a_statement_is_read_by_members_and_its_author_alone(application, dev, ben):
    assert seen(ben, application).statement == seen(dev, application).statement
    assert [each.id for each in queries.applications(Viewer(ben), now=LATER)] == [application]
    assert [each.id for each in queries.applications(Viewer(dev), now=LATER)] == [application]
    for stranger in (ANYONE, Viewer(make_person("gus"))):
        assert queries.applications(stranger, now=LATER) == []
        assert queries.my_application(stranger, now=LATER) is None
        with pytest.raises(NoSuchApplication):
            queries.application(stranger, application, now=LATER)


def test_a_member_need_not_apply(founders, ada):
    with pytest.raises(AlreadyMember):
        actions.apply(ada, statement="Once more.", now=MORNING)


def test_one_open_application_is_enough(application, dev):
    with pytest.raises(AlreadyApplied):
        actions.apply(dev, statement="And again.", now=LATER)


@pytest.mark.parametrize("statement", ["", "   ", "x" * 1001])
def test_a_statement_has_words_but_not_too_many(founders, dev, statement):
    with pytest.raises(TextLength) as refused:
        actions.apply(dev, statement=statement, now=MORNING)
    assert refused.value.field == "statement"


def test_a_closed_account_cannot_apply(founders, dev):
    people_data.erase(dev, MORNING)
    with pytest.raises(AccountClosed):
        actions.apply(dev, statement="Hello.", now=MORNING)


def test_an_application_can_be_taken_back_and_made_again(application, dev, ben):
    actions.withdraw_application(dev, application_id=application, now=LATER)
    assert seen(dev, application).state is ApplicationState.WITHDRAWN
    assert queries.applications(Viewer(ben), now=LATER) == []
    assert queries.applicants() == []
    again = actions.apply(dev, statement="I thought about it.", now=LATER)
    mine = queries.my_application(Viewer(dev), now=LATER)
    assert mine is not None
    assert mine.id == again


def test_nobody_takes_another_persons_application_back(application, dev, ben):
    with pytest.raises(NoSuchApplication):
        actions.withdraw_application(ben, application_id=application, now=LATER)
    assert seen(dev, application).state is ApplicationState.AWAITING_VOUCHES


def test_what_was_taken_back_is_closed(application, dev):
    actions.withdraw_application(dev, application_id=application, now=LATER)
    with pytest.raises(ApplicationClosed):
        actions.withdraw_application(dev, application_id=application, now=LATER)
    with pytest.raises(NoSuchApplication):
        actions.withdraw_application(dev, application_id=1, now=LATER)
