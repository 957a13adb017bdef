"""Posts from another server: dated, quiet, brought once, and taken back as a whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from PIL import Image

from commonhold.ground import ids
from commonhold.ground.jobs.models import Job
from commonhold.social.media.actions import receive_medium
from commonhold.social.media.models import Medium
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import fresh, personal_data, queries
from commonhold.social.posts.actions import (
    OldPost,
    bring_post,
    brought_among,
    publish_post,
    remove_post,
    take_back_brought,
)
from commonhold.social.posts.found import by_words
from commonhold.social.posts.index.match import Match, Phrase
from commonhold.social.posts.models import Mention, Post
from commonhold.social.posts.refusals import (
    BroughtFromTheFuture,
    BroughtTwice,
    EmptyPost,
    NoSuchPost,
    NotBroughtAlong,
)
from commonhold.social.posts.threads import thread
from tests.cast import MORNING, befriend

THEN = datetime(2019, 3, 2, 18, 30, 5, tzinfo=UTC)
_HOME = "https://old.example/users/ada/statuses/"


def _old(number: int = 1, **changes: object) -> OldPost:
    said = {"source": f"{_HOME}{number}", "text": "Frost on the beans", "published_at": THEN, **changes}
    return OldPost(**said)  # type: ignore[arg-type]  # the fields by their names


def test_a_post_keeps_its_date_and_nobody_is_told(ada: int, ben: int) -> None:
    befriend(ada, ben)
    Job.objects.all().delete()
    post_id = bring_post(ada, old=_old(warning="weather", language="en", is_sensitive=True), now=MORNING)
    seen = queries.post(ANYONE, post_id)
    assert (seen.at, seen.warning, seen.language, seen.is_sensitive) == (THEN, "weather", "en", True)
    assert ids.time_of(post_id).replace(microsecond=0) == THEN
    assert not Job.objects.exists()
    assert queries.posts(Viewer(ben), [post_id]) == queries.public_latest(Viewer(ben))


def test_what_was_brought_is_news_on_no_open_page_whatever_its_date(ada: int, ben: int) -> None:
    befriend(ada, ben)
    cursor = publish_post(ada, text="before", now=MORNING)
    reply = bring_post(ada, old=_old(published_at=MORNING + timedelta(hours=1)), now=MORNING + timedelta(2))
    answer = _old(2, in_reply_to=reply, published_at=MORNING + timedelta(hours=2))
    bring_post(ada, old=answer, now=MORNING + timedelta(2))
    assert fresh.written_after(cursor) == {}
    assert fresh.in_thread(Viewer(ben), reply, after=reply) == []


def test_a_post_is_brought_once_by_whoever_wrote_it(ada: int, ben: int) -> None:
    post_id = bring_post(ada, old=_old(), now=MORNING)
    with pytest.raises(BroughtTwice):
        bring_post(ada, old=_old(), now=MORNING)
    remove_post(ada, post_id=post_id, now=MORNING)
    with pytest.raises(BroughtTwice):
        bring_post(ada, old=_old(), now=MORNING)
    assert brought_among(ada, [f"{_HOME}1", f"{_HOME}2"]) == {f"{_HOME}1": post_id}
    assert brought_among(ben, [f"{_HOME}1"]) == {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(id=publish_post(ada, text="x", now=MORNING)).update(imported_as=f"{_HOME}1")


def test_posts_of_one_second_all_find_an_id(ada: int, ben: int) -> None:
    made = [bring_post(ada, old=_old(each), now=MORNING) for each in range(300)]
    ids._used.clear()  # as after another start
    made += [bring_post(ben, old=_old(each), now=MORNING) for each in range(300)]
    assert len(set(made)) == 600
    assert {ids.time_of(each).replace(microsecond=0) for each in made} == {THEN}


def test_an_answer_stands_in_the_thread_and_is_for_no_more_people(ada: int, ben: int) -> None:
    first = bring_post(ada, old=_old(audience="followers"), now=MORNING)
    second = bring_post(
        ada, old=_old(2, in_reply_to=first, published_at=THEN + timedelta(hours=1)), now=MORNING
    )
    assert list(thread(Viewer(ada), first).replies.ids()) == [second]
    assert queries.posts(Viewer(ben), [first, second]) == []
    with pytest.raises(NoSuchPost):
        bring_post(ben, old=_old(in_reply_to=first), now=MORNING)


def test_a_short_name_of_the_other_server_is_nobody_of_ours(ada: int, ben: int) -> None:
    post_id = bring_post(ada, old=_old(text="Ask @ben", audience="followers"), now=MORNING)
    assert 'class="mention"' not in queries.post(Viewer(ada), post_id).html
    assert not Mention.objects.exists()
    assert queries.posts(Viewer(ben), [post_id]) == []


def test_tags_and_words_lead_to_it_and_links_are_not_asked_for(ada: int) -> None:
    post_id = bring_post(ada, old=_old(text="Late #frost https://beans.example/"), now=MORNING)
    match = Match((Phrase(("late", "frost")),))
    assert [each.id for each in by_words(Viewer(ada), match).posts] == [post_id]
    row = Post.objects.get(id=post_id)
    assert [each.tag.name for each in row.taggings.all()] == ["frost"]
    assert row.preview_id is None


def test_what_has_no_words_or_comes_from_the_future_is_refused(ada: int) -> None:
    with pytest.raises(EmptyPost):
        bring_post(ada, old=_old(text=" "), now=MORNING)
    with pytest.raises(BroughtFromTheFuture):
        bring_post(ada, old=_old(published_at=MORNING + timedelta(seconds=1)), now=MORNING)
    with pytest.raises(ValueError, match="direct"):
        bring_post(ada, old=_old(audience="direct"), now=MORNING)
    assert not Post.objects.exists()


def test_what_was_brought_is_taken_back_with_its_pictures_and_can_come_again(ada: int, ben: int) -> None:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    medium = receive_medium(ada, file=picture, filename="a.png", now=MORNING)
    post_id = bring_post(ada, old=_old(media=[medium], text="Green #leaf"), now=MORNING)
    own = publish_post(ada, text="said here", now=MORNING)
    with pytest.raises(NotBroughtAlong):
        take_back_brought(ben, post_ids=[post_id], now=MORNING)
    take_back_brought(ada, post_ids=[post_id], now=MORNING)
    assert queries.post(Viewer(ada), post_id).removed
    assert Medium.objects.get(id=medium).state == "gone"
    assert not queries.post(Viewer(ada), own).removed
    assert bring_post(ada, old=_old(), now=MORNING) != post_id


def test_the_address_elsewhere_is_exported_and_erased_with_its_author(ada: int) -> None:
    bring_post(ada, old=_old(), now=MORNING)
    assert personal_data.export_of(ada)["posts"][0]["imported_as"] == f"{_HOME}1"
    personal_data.erase(ada, MORNING)
    assert not Post.objects.exclude(imported_as="").exists()
