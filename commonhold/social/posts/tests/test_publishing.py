from __future__ import annotations

import pytest

from commonhold.social.people import personal_data as people_data
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts import personal_data, queries
from commonhold.social.posts.actions import edit_post, publish_post, remove_post
from commonhold.social.posts.models import Audience, Edition, Post
from commonhold.social.posts.refusals import (
    EmptyPost,
    MembersOnly,
    NoSuchPost,
    NotYourPost,
    PostTooLong,
    PostWasRemoved,
    TooManyNamed,
    UnknownAudience,
    UnknownLanguage,
    WarningTooLong,
)
from tests.cast import MORNING, befriend, make_member, minutes


def test_a_published_post_is_there_as_it_was_written(ada: int, ben: int) -> None:
    post_id = publish_post(
        ada, text=" Bread at *nine*, @ben \r\n", warning="food", language="en", now=minutes(3)
    )
    seen = queries.post(ANYONE, post_id)
    assert seen.author.handle == "ada"
    assert seen.text == "Bread at *nine*, @ben"
    assert seen.html.startswith('<p>Bread at <em>nine</em>, <a class="mention" href="/@ben"')
    assert (seen.audience, seen.warning, seen.language) == (Audience.PUBLIC, "food", "en")
    assert (seen.at, seen.edited_at, seen.removed, seen.in_reply_to) == (minutes(3), None, False, None)
    assert not seen.is_mine
    assert queries.post(Viewer(ada), post_id).is_mine


@pytest.mark.parametrize("text", ["", "  \r\n\t "])
def test_a_post_says_something(ada: int, text: str) -> None:
    with pytest.raises(EmptyPost):
        publish_post(ada, text=text, now=MORNING)


def test_a_post_has_5000_characters_at_most_and_the_refusal_counts_them(ada: int) -> None:
    publish_post(ada, text="x" * 5000, now=MORNING)
    with pytest.raises(PostTooLong, match="5000") as refusal:
        publish_post(ada, text="x" * 5001, now=MORNING)
    assert "5001" in str(refusal.value)
    assert refusal.value.field == "text"
    assert Post.objects.count() == 1


def test_a_warning_a_language_and_an_audience_have_their_form(ada: int) -> None:
    with pytest.raises(WarningTooLong):
        publish_post(ada, text="hi", warning="x" * 201, now=MORNING)
    with pytest.raises(UnknownLanguage):
        publish_post(ada, text="hi", language="Klingon!", now=MORNING)
    with pytest.raises(UnknownAudience):
        publish_post(ada, text="hi", audience="everybody", now=MORNING)


def test_a_post_names_50_people_at_most(ada: int) -> None:
    with pytest.raises(TooManyNamed):
        publish_post(ada, text=" ".join(f"@p{n}" for n in range(51)), now=MORNING)


def test_only_members_write_for_members_alone(ada: int, dev: int) -> None:
    with pytest.raises(MembersOnly):
        publish_post(dev, text="Hello, members", audience="members", now=MORNING)
    make_member(dev)
    publish_post(dev, text="Hello, members", audience="members", now=MORNING)


def test_who_left_says_nothing_more(dev: int) -> None:
    people_data.erase(dev, MORNING)
    with pytest.raises(AccountClosed):
        publish_post(dev, text="hi", now=MORNING)


def test_what_one_may_not_see_or_was_removed_cannot_be_answered(ada: int, ben: int, dev: int) -> None:
    secret = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    for post_id in (secret, 1):
        with pytest.raises(NoSuchPost):
            publish_post(dev, text="What?", in_reply_to=post_id, now=MORNING)
    remove_post(ada, post_id=secret, now=MORNING)
    with pytest.raises(PostWasRemoved):
        publish_post(ben, text="What?", in_reply_to=secret, now=MORNING)


def test_an_answer_inherits_its_audience_and_a_wider_one_is_narrowed(ada: int, ben: int) -> None:
    befriend(ada, ben)
    post_id = publish_post(ada, text="Among friends", audience="followers", now=MORNING)
    for asked, meant in ((None, "followers"), ("public", "followers"), ("direct", "direct")):
        answer = publish_post(ben, text="Yes", audience=asked, in_reply_to=post_id, now=MORNING)
        assert queries.post(Viewer(ben), answer).audience == meant


def test_an_answer_to_followers_is_not_for_the_answerers_followers(ada: int, ben: int, caro: int) -> None:
    befriend(ada, ben)
    befriend(ben, caro)
    post_id = publish_post(ada, text="Among my friends", audience="followers", now=MORNING)
    answer = publish_post(ben, text="Yes, @caro", in_reply_to=post_id, now=MORNING)
    assert queries.posts(Viewer(caro), [post_id, answer]) == []
    assert len(queries.posts(Viewer(ada), [post_id, answer])) == 2


def test_everybody_in_a_direct_conversation_reads_answers(ada: int, ben: int, caro: int, dev: int) -> None:
    post_id = publish_post(ada, text="@ben @caro shall we?", audience="direct", now=MORNING)
    answer = publish_post(ben, text="Gladly, and @dev too", in_reply_to=post_id, now=MORNING)
    assert queries.post(Viewer(caro), answer).text == "Gladly, and @dev too"
    assert queries.posts(Viewer(dev), [post_id, answer]) == []


def test_an_edit_changes_the_words_and_keeps_what_was_said_before(ada: int) -> None:
    post_id = publish_post(ada, text="Bread at nine", now=MORNING)
    edit_post(ada, post_id=post_id, text="Bread at ten", warning="food", now=minutes(5))
    seen = queries.post(ANYONE, post_id)
    assert (seen.html, seen.warning, seen.edited_at) == ("<p>Bread at ten</p>", "food", minutes(5))
    assert [each.html for each in queries.editions(ANYONE, post_id)] == ["<p>Bread at nine</p>"]


def test_an_edit_that_changes_nothing_leaves_no_trace(ada: int) -> None:
    post_id = publish_post(ada, text="Bread at nine", now=MORNING)
    edit_post(ada, post_id=post_id, text="Bread at nine ", now=minutes(5))
    assert queries.post(ANYONE, post_id).edited_at is None
    assert queries.editions(ANYONE, post_id) == []


def test_an_edit_may_name_more_people_and_takes_nobody_off(ada: int, ben: int, caro: int) -> None:
    post_id = publish_post(ada, text="@ben a word", audience="followers", now=MORNING)
    edit_post(ada, post_id=post_id, text="@caro a word", now=minutes(1))
    assert queries.post(Viewer(ben), post_id) == queries.post(Viewer(caro), post_id)


def test_an_edit_lets_nobody_new_into_a_conversation(ada: int, ben: int, caro: int) -> None:
    post_id = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    edit_post(ada, post_id=post_id, text="@caro a word", now=minutes(1))
    assert queries.posts(Viewer(caro), [post_id]) == []
    assert queries.post(Viewer(ben), post_id).text == "@caro a word"


def test_an_edit_is_refused_like_a_first_version(ada: int, ben: int, dev: int) -> None:
    post_id = publish_post(ada, text="@ben a word", audience="direct", now=MORNING)
    with pytest.raises(EmptyPost):
        edit_post(ada, post_id=post_id, text=" ", now=MORNING)
    with pytest.raises(NotYourPost):
        edit_post(ben, post_id=post_id, text="mine", now=MORNING)
    with pytest.raises(NoSuchPost):
        edit_post(dev, post_id=post_id, text="mine", now=MORNING)
    assert queries.post(Viewer(ada), post_id).text == "@ben a word"


def test_a_removed_post_leaves_its_place_and_none_of_its_words(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="A secret", warning="secret", now=MORNING)
    edit_post(ada, post_id=post_id, text="Still a secret", now=MORNING)
    with pytest.raises(NotYourPost):
        remove_post(ben, post_id=post_id, now=MORNING)
    remove_post(ada, post_id=post_id, now=minutes(1))
    remove_post(ada, post_id=post_id, now=minutes(2))
    seen = queries.post(ANYONE, post_id)
    assert (seen.removed, seen.text, seen.html, seen.warning) == (True, "", "", "")
    assert not Edition.objects.exists()
    with pytest.raises(PostWasRemoved):
        edit_post(ada, post_id=post_id, text="Again", now=minutes(3))


def test_what_a_person_takes_along_and_what_stays_when_she_leaves(ada: int, ben: int) -> None:
    post_id = publish_post(ada, text="Bread at nine", now=MORNING)
    edit_post(ada, post_id=post_id, text="Bread at ten", now=minutes(1))
    answer = publish_post(ben, text="Thank you", in_reply_to=post_id, now=minutes(2))
    exported = personal_data.export_of(ada)["posts"]
    assert [(each["id"], each["text"]) for each in exported] == [(str(post_id), "Bread at ten")]
    assert exported[0]["earlier"][0]["text"] == "Bread at nine"
    personal_data.erase(ada, minutes(3))
    assert queries.post(ANYONE, post_id).removed
    assert queries.post(ANYONE, answer).text == "Thank you"
    assert "Bread" not in str(personal_data.export_of(ada))
