from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.members import actions, personal_data, queries
from commonhold.civic.members.refusals import MembersOnly, NoticeGiven, NotLeaving
from commonhold.civic.members.tests.conftest import set_rules
from commonhold.ground.jobs import actions as jobs
from commonhold.social.letters.models import Letter
from commonhold.social.notifications import queries as notifications
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING

LATER = MORNING + timedelta(days=1)
END = LATER + timedelta(days=90)


@pytest.fixture
def slow(coop, founders) -> None:
    """Ninety days of notice."""
    set_rules(leaving_days=90)


def told(person_id: int) -> list[str]:
    return [each.kind for each in notifications.for_person(Viewer(person_id))]


def test_a_notice_runs_for_the_charters_days_and_then_ends_the_membership(slow, ada):
    assert actions.give_notice(ada, now=LATER) == END
    notice = queries.my_notice(Viewer(ada))
    assert (notice.at, notice.ends_at) == (LATER, END)
    assert queries.may_vote(ada, at=END - timedelta(seconds=1))
    jobs.tick(END - timedelta(seconds=1))
    assert queries.member_of(ada) is not None
    jobs.tick(END)
    assert queries.member_of(ada) is None
    assert queries.my_notice(Viewer(ada)) is None
    assert told(ada) == ["members.left", "members.notice-given"]
    assert list(Letter.objects.order_by("id").values_list("person_id", "subject")) == [
        (ada, "Your membership ends on Monday 3 August 2026"),
        (ada, "Your membership has ended"),
    ]


def test_it_can_be_taken_back_until_then_and_given_again(slow, ada):
    actions.give_notice(ada, now=LATER)
    with pytest.raises(NoticeGiven):
        actions.give_notice(ada, now=LATER)
    actions.take_notice_back(ada, now=LATER + timedelta(days=5))
    with pytest.raises(NotLeaving):
        actions.take_notice_back(ada, now=LATER + timedelta(days=5))
    jobs.tick(END)
    assert queries.member_of(ada) is not None
    assert actions.give_notice(ada, now=END) == END + timedelta(days=90)


def test_without_days_of_notice_one_leaves_at_once(coop, founders, ada):
    actions.give_notice(ada, now=LATER)
    assert queries.member_of(ada) is None
    assert told(ada) == ["members.left"]


def test_only_a_member_gives_notice(slow, dev):
    with pytest.raises(MembersOnly):
        actions.give_notice(dev, now=LATER)
    with pytest.raises(MembersOnly):
        actions.take_notice_back(dev, now=LATER)


def test_erasing_does_not_wait_and_nothing_happens_later(slow, ada):
    actions.give_notice(ada, now=LATER)
    personal_data.erase(ada, LATER)
    assert queries.member_of(ada) is None
    assert all(each.ok for each in jobs.tick(END))
    assert told(ada) == ["members.notice-given"]
