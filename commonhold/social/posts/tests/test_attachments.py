"""Posts carry media of their authors; whoever may see the post may see them, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from commonhold.ground.refusal import Refusal
from commonhold.social.media import jobs as media_jobs
from commonhold.social.media.actions import describe_medium, receive_medium
from commonhold.social.media.queries import is_idle
from commonhold.social.media.refusals import MediumRefused, NoSuchMedium
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import attachments, personal_data, queries
from commonhold.social.posts.actions import edit_post, publish_post, remove_post
from commonhold.social.posts.attaching import MOST_MEDIA
from commonhold.social.posts.models import Audience
from commonhold.social.posts.refusals import EmptyPost, MediumInAnotherPost, TooManyMedia
from tests.cast import MORNING, befriend, make_group_of, make_list_of, minutes


def bring(by: int, purpose: str = "post") -> int:
    made = BytesIO()
    Image.new("RGB", (8, 8), "green").save(made, "PNG")
    made.seek(0)
    return receive_medium(by, file=made, filename="leaf.png", purpose=purpose, now=MORNING)


def test_a_post_carries_media_in_their_order_and_may_say_nothing_else(ada: int) -> None:
    first, second = bring(ada), bring(ada)
    describe_medium(ada, medium_id=first, alt="A leaf.", now=MORNING)
    media_jobs.make_waiting(MORNING)
    post = queries.post(ANYONE, publish_post(ada, text="", media=[second, first], now=MORNING))
    assert [(each.id, each.alt, each.state) for each in post.media] == [
        (second, "", "ready"),
        (first, "A leaf.", "ready"),
    ]
    assert not is_idle(Viewer(ada), first)
    with pytest.raises(EmptyPost):
        publish_post(ada, text="", now=MORNING)


def test_what_still_waits_may_be_published_and_what_was_refused_not(ada: int) -> None:
    waiting = bring(ada)
    post_id = publish_post(ada, text="look", media=[waiting], now=MORNING)
    assert queries.post(ANYONE, post_id).media[0].url == ""
    cut = BytesIO()
    Image.new("RGB", (300, 300), "green").save(cut, "JPEG")
    refused = receive_medium(ada, file=BytesIO(cut.getvalue()[:700]), filename="cut.jpg", now=MORNING)
    media_jobs.make_waiting(MORNING)
    assert queries.post(ANYONE, post_id).media[0].url
    with pytest.raises(MediumRefused):
        publish_post(ada, text="look", media=[refused], now=MORNING)


def test_only_media_of_ones_own_that_are_in_no_other_post(ada: int, ben: int) -> None:
    hers = bring(ada)
    publish_post(ada, text="mine", media=[hers], now=MORNING)
    for by, media, refusal in [
        (ada, [hers], MediumInAnotherPost),
        (ben, [bring(ada)], NoSuchMedium),
        (ben, [404], NoSuchMedium),
        (ben, [bring(ben) for _each in range(MOST_MEDIA + 1)], TooManyMedia),
    ]:
        with pytest.raises(refusal):
            publish_post(by, text="no", media=media, now=MORNING)
    assert len(queries.by_author(ANYONE, ada)) == 1
    assert queries.by_author(ANYONE, ben) == []


def test_an_avatar_is_no_part_of_a_post(ada: int) -> None:
    with pytest.raises(NoSuchMedium):
        publish_post(ada, text="me", media=[bring(ada, "avatar")], now=MORNING)


def test_editing_keeps_changes_or_takes_out_media(ada: int) -> None:
    first, second = bring(ada), bring(ada)
    post_id = publish_post(ada, text="one", media=[first], now=MORNING)
    edit_post(ada, post_id=post_id, text="two", now=minutes(1))
    assert attachments.medium_ids_of(post_id) == [first]
    edit_post(ada, post_id=post_id, text="two", media=[second, first], now=minutes(2))
    assert attachments.medium_ids_of(post_id) == [second, first]
    edit_post(ada, post_id=post_id, text="two", media=[second], now=minutes(3))
    assert attachments.medium_ids_of(post_id) == [second]
    assert is_idle(Viewer(ada), first)
    with pytest.raises(EmptyPost):
        edit_post(ada, post_id=post_id, text="", media=[], now=minutes(4))


def test_a_removed_post_shows_its_media_to_nobody_and_they_go_after_a_day(ada: int) -> None:
    medium = bring(ada)
    post_id = publish_post(ada, text="look", media=[medium], now=MORNING)
    assert attachments.may_see_medium(ANYONE, medium)
    remove_post(ada, post_id=post_id, now=minutes(1))
    assert not attachments.may_see_medium(Viewer(ada), medium)
    assert queries.post(ANYONE, post_id).media == ()
    media_jobs.sweep(minutes(1) + timedelta(days=1))
    with pytest.raises(Refusal):
        publish_post(ada, text="again", media=[medium], now=minutes(2) + timedelta(days=1))


@pytest.mark.parametrize("audience", [each for each in Audience if each != "direct"])
def test_who_may_see_a_medium_is_who_may_see_its_post(
    audience: Audience, ada: int, ben: int, caro: int, dev: int
) -> None:
    befriend(ada, ben)
    medium = bring(ada)
    post_id = publish_post(
        ada,
        text="look",
        audience=audience,
        list_id=make_list_of(ada, ben),
        group_id=make_group_of(ada, ben),
        media=[medium],
        now=MORNING,
    )
    for viewer in (ANYONE, *map(Viewer, (ada, ben, caro, dev))):
        sees = bool(queries.posts(viewer, [post_id]))
        assert attachments.may_see_medium(viewer, medium) == sees
    assert attachments.federates(medium) == (audience in {"public", "unlisted", "followers"})


def test_the_media_of_a_direct_post_are_for_those_it_is_for(ada: int, ben: int, caro: int) -> None:
    medium = bring(ada)
    publish_post(ada, text="@ben look", audience="direct", media=[medium], now=MORNING)
    seen = [attachments.may_see_medium(viewer, medium) for viewer in (Viewer(ben), Viewer(caro), ANYONE)]
    assert seen == [True, False, False]
    assert not attachments.federates(medium)


def test_the_media_of_a_direct_post_to_another_server_are_open_to_it(ada: int, eve: int) -> None:
    medium = bring(ada)
    publish_post(ada, text="@eve@elsewhere.example look", audience="direct", media=[medium], now=MORNING)
    assert attachments.federates(medium)


def test_what_is_in_no_post_is_nobodys_to_see(ada: int) -> None:
    assert not attachments.may_see_medium(Viewer(ada), bring(ada))


def test_posts_are_exported_with_their_media_and_erased_without(ada: int) -> None:
    medium = bring(ada)
    post_id = publish_post(ada, text="look", media=[medium], now=MORNING)
    assert personal_data.export_of(ada)["posts"][0]["media"] == [str(medium)]
    personal_data.erase(ada, minutes(1))
    assert attachments.medium_ids_of(post_id) == []
