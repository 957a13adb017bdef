"""What happened is told to whom it concerns, once, and nothing that she may not see."""

from __future__ import annotations

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.ground.jobs.actions import tick
from commonhold.social.filters.actions import make_filter
from commonhold.social.notifications import personal_data, post_handlers, queries
from commonhold.social.notifications.actions import (
    About,
    mark_read,
    notify,
    notify_all,
    notify_authors,
    take_back,
)
from commonhold.social.notifications.sentences import address, sentence
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts.actions import (
    allow_quote,
    boost_post,
    choose_in_poll,
    edit_post,
    favourite_post,
    let_reply_in,
    publish_post,
    refuse_reply,
    remove_post,
    thank_author,
    unboost_post,
    unfavourite_post,
    withdraw_thanks,
)
from commonhold.social.posts.news import PostPublished, ScheduledPostRefused
from tests.cast import MORNING, befriend, make_person, minutes


def told(person_id: int) -> list[tuple[str, str | None]]:
    """After all news was delivered: kind and actor of everything that a person was told, newest first."""
    assert all(ran.ok for ran in tick(minutes(60)))
    page = queries.for_person(Viewer(person_id))
    return [(each.kind, each.actor.handle if each.actor else None) for each in page]


def test_an_author_is_told_who_answers_likes_and_thanks(caro: int, dev: int) -> None:
    post_id = publish_post(dev, text="Hello from Dev", now=minutes(0))
    publish_post(caro, text="Welcome, @dev", in_reply_to=post_id, now=minutes(1))
    favourite_post(caro, post_id=post_id, now=minutes(2))
    thank_author(caro, post_id=post_id, now=minutes(3))
    assert sorted(told(dev)) == [("favourite", "caro"), ("reply", "caro"), ("thanks", "caro")]
    assert told(caro) == []


def test_nobody_but_the_author_is_told_who_thanked(ada: int, caro: int, dev: int) -> None:
    post_id = publish_post(dev, text="Hello, @ada", now=minutes(0))
    thank_author(caro, post_id=post_id, now=minutes(1))
    assert told(ada) == [("mention", "dev")]


def test_whom_a_post_names_is_told(ada: int, ben: int, caro: int) -> None:
    publish_post(ada, text="@ben and @caro and @ada, look", now=MORNING)
    assert (told(ben), told(caro), told(ada)) == ([("mention", "ada")], [("mention", "ada")], [])


def test_an_edit_tells_those_whom_it_names_newly_and_nobody_twice(ada: int, ben: int, caro: int) -> None:
    post_id = publish_post(ada, text="@ben look", now=MORNING)
    assert told(caro) == []
    edit_post(ada, post_id=post_id, text="@ben @caro look", now=minutes(1))
    assert (told(ben), told(caro)) == ([("mention", "ada")], [("mention", "ada")])


def test_following_asking_and_accepting_are_told(ada: int, ben: int) -> None:
    shy = make_person("shy", approves_followers=True)
    people.follow(ben, person_id=ada, now=MORNING)
    people.follow(ben, person_id=shy, now=MORNING)
    assert told(ada) == [("follow", "ben")]
    assert told(shy) == [("follow-request", "ben")]
    assert told(ben) == []
    people.accept_follow(shy, person_id=ben, now=minutes(1))
    assert told(ben) == [("follow-accepted", "shy")]
    assert told(shy) == []
    people.unfollow(ben, person_id=ada, now=minutes(2))
    assert told(ada) == []


def test_nobody_is_told_of_what_she_did_herself(ada: int) -> None:
    post_id = publish_post(ada, text="mine", now=MORNING)
    favourite_post(ada, post_id=post_id, now=MORNING)
    publish_post(ada, text="and more", in_reply_to=post_id, now=MORNING)
    assert told(ada) == []


def test_news_that_arrives_twice_is_told_once(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="@ben look", now=MORNING)
    for _again in range(2):
        post_handlers.on_post_published(PostPublished(post_id=post_id, author_id=ada), MORNING)
    assert told(ben) == [("mention", "ada")]


def test_what_is_taken_back_is_told_no_more(caro: int, dev: int) -> None:
    post_id = publish_post(dev, text="Hello", now=MORNING)
    thank_author(caro, post_id=post_id, now=minutes(1))
    favourite_post(caro, post_id=post_id, now=minutes(1))
    assert told(dev) == [("favourite", "caro"), ("thanks", "caro")]
    withdraw_thanks(caro, post_id=post_id, now=minutes(2))
    assert told(dev) == [("favourite", "caro")]
    unfavourite_post(caro, post_id=post_id, now=minutes(3))
    assert told(dev) == []


def test_many_are_told_in_as_many_statements_as_one(
    ada: int, ben: int, caro: int, dev: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for subject, people_ids in (("proposal:1", [ben]), ("proposal:2", [ben, caro, dev, ada])):
        with django_assert_num_queries(2):  # wishes, rows
            notify_all(people_ids=people_ids, kind="proposal.voting", subject=subject, now=MORNING)
    assert [queries.unread_count(Viewer(each)) for each in (ada, ben, caro, dev)] == [1, 2, 1, 1]


def test_who_passes_a_post_on_is_told_until_it_is_taken_back(caro: int, dev: int) -> None:
    post_id = publish_post(dev, text="Hello", now=MORNING)
    boost_post(caro, post_id=post_id, now=minutes(1))
    assert told(dev) == [("boost", "caro")]
    unboost_post(caro, post_id=post_id, now=minutes(2))
    assert told(dev) == []


def test_only_what_the_same_person_said_of_the_same_is_taken_back(ada: int, ben: int, caro: int) -> None:
    for actor in (ben, caro):
        notify(person_id=ada, kind="vouch", actor_id=actor, subject="application:7", now=MORNING)
    take_back(kind="vouch", actor_id=ben, subject="application:7", person_id=ada)
    take_back(kind="vouch", actor_id=caro, subject="application:8")
    assert [each.actor.handle for each in queries.for_person(Viewer(ada)) if each.actor] == ["caro"]


def test_a_notification_shows_no_post_that_its_reader_may_not_see(ada: int, ben: int, dev: int) -> None:
    people.follow(dev, person_id=ada, now=MORNING)
    seen = publish_post(ada, text="@ben look", now=MORNING)
    secret = publish_post(ada, text="@dev a word", audience="direct", now=MORNING)
    notify(person_id=ben, kind="mention", actor_id=ada, post_id=secret, now=MORNING)
    tick(minutes(1))
    page = queries.for_person(Viewer(ben))
    assert [each.post.id for each in page if each.post] == [seen]
    assert queries.unread_count(Viewer(ben)) == 1
    assert [each.kind for each in queries.for_person(Viewer(dev))] == ["message"]


def test_a_notification_goes_with_the_post_that_it_was_about(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="@ben look", now=MORNING)
    assert told(ben) == [("mention", "ada")]
    remove_post(ada, post_id=post_id, now=minutes(1))
    assert told(ben) == []
    assert queries.unread_count(Viewer(ben)) == 0


def test_rooms_above_tell_what_they_have_to_say_once(ada: int, ben: int) -> None:
    for _again in range(2):
        notify(person_id=ben, kind="vouch", actor_id=ada, subject="application:7", now=MORNING)
        notify(person_id=ben, kind="proposal.voting", subject="proposal:7", words="Dues", now=minutes(1))
    notify(person_id=ben, kind="proposal.voting", subject="proposal:8", words="x" * 300, now=minutes(2))
    page = queries.for_person(Viewer(ben))
    assert [(each.kind, each.subject) for each in page] == [
        ("proposal.voting", "proposal:8"),
        ("proposal.voting", "proposal:7"),
        ("vouch", "application:7"),
    ]
    assert [len(each.words) for each in page] == [200, 4, 0]
    assert page[1].at == minutes(1)


@pytest.mark.parametrize("kind", ["", "Not a code", "x" * 41])
def test_a_kind_is_a_code(ben: int, kind: str) -> None:
    with pytest.raises(ValueError, match="is no code"):
        notify(person_id=ben, kind=kind, now=MORNING)


def test_reading_is_noted_for_all_or_up_to_one(ada: int, ben: int) -> None:
    for n in range(3):
        notify(person_id=ben, kind="vouch", subject=f"application:{n}", now=minutes(n))
    notify(person_id=ada, kind="vouch", subject="application:1", now=MORNING)
    middle = queries.for_person(Viewer(ben))[1]
    mark_read(ben, up_to=middle.id, now=minutes(4))
    assert [each.is_read for each in queries.for_person(Viewer(ben))] == [False, True, True]
    mark_read(ben, now=minutes(5))
    assert queries.unread_count(Viewer(ben)) == 0
    assert queries.unread_count(Viewer(ada)) == 1


def test_a_stranger_was_told_nothing(ada: int) -> None:
    notify(person_id=ada, kind="vouch", now=MORNING)
    assert queries.for_person(ANYONE) == []
    assert queries.unread_count(ANYONE) == 0


def test_a_page_follows_the_one_before(ada: int, ben: int) -> None:
    for n in range(8):
        publish_post(ada, text=f"@ben {n}", now=minutes(n))
        notify(person_id=ben, kind="vouch", subject=f"application:{n}", now=minutes(n))
    tick(minutes(9))
    page = queries.for_person(Viewer(ben))
    assert len(page) == 16
    older = queries.for_person(Viewer(ben), before=page[3].id, limit=2)
    assert [each.id for each in older] == [page[4].id, page[5].id]


def test_what_a_person_was_told_is_hers_to_take_and_goes_with_either_of_the_two(ada: int, ben: int) -> None:
    notify(person_id=ben, kind="vouch", actor_id=ada, subject="application:1", now=MORNING)
    notify(person_id=ada, kind="vouch", actor_id=ben, subject="application:2", now=MORNING)
    exported = personal_data.export_of(ben)["notifications"]
    assert [(each["kind"], each["subject"]) for each in exported] == [("vouch", "application:1")]
    personal_data.erase(ben, minutes(1))
    assert queries.for_person(Viewer(ada)) == queries.for_person(Viewer(ben)) == []


def test_each_writer_in_a_conversation_is_one_line_about_the_latest(ada: int, ben: int, caro: int) -> None:
    befriend(ada, ben, caro)
    first = publish_post(ada, text="@ben @caro soup?", audience="direct", now=minutes(0))
    for n in range(3):
        publish_post(ada, text=f"and {n}", in_reply_to=first, now=minutes(1 + n))
    publish_post(caro, text="yes", in_reply_to=first, now=minutes(5))
    assert told(ben)[:2] == [("message", "caro"), ("message", "ada")]
    newest = queries.for_person(Viewer(ben))[1]
    assert newest.post
    assert "and 2" in newest.post.text
    group = queries.grouped(Viewer(ben)).groups[0]
    assert sentence(group) == "Caro and Ada wrote to you"
    assert address(group) == f"/messages/{newest.subject.partition(':')[2]}"


def test_a_stranger_s_message_rings_no_bell(ben: int, dev: int) -> None:
    publish_post(dev, text="@ben buy this", audience="direct", now=MORNING)
    assert told(ben) == []


def test_whoever_must_let_a_reply_in_is_told_until_she_has_decided(ada: int, ben: int, caro: int) -> None:
    first = publish_post(ada, text="Ask me", approves_replies=True, now=MORNING)
    one = publish_post(ben, text="why?", in_reply_to=first, now=minutes(1))
    two = publish_post(caro, text="boo", in_reply_to=first, now=minutes(1))
    assert sorted(told(ada)) == [("reply-waits", "ben"), ("reply-waits", "caro")]
    let_reply_in(ada, post_id=one, now=minutes(2))
    refuse_reply(ada, post_id=two, now=minutes(2))
    assert told(ada) == [("reply", "ben")]
    assert told(caro) == [("reply-refused", None)]


def test_who_is_quoted_is_told_or_asked_and_who_asked_hears_the_answer(ada: int, ben: int, caro: int) -> None:
    free = publish_post(ada, text="quote me", now=MORNING)
    asks = publish_post(ada, text="ask me", quote_policy="ask", now=MORNING)
    publish_post(ben, text="see", quoted=free, now=minutes(1))
    quote = publish_post(caro, text="may I", quoted=asks, now=minutes(2))
    assert told(ada) == [("quote-asked", "caro"), ("quote", "ben")]
    allow_quote(ada, post_id=quote, now=minutes(3))
    assert told(ada) == [("quote", "ben")]
    assert told(caro) == [("quote-allowed", "ada")]


def test_who_asked_and_who_took_part_hear_that_a_poll_ended(ada: int, ben: int, caro: int) -> None:
    poll = NewPoll(options=("Soup", "Bread"), minutes=30)
    post_id = publish_post(ada, text="What do we cook?", poll=poll, now=MORNING)
    choose_in_poll(ben, post_id=post_id, positions=[0], now=minutes(1))
    assert (told(ada), told(ben), told(caro)) == ([("poll-ended", None)], [("poll-ended", None)], [])


def test_a_scheduled_post_that_is_refused_is_told_to_its_author(ada: int) -> None:
    refused = ScheduledPostRefused(draft_id=7, author_id=ada)
    post_handlers.on_scheduled_post_refused(refused, MORNING)
    assert told(ada) == [("scheduled-refused", None)]


def test_many_who_like_are_told_of_at_once_and_each_as_she_wishes(
    ada: int, ben: int, caro: int, dev: int
) -> None:
    bens, devs = (publish_post(each, text="Bread", now=minutes(0)) for each in (ben, dev))
    people.mute(ben, person_id=caro, now=minutes(1), hides_notifications=True)
    make_filter(dev, title="No bread", phrases=["bread"], hides=True, now=minutes(1))
    tick(minutes(1))
    pairs = [(ben, ada, bens), (ben, caro, bens), (dev, ada, devs), (dev, caro, devs), (dev, dev, devs)]
    notify_authors("favourite", [About(*each) for each in [*pairs, *pairs]], now=minutes(2))
    assert sorted(told(dev)) == [("favourite", "ada"), ("favourite", "caro")]
    assert told(ben) == [("favourite", "ada")]


def test_authors_who_filter_words_are_told_of_all_who_like_in_as_many_statements_as_of_one(
    ada: int, ben: int, caro: int, dev: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    post_id = publish_post(dev, text="Bread", now=minutes(0))
    make_filter(dev, title="No bread", phrases=["bread"], hides=True, now=minutes(1))
    tick(minutes(1))
    for likers in [(ada,), (ben, caro)]:
        with django_assert_num_queries(2):  # wishes, rows
            notify_authors("favourite", [About(dev, each, post_id) for each in likers], now=minutes(2))
    assert sorted(told(dev)) == [("favourite", "ada"), ("favourite", "ben"), ("favourite", "caro")]
