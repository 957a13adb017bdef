"""Posts of other servers: they come with their dates, once, for whom they were said, and change as told."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from commonhold.ground import ids
from commonhold.ground.jobs.models import Job
from commonhold.social.media.models import Medium, MediumElsewhere
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.polls.elsewhere import ArrivedPoll
from commonhold.social.posts import queries
from commonhold.social.posts.actions import (
    arrive_post,
    change_arrived,
    choose_in_poll,
    pin_arrived,
    publish_post,
    remove_arrived,
)
from commonhold.social.posts.arrived import ArrivedMedium, ArrivedPost
from commonhold.social.posts.models import Edition, Mention, Post, QuoteConsent, Tagging
from commonhold.social.posts.pinned import pinned_by
from commonhold.social.posts.refusals import (
    NoSuchPost,
    NotInTheGroup,
    NotOfThatServer,
    PostWasRemoved,
    RepliesAreClosed,
)
from tests.cast import MORNING, befriend, make_eve, make_group_of, minutes

_URI = "https://elsewhere.example/notes/"


@pytest.fixture
def eve(db: None) -> int:
    return make_eve()


def _said(number: int = 1, **changes: Any) -> ArrivedPost:
    said = {
        "uri": f"{_URI}{number}",
        "url": f"https://elsewhere.example/@eve/{number}",
        "html": "<p>Frost on the beans</p>",
        "published_at": MORNING - timedelta(minutes=2),
    }
    return ArrivedPost(**{**said, **changes})


def _arrive(by: int, number: int = 1, *, now: datetime = MORNING, **changes: Any) -> int:
    return arrive_post(by, arrived=_said(number, **changes), now=now)


def test_it_is_there_with_its_words_date_and_author(eve: int) -> None:
    post_id = _arrive(eve, warning="weather", language="en", is_sensitive=True)
    seen = queries.post(ANYONE, post_id)
    assert (seen.html, seen.warning, seen.language) == ("<p>Frost on the beans</p>", "weather", "en")
    assert seen.author.handle == "eve@elsewhere.example"
    assert seen.at == MORNING - timedelta(minutes=2)
    assert ids.time_of(post_id) == seen.at


def test_what_comes_twice_is_there_once(eve: int) -> None:
    assert _arrive(eve) == _arrive(eve)
    assert Post.objects.count() == 1


def test_nobody_else_can_claim_or_change_it(eve: int) -> None:
    _arrive(eve)
    mallory = people.meet_remote_person(handle="m", domain="bad.example", display_name="M", now=MORNING)
    with pytest.raises(NotOfThatServer):
        _arrive(mallory)
    with pytest.raises(NotOfThatServer):
        change_arrived(mallory, arrived=_said(html="x"), now=MORNING)
    with pytest.raises(NotOfThatServer):
        remove_arrived(mallory, uri=f"{_URI}1", now=MORNING)
    assert queries.post(ANYONE, Post.objects.get().id).html == "<p>Frost on the beans</p>"


def test_a_date_in_the_future_is_now(eve: int) -> None:
    post_id = _arrive(eve, published_at=MORNING + timedelta(days=400))
    assert Post.objects.get(id=post_id).published_at == MORNING


def test_what_is_fresh_is_news_and_what_is_old_is_not(eve: int) -> None:
    Job.objects.all().delete()
    _arrive(eve, 1, published_at=MORNING - timedelta(days=2))
    assert not Job.objects.exists()
    _arrive(eve, 2)
    assert Job.objects.exists()


def test_it_is_found_by_its_words_and_its_tags(eve: int) -> None:
    post_id = _arrive(eve, tags=["Beans", "Frost", "no tag"])
    assert set(Tagging.objects.filter(post=post_id).values_list("tag__name", flat=True)) == {"beans", "frost"}
    assert Post.objects.get(id=post_id).text == "Frost on the beans"


def test_followers_only_is_for_those_who_follow_her_here(eve: int, ada: int, ben: int) -> None:
    befriend(ada, eve)
    post_id = _arrive(eve, audience="followers")
    assert queries.post(Viewer(ada), post_id).id == post_id
    with pytest.raises(NoSuchPost):
        queries.post(Viewer(ben), post_id)


def test_a_direct_one_begins_a_conversation_of_those_it_names(eve: int, ada: int, ben: int) -> None:
    post_id = _arrive(eve, audience="direct", mentions=[ada])
    assert queries.post(Viewer(ada), post_id).id == post_id
    with pytest.raises(NoSuchPost):
        queries.post(Viewer(ben), post_id)
    answer = _arrive(eve, 2, audience="direct", mentions=[ada], in_reply_to=post_id)
    assert Post.objects.get(id=answer).channel_id == Post.objects.get(id=post_id).channel_id


def test_an_answer_that_names_more_people_is_a_conversation_of_its_own(eve: int, ada: int, ben: int) -> None:
    first = _arrive(eve, audience="direct", mentions=[ada])
    second = _arrive(eve, 2, audience="direct", mentions=[ada, ben], in_reply_to=first)
    assert Post.objects.get(id=first).channel_id != Post.objects.get(id=second).channel_id
    with pytest.raises(NoSuchPost):
        queries.post(Viewer(ben), first)


def test_an_answer_stands_in_the_thread_and_is_addressed_to_whom_it_answers(eve: int, ada: int) -> None:
    first = publish_post(ada, text="Who has beans?", now=MORNING)
    answer = _arrive(eve, in_reply_to=first)
    row = Post.objects.get(id=answer)
    assert (row.in_reply_to_id, row.thread_id) == (first, first)
    assert Mention.objects.filter(post=answer, person=ada).exists()


def test_a_thread_of_ours_keeps_its_rules(eve: int, ada: int) -> None:
    closed = publish_post(ada, text="Done.", reply_control="nobody", now=MORNING)
    with pytest.raises(RepliesAreClosed):
        _arrive(eve, in_reply_to=closed)
    asking = publish_post(ada, text="What now?", approves_replies=True, now=MORNING)
    waiting = _arrive(eve, in_reply_to=asking)
    assert Post.objects.get(id=waiting).waits_for_id == ada
    with pytest.raises(NoSuchPost):
        queries.post(ANYONE, waiting)


def test_an_answer_to_what_she_may_not_see_is_refused(eve: int, ada: int) -> None:
    hidden = publish_post(ada, text="Among us", audience="followers", now=MORNING)
    with pytest.raises(NoSuchPost):
        _arrive(eve, in_reply_to=hidden)


def test_an_answer_to_what_is_for_followers_is_never_for_everybody(eve: int, ada: int, ben: int) -> None:
    befriend(ada, eve)
    first = publish_post(ada, text="Among us", audience="followers", now=MORNING)
    loud = Post.objects.get(id=_arrive(eve, 1, in_reply_to=first, audience="public"))
    assert (loud.audience, loud.circle_of_id) == ("followers", ada)
    hers = Post.objects.get(id=_arrive(eve, 2, in_reply_to=first, audience="followers"))
    assert (hers.audience, hers.circle_of_id) == ("followers", eve)


def test_a_group_that_not_everybody_reads_takes_nothing_from_elsewhere(eve: int, ada: int) -> None:
    with pytest.raises(NotInTheGroup):
        _arrive(eve, audience="group", group=make_group_of(ada))


def test_media_are_described_and_wait_until_somebody_wants_them(eve: int, ada: int) -> None:
    picture = ArrivedMedium(
        "https://elsewhere.example/1.png", "image", "image/png", "A bean", 4, 3, "", (9, 9)
    )
    quiet = _arrive(eve, 1, media=[picture])
    medium = Medium.objects.get(attachment__post=quiet)
    assert (medium.state, medium.alt, medium.width) == ("elsewhere", "A bean", 4)
    assert MediumElsewhere.objects.get(medium=medium).due_at is None
    befriend(ada, eve)
    other = ArrivedMedium("https://elsewhere.example/2.png", "image")
    read = _arrive(eve, 2, media=[other])
    assert MediumElsewhere.objects.get(medium__attachment__post=read).due_at == MORNING


def test_a_poll_has_the_counts_that_its_server_tells(eve: int, ada: int) -> None:
    poll = ArrivedPoll([("Beans", 3), ("Peas", 1)], closes_at=minutes(60), voters=4)
    post_id = _arrive(eve, poll=poll)
    view = queries.post(Viewer(ada), post_id).poll
    assert view is not None
    assert ([each.votes for each in view.options], view.voters) == ([3, 1], 4)
    choose_in_poll(ada, post_id=post_id, positions=[1], now=MORNING)
    view = queries.post(Viewer(ada), post_id).poll
    assert view is not None
    assert ([each.votes for each in view.options], view.voters) == ([3, 2], 5)
    told = ArrivedPoll([("Beans", 7), ("Peas", 2)], closes_at=minutes(60), closed_at=minutes(5), voters=9)
    change_arrived(eve, arrived=_said(poll=told), now=minutes(6))
    view = queries.post(Viewer(ada), post_id).poll
    assert view is not None
    assert ([each.votes for each in view.options], view.voters, view.is_closed) == ([7, 2], 9, True)


def test_a_change_is_taken_over_and_what_it_said_is_kept(eve: int) -> None:
    post_id = _arrive(eve)
    change_arrived(eve, arrived=_said(html="<p>No frost</p>", edited_at=MORNING), now=minutes(1))
    assert queries.post(ANYONE, post_id).html == "<p>No frost</p>"
    assert Edition.objects.get(post=post_id).text == "Frost on the beans"


def test_an_older_change_changes_nothing(eve: int) -> None:
    post_id = _arrive(eve)
    change_arrived(eve, arrived=_said(html="<p>New</p>", edited_at=minutes(5)), now=minutes(6))
    change_arrived(eve, arrived=_said(html="<p>Old</p>", edited_at=minutes(3)), now=minutes(7))
    assert queries.post(ANYONE, post_id).html == "<p>New</p>"


def test_a_change_of_what_never_came_or_is_gone_is_refused(eve: int) -> None:
    with pytest.raises(NoSuchPost):
        change_arrived(eve, arrived=_said(), now=MORNING)
    _arrive(eve)
    remove_arrived(eve, uri=f"{_URI}1", now=MORNING)
    with pytest.raises(PostWasRemoved):
        change_arrived(eve, arrived=_said(), now=MORNING)


def test_what_is_taken_away_there_is_a_tombstone_here_at_once(eve: int) -> None:
    picture = ArrivedMedium("https://elsewhere.example/1.png", "image")
    poll = ArrivedPoll([("a", 0), ("b", 0)])
    post_id = _arrive(eve, media=[picture], poll=poll, tags=["beans"])
    remove_arrived(eve, uri=f"{_URI}1", now=minutes(1))
    row = Post.objects.get(id=post_id)
    assert (row.text, row.html, row.poll_id, row.removed_at) == ("", "", None, minutes(1))
    assert Medium.objects.get().state == "gone"
    assert not Tagging.objects.exists()
    remove_arrived(eve, uri=f"{_URI}1", now=minutes(2))
    remove_arrived(eve, uri=f"{_URI}404", now=minutes(2))
    assert _arrive(eve) == post_id
    assert Post.objects.get(id=post_id).removed_at == minutes(1)


@pytest.mark.parametrize(
    ("policy", "state"),
    [("everyone", "given"), ("ask", "asked"), ("nobody", "refused"), ("followers", "refused")],
)
def test_a_quote_of_ours_is_shown_as_its_author_lets_it(eve: int, ada: int, policy: str, state: str) -> None:
    ours = publish_post(ada, text="Beans!", quote_policy=policy, now=MORNING)
    quote = _arrive(eve, quoted=ours)
    assert QuoteConsent.objects.get(post=quote).state == state


def test_a_quote_of_others_is_shown_once_its_consent_was_checked(eve: int) -> None:
    dora = people.meet_remote_person(handle="dora", domain="third.example", display_name="Dora", now=MORNING)
    theirs = arrive_post(dora, arrived=_said(9, uri="https://third.example/9"), now=MORNING)
    quote = _arrive(eve, quoted=theirs)
    assert QuoteConsent.objects.get(post=quote).state == "asked"
    change_arrived(eve, arrived=_said(quoted=theirs, quote_is_let=True, edited_at=MORNING), now=minutes(1))
    assert QuoteConsent.objects.get(post=quote).state == "given"


def test_a_quote_never_shows_a_post_to_more_people_than_it_is_for(eve: int, ada: int) -> None:
    befriend(ada, eve)
    ours = publish_post(ada, text="Among us", audience="followers", now=MORNING)
    assert Post.objects.get(id=_arrive(eve, quoted=ours)).quoted_id is None


def test_what_she_keeps_on_top_there_is_on_top_here(eve: int, ada: int) -> None:
    first, second, quiet = _arrive(eve, 1), _arrive(eve, 2), _arrive(eve, 3, audience="followers")
    ours = publish_post(ada, text="Ours", audience="public", now=MORNING)
    pin_arrived(eve, post_ids=[second, first, second, ours, quiet, 7], now=MORNING)
    assert [each.id for each in pinned_by(ANYONE, eve)] == [second, first]
    pin_arrived(eve, post_ids=[first], now=minutes(1))
    assert [each.id for each in pinned_by(ANYONE, eve)] == [first]
    pin_arrived(eve, post_ids=[], now=minutes(2))
    assert pinned_by(ANYONE, eve) == []


def test_nobody_is_told_of_elsewhere_what_our_people_keep_on_top(ada: int) -> None:
    with pytest.raises(NoSuchPerson):
        pin_arrived(ada, post_ids=[], now=MORNING)
