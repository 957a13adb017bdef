"""A vouch is one of few, waits for so long, and can be taken back until she is a member."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.members import actions, queries
from commonhold.civic.members.models import Vouch
from commonhold.civic.members.refusals import (
    ApplicationClosed,
    NoSuchApplication,
    NoVouchOfYours,
    QuotaUsedUp,
)
from commonhold.civic.members.tests.conftest import set_rules
from commonhold.ground.jobs import actions as jobs
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person

LATER = MORNING + timedelta(days=1)


@pytest.fixture
def strict(coop, application):
    """Two people in thirty days, and a vouch waits for ten."""
    set_rules(vouch_quota=2, vouch_quota_days=30, vouch_days=10)
    return application


def another(name):
    return actions.apply(make_person(name), statement="Me too.", now=MORNING)


def kinds(person_id: int) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def left(person_id, now=LATER):
    quota = queries.vouch_quota(person_id, now=now)
    return None if quota is None else quota.left


def test_a_member_vouches_for_so_many_and_is_told_when_she_can_again(strict, ada):
    actions.vouch(ada, application_id=strict, now=LATER)
    assert left(ada) == 1
    actions.vouch(ada, application_id=another("hugo"), now=LATER)
    third = another("ines")
    with pytest.raises(QuotaUsedUp) as refused:
        actions.vouch(ada, application_id=third, now=LATER)
    assert "From Thursday 4 June 2026" in str(refused.value)
    actions.vouch(ada, application_id=third, now=LATER + timedelta(days=30))


def test_without_a_limit_nobody_counts(application, ada):
    assert queries.vouch_quota(ada, now=LATER) is None


def test_a_vouch_that_waited_too_long_lapses_and_both_are_told(strict, ada, dev):
    actions.vouch(ada, application_id=strict, now=LATER)
    jobs.tick(LATER + timedelta(days=9))
    assert queries.vouches_missing(strict) == 1
    jobs.tick(LATER + timedelta(days=10))
    assert queries.vouches_missing(strict) == 2
    row = Vouch.objects.get()
    assert (row.ended, row.ended_at) == ("lapsed", LATER + timedelta(days=10))
    assert "members.vouch-lapsed" in kinds(ada)
    assert "members.vouch-lapsed" in kinds(dev)
    assert left(ada, LATER + timedelta(days=10)) == 2
    actions.vouch(ada, application_id=strict, now=LATER + timedelta(days=11))
    assert queries.vouches_missing(strict) == 1


def test_a_vouch_that_led_to_a_membership_stays(strict, ada, ben, dev):
    for voucher in (ada, ben):
        actions.vouch(voucher, application_id=strict, now=LATER)
    actions.admit(strict, now=LATER)
    jobs.tick(LATER + timedelta(days=40))
    assert set(Vouch.objects.values_list("ended", flat=True)) == {""}


def test_a_vouch_can_be_taken_back_before_admission(strict, ada, ben, dev):
    for voucher in (ada, ben):
        actions.vouch(voucher, application_id=strict, now=LATER)
    actions.take_vouch_back(ada, application_id=strict, now=LATER)
    assert queries.vouches_missing(strict) == 1
    assert left(ada) == 2
    assert "members.vouch-taken-back" in kinds(dev)
    with pytest.raises(NoVouchOfYours):
        actions.take_vouch_back(ada, application_id=strict, now=LATER)
    actions.vouch(ada, application_id=strict, now=LATER)
    actions.admit(strict, now=LATER)
    with pytest.raises(ApplicationClosed):
        actions.take_vouch_back(ben, application_id=strict, now=LATER)
    with pytest.raises(NoSuchApplication):
        actions.take_vouch_back(ben, application_id=1, now=LATER)


def test_an_application_that_is_taken_back_frees_its_vouches(strict, ada, dev):
    actions.vouch(ada, application_id=strict, now=LATER)
    actions.withdraw_application(dev, application_id=strict, now=LATER)
    assert left(ada) == 2
    assert Vouch.objects.get().ended == "application"
