"""An open page hears of everything new that its reader may see, and of nothing else."""

from __future__ import annotations

from datetime import timedelta

from pytest_django import DjangoAssertNumQueries

from commonhold.ground import ids
from commonhold.social.conversations import queries as conversations
from commonhold.social.conversations.actions import mark_read as mark_conversation_read
from commonhold.social.live.hints import Hint, Lookout, rows_since
from commonhold.social.live.queries import Watching, fresh_for, still_known
from commonhold.social.notifications.actions import mark_read, notify
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.actions import (
    boost_post,
    choose_in_poll,
    edit_post,
    publish_post,
    remove_post,
    restore_post,
    unboost_post,
)
from commonhold.social.posts.jobs import forget_afterwards
from commonhold.social.posts.queries import post
from tests.cast import MORNING, befriend, minutes

SINCE = ids.first_id_after(minutes(10))


def test_a_home_hears_of_what_came_after_its_cursor_and_not_of_what_it_knows(ada: int, ben: int) -> None:
    befriend(ada, ben)
    publish_post(ben, text="long ago", now=minutes(1))
    first = publish_post(ben, text="one", now=minutes(11))
    second = publish_post(ben, text="two", now=minutes(12))
    watching = Watching(Viewer(ada), home=True)
    assert fresh_for(watching, since=SINCE).posts == [first, second]
    assert fresh_for(watching, since=SINCE, known={first}).posts == [second]
    assert fresh_for(watching, since=second, known={second}).posts == []


def test_a_row_that_became_visible_late_is_still_heard_of(ada: int, ben: int) -> None:
    befriend(ada, ben)
    late = publish_post(ben, text="written first, committed last", now=minutes(10))
    newer = publish_post(ben, text="overtook it", now=minutes(10) + timedelta(seconds=9))
    found = fresh_for(Watching(Viewer(ada), home=True), since=newer, known={newer})
    assert found.posts == [late]


def test_what_is_known_is_remembered_no_longer_than_it_can_be_met_again() -> None:
    old, new = ids.new_id(minutes(1)), ids.new_id(minutes(9))
    assert still_known({old, new}, since=ids.new_id(minutes(9))) == {new}


def test_a_home_hears_neither_of_strangers_nor_of_oneself_nor_of_what_is_direct(
    ada: int, ben: int, caro: int
) -> None:
    befriend(ada, ben)
    publish_post(caro, text="a stranger", now=minutes(11))
    publish_post(ada, text="herself", now=minutes(11))
    publish_post(ben, text="@ada between us", audience="direct", now=minutes(11))
    gone = publish_post(ben, text="taken back", now=minutes(11))
    remove_post(ben, post_id=gone, now=minutes(12))
    assert fresh_for(Watching(Viewer(ada), home=True), since=SINCE).posts == []
    assert fresh_for(Watching(ANYONE, home=True), since=SINCE).posts == []


def test_a_thread_hears_of_others_answers_that_the_reader_may_see(ada: int, ben: int, caro: int) -> None:
    first = publish_post(ada, text="What do we cook?", now=minutes(0))
    seen = publish_post(ben, text="Soup", in_reply_to=first, now=minutes(11))
    deeper = publish_post(caro, text="With beans", in_reply_to=seen, now=minutes(12))
    publish_post(caro, text="@ben a word", in_reply_to=seen, audience="direct", now=minutes(13))
    publish_post(ada, text="Good", in_reply_to=first, now=minutes(13))
    publish_post(ben, text="elsewhere", now=minutes(13))
    watching = Watching(Viewer(ada), thread=seen)
    assert fresh_for(watching, since=SINCE).replies == [seen, deeper]


def test_a_thread_that_the_reader_may_not_see_says_nothing(ada: int, ben: int, caro: int) -> None:
    secret = publish_post(ada, text="@ben a word", audience="direct", now=minutes(1))
    publish_post(ben, text="and back", in_reply_to=secret, now=minutes(11))
    assert fresh_for(Watching(Viewer(caro), thread=secret), since=SINCE).replies == []


def test_the_bell_follows_what_is_unread(ada: int, ben: int) -> None:
    notify(person_id=ben, kind="vouch", subject="application:1", now=minutes(1))
    assert fresh_for(Watching(Viewer(ben)), since=SINCE).unread == 1
    mark_read(ben, now=minutes(2))
    assert fresh_for(Watching(Viewer(ben)), since=SINCE).unread == 0


def test_the_lookout_gives_each_new_row_one_hint(ada: int, ben: int) -> None:
    heard: list[Hint] = []
    lookout = Lookout()
    lookout.listen(heard.append)
    lookout.look(MORNING)
    said = publish_post(ada, text="hello", now=MORNING)
    notify(person_id=ben, kind="vouch", subject="application:1", now=MORNING)
    for second in range(3):
        lookout.look(MORNING + timedelta(seconds=second))
    (hint,) = heard
    assert dict(hint.posts) == {said: "public"}
    assert hint.people == {ben}


def test_the_lookout_points_out_boosts_edits_and_what_was_taken_back(ada: int, ben: int) -> None:
    heard: list[Hint] = []
    lookout = Lookout()
    lookout.listen(heard.append)
    one = publish_post(ada, text="one", now=MORNING)
    other = publish_post(ada, text="other", now=MORNING)
    lookout.look(MORNING)
    boost_post(ben, post_id=one, now=MORNING)
    edit_post(ada, post_id=one, text="One", now=MORNING)
    remove_post(ada, post_id=other, now=MORNING)
    heard.clear()
    lookout.look(MORNING)
    lookout.look(MORNING + timedelta(seconds=2))
    (hint,) = heard
    assert len(hint.boosts) == 1
    assert list(hint.edits.values()) == [one]
    assert hint.removals == {other}
    assert not hint.posts


def test_the_lookout_points_out_what_came_back_and_boosts_that_were_taken_back(ada: int, ben: int) -> None:
    heard: list[Hint] = []
    lookout = Lookout()
    lookout.listen(heard.append)
    one = publish_post(ada, text="one", now=MORNING)
    remove_post(ada, post_id=one, now=MORNING)
    lookout.look(MORNING)
    restore_post(ada, post_id=one, now=minutes(2))
    boost_post(ben, post_id=one, now=minutes(2))
    unboost_post(ben, post_id=one, now=minutes(2))
    unboost_post(ben, post_id=one, now=minutes(2))
    heard.clear()
    lookout.look(minutes(2))
    lookout.look(minutes(2) + timedelta(seconds=2))
    (hint,) = heard
    assert list(hint.late.values()) == [(one, "public")]
    assert (len(hint.unboosts), len(hint)) == (1, 2)
    forget_afterwards(minutes(60))
    assert rows_since(MORNING).late
    forget_afterwards(minutes(64))
    assert not rows_since(MORNING).late


def test_a_lookout_that_was_held_up_misses_nothing(ada: int) -> None:
    heard: list[Hint] = []
    lookout = Lookout()
    lookout.listen(heard.append)
    lookout.look(MORNING)
    said = publish_post(ada, text="hello", now=minutes(1))
    lookout.look(minutes(5))
    assert [list(each.posts) for each in heard] == [[said]]


def test_the_lookout_asks_nothing_while_nobody_listens(
    ada: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    heard: list[Hint] = []
    lookout = Lookout()
    stop = lookout.listen(heard.append)
    stop()
    publish_post(ada, text="hello", now=MORNING)
    with django_assert_num_queries(0):
        lookout.look(MORNING)
    assert heard == []


def test_a_conversation_hears_of_others_messages_and_only_who_sits_there(
    ada: int, ben: int, caro: int
) -> None:
    befriend(ada, ben)
    publish_post(ada, text="@ben a word", audience="direct", now=minutes(1))
    (here,) = conversations.inbox(Viewer(ada))
    said = publish_post(ben, text="@ada yes", audience="direct", now=minutes(11))
    publish_post(ada, text="@ben good", audience="direct", now=minutes(12))
    assert fresh_for(Watching(Viewer(ada), conversation=here.id), since=SINCE).messages == [said]
    assert fresh_for(Watching(Viewer(caro), conversation=here.id), since=SINCE).messages == []


def test_a_poll_shows_its_counts_as_they_grow_and_only_to_whom_they_are_shown(
    ada: int, ben: int, caro: int
) -> None:
    open_one = NewPoll(options=("Soup", "Bread"))
    hidden = NewPoll(options=("Yes", "No"), hides_counts=True)
    heard: list[Hint] = []
    lookout = Lookout()
    lookout.listen(heard.append)
    for poll in (open_one, hidden):
        post_id = publish_post(ada, text="What do we cook?", poll=poll, now=MORNING)
        poll_id = post(Viewer(ada), post_id).poll.id
        lookout.look(MORNING)
        choose_in_poll(ben, post_id=post_id, positions=[0], now=MORNING)
        lookout.look(MORNING)
        assert heard.pop().polls == {poll_id}
        found = fresh_for(Watching(Viewer(ada), poll=poll_id), since=SINCE).poll
        assert [each.votes for each in found.options] == ([1, 0] if poll is open_one else [None, None])
    secret = publish_post(ada, text="@ben which?", audience="direct", poll=open_one, now=MORNING)
    poll_id = post(Viewer(ben), secret).poll.id
    assert fresh_for(Watching(Viewer(ben), poll=poll_id), since=SINCE).poll is not None
    assert fresh_for(Watching(Viewer(caro), poll=poll_id), since=SINCE).poll is None
    assert fresh_for(Watching(Viewer(caro), poll=1), since=SINCE).poll is None


def test_a_page_hears_how_many_conversations_are_unread_and_how_far_others_read(ada: int, ben: int) -> None:
    befriend(ada, ben)
    said = publish_post(ben, text="@ada hello", audience="direct", now=minutes(11))
    (where,) = conversations.inbox(Viewer(ada))
    watching = Watching(Viewer(ben), conversation=where.id)
    assert fresh_for(Watching(Viewer(ada)), since=SINCE).unread_messages == 1
    assert fresh_for(watching, since=SINCE).read_by_others == (0,)
    mark_conversation_read(ada, conversation_id=where.id, up_to=said, now=minutes(12))
    assert fresh_for(Watching(Viewer(ada)), since=SINCE).unread_messages == 0
    assert fresh_for(watching, since=SINCE).read_by_others == (said,)
