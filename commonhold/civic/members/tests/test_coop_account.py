"""The co-op's own account opens at the founding, or once after an upgrade; it never becomes a member."""

from __future__ import annotations

import pytest

from commonhold.civic.members import actions
from commonhold.civic.members.coop_account import open_coop_account, schedule_coop_account
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.models import Job
from commonhold.social.people import queries
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoHuman
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.usefixtures("coop")


def test_members_follow_it_from_the_day_it_opens(db: None) -> None:
    ada, gus = make_person("ada"), make_person("gus")
    actions.enrol(ada, votes_from=MORNING, now=MORNING)
    account = open_coop_account(now=minutes(1))
    assert queries.is_following(Viewer(ada), account)
    assert not queries.is_following(Viewer(gus), account)


def test_its_handle_is_the_co_ops_name_or_near_it() -> None:
    for taken in ("commonhold_coop", "commonhold_2"):
        make_person(taken)
    open_coop_account(now=MORNING)
    assert queries.profile(ANYONE, "commonhold").is_coop


def test_after_an_upgrade_it_is_opened_once() -> None:
    schedule_coop_account(now=MORNING)
    schedule_coop_account(now=minutes(1))
    assert queries.coop_account_id() is None
    jobs.run_due(minutes(2))
    assert queries.coop_account_id() is not None
    schedule_coop_account(now=minutes(3))
    assert Job.objects.filter(kind="members.coop-account").count() == 1


def test_it_applies_for_nothing_and_is_enrolled_nowhere() -> None:
    account = open_coop_account(now=MORNING)
    with pytest.raises(NoHuman):
        actions.apply(account, statement="Me too", now=minutes(1))
    with pytest.raises(NoHuman):
        actions.enrol(account, votes_from=MORNING, now=minutes(1))
