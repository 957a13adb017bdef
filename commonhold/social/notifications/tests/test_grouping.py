"""What belongs together stands together: one line for many people who did the same."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.social.notifications import kinds, queries
from commonhold.social.notifications.actions import mark_read, notify, open_notification
from commonhold.social.notifications.kinds import Kind, Tab
from commonhold.social.notifications.refusals import NoSuchNotification
from commonhold.social.notifications.sentences import address, excerpt, sentence
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, make_person, minutes


def lines(person_id: int, tab: Tab | None = None) -> list[str]:
    return [sentence(each) for each in queries.grouped(Viewer(person_id), tab=tab).groups]


def thanked(person_id: int, *actors: int, subject: str = "post:1") -> None:
    for number, actor in enumerate(actors):
        notify(person_id=person_id, kind="thanks", actor_id=actor, subject=subject, now=minutes(number))


def test_one_two_or_many_people_make_one_sentence(ada: int, ben: int, caro: int, dev: int) -> None:
    thanked(ada, ben)
    assert lines(ada) == ["Ben thanked you"]
    thanked(ada, caro)
    assert lines(ada) == ["Caro and Ben thanked you"]
    thanked(ada, dev, make_person("uma"))
    assert lines(ada) == ["Uma and 3 others thanked you"]


def test_a_group_is_as_new_as_its_newest_and_read_only_when_all_of_it_is(
    ada: int, ben: int, caro: int
) -> None:
    thanked(ada, ben)
    mark_read(ada, now=minutes(1))
    thanked(ada, caro, subject="post:2")
    notify(person_id=ada, kind="thanks", actor_id=caro, subject="post:1", now=minutes(5))
    (newer, older) = queries.grouped(Viewer(ada)).groups
    assert (newer.subject, newer.at, newer.is_read) == ("post:1", minutes(5), False)
    assert (older.subject, older.is_read) == ("post:2", False)
    mark_read(ada, now=minutes(6))
    assert all(each.is_read for each in queries.grouped(Viewer(ada)).groups)


def test_whoever_opens_a_line_has_read_all_of_it_and_nothing_else(ada: int, ben: int, caro: int) -> None:
    thanked(ada, ben, caro)
    thanked(ada, ben, subject="post:2")
    (other, line) = sorted(queries.grouped(Viewer(ada)).groups, key=lambda each: each.id)
    open_notification(ada, notification_id=line.id, now=minutes(3))
    read = {each.subject: each.is_read for each in queries.grouped(Viewer(ada)).groups}
    assert read == {line.subject: True, other.subject: False}
    with pytest.raises(NoSuchNotification):
        open_notification(ben, notification_id=line.id, now=minutes(3))
    with pytest.raises(NoSuchNotification):
        queries.group_of(Viewer(ben), line.id)


def test_different_things_about_the_same_stand_apart(ada: int, ben: int) -> None:
    for kind in ("thanks", "favourite"):
        notify(person_id=ada, kind=kind, actor_id=ben, subject="post:1", now=MORNING)
    assert sorted(lines(ada)) == ["Ben liked what you wrote", "Ben thanked you"]


def test_new_followers_of_one_day_stand_together(ada: int, ben: int, caro: int, dev: int) -> None:
    for actor, day in ((ben, 0), (caro, 0), (dev, 1)):
        notify(person_id=ada, kind="follow", actor_id=actor, now=MORNING + timedelta(days=day))
    assert lines(ada) == ["Dev follows you now", "Caro and Ben follow you now"]


def test_pages_follow_each_other_without_gap_or_repetition(ada: int, ben: int, caro: int) -> None:
    for number in range(7):
        thanked(ada, ben, caro, subject=f"post:{number}")
    met: list[str] = []
    before = None
    while True:
        page = queries.grouped(Viewer(ada), before=before, limit=3)
        met += [each.subject for each in page.groups for _actor in each.actors]
        before = page.older
        if before is None:
            break
    assert sorted(met) == sorted([f"post:{number}" for number in range(7)] * 2)


def test_a_page_costs_as_many_statements_for_many_people_as_for_one(ada: int, ben: int, caro: int) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as asked:
            queries.grouped(Viewer(ada))
        return len(asked)

    costs = set()
    for number in range(5):
        post_id = publish_post(ada, text=f"post {number}", now=minutes(number))
        for actor in (ben, caro):
            notify(person_id=ada, kind="thanks", actor_id=actor, post_id=post_id, now=minutes(number))
            costs.add(cost())
    assert len(costs) == 1


def test_each_tab_shows_its_kinds_alone(ada: int, ben: int) -> None:
    thanked(ada, ben)
    notify(person_id=ada, kind="follow", actor_id=ben, now=minutes(1))
    notify(person_id=ada, kind="proposal.voting", subject="proposal:7", words="Dues", now=minutes(2))
    assert lines(ada, Tab.APPRECIATION) == ["Ben thanked you"]
    assert lines(ada, Tab.FOLLOWS) == ["Ben follows you now"]
    assert lines(ada, Tab.CO_OP) == ["Voting is open: Dues"]
    assert lines(ada, Tab.MENTIONS) == []
    assert queries.grouped(ANYONE).groups == []


def test_a_line_leads_to_what_it_is_about(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="Soup", now=MORNING)
    notify(person_id=ada, kind="thanks", actor_id=ben, post_id=post_id, now=minutes(1))
    notify(person_id=ada, kind="follow", actor_id=ben, now=minutes(2))
    notify(person_id=ada, kind="proposal.voting", subject="proposal:7", now=minutes(3))
    notify(person_id=ada, kind="elsewhere.unknown", words="Something", now=minutes(4))
    found = [address(each) for each in queries.grouped(Viewer(ada)).groups]
    assert found == ["", "/decide/7", "/@ben", f"/@ada/{post_id}"]
    assert lines(ada)[0] == "Something"


def test_an_excerpt_is_short_plain_and_hides_behind_its_warning(ada: int, ben: int) -> None:
    long = publish_post(ada, text="**Bold** " + "word " * 60, now=MORNING)
    warned = publish_post(ada, text="the end of the film", warning="Spoiler", now=MORNING)
    for post_id in (long, warned):
        notify(person_id=ada, kind="thanks", actor_id=ben, post_id=post_id, now=minutes(1))
    shown = sorted(excerpt(each.post) for each in queries.grouped(Viewer(ada)).groups)
    assert shown[1] == "Spoiler"
    assert shown[0].startswith("Bold word")
    assert len(shown[0]) <= 141


def test_a_kind_is_offered_once() -> None:
    with pytest.raises(ValueError, match="two rooms offer"):
        kinds.offer(Kind("thanks", title="x", one="x"))


def test_many_who_pass_a_post_on_are_one_line(ada: int, ben: int, caro: int) -> None:
    for number, actor in enumerate((ben, caro)):
        notify(person_id=ada, kind="boost", actor_id=actor, subject="post:1", now=minutes(number))
    assert lines(ada) == ["Caro and Ben boosted what you wrote"]
