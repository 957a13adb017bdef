"""A person's page as a feed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from commonhold.ground.spans import Span
from commonhold.social.feeds.of_person import read_person
from commonhold.social.media.actions import receive_medium
from commonhold.social.media.jobs import make_waiting
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.posts import queries as posts
from commonhold.social.posts.actions import boost_post, pin_post, publish_post, remove_post
from commonhold.social.posts.pinned import pinned_by
from tests.cast import make_person, minutes


def say(by: int, minute: int, **how: Any) -> int:
    return publish_post(by, text=f"Said at {minute}", now=minutes(minute), **how)


def read(
    viewer: Viewer, person_id: int, before: int | None = None, limit: int = 20
) -> list[tuple[int, bool]]:
    found = read_person(viewer, person_id, Span(limit=limit, before=before))
    return [(each.post.id, bool(each.boosted_by)) for each in found]


def test_posts_and_boosts_stand_together_the_latest_first_and_answers_to_others_do_not(
    ada: int, ben: int
) -> None:
    old, hers = say(ben, 0), say(ada, 1)
    say(ada, 2, in_reply_to=old)
    goes_on = say(ada, 3, in_reply_to=hers)
    boost_post(ada, post_id=old, now=minutes(4))
    boost_post(ada, post_id=hers, now=minutes(5))
    assert read(ANYONE, ada) == [(old, True), (goes_on, False), (hers, False)]
    (by,) = read_person(ANYONE, ada)[0].boosted_by
    assert by.id == ada


def test_a_page_goes_on_where_the_last_one_ended(ada: int, ben: int) -> None:
    others = [say(ben, each) for each in range(3)]
    own = [say(ada, each) for each in range(3, 6)]
    for minute, each in enumerate(others, 6):
        boost_post(ada, post_id=each, now=minutes(minute))
    first = read_person(Viewer(ben), ada, Span(limit=4))
    rest = read_person(Viewer(ben), ada, Span(limit=4, before=first[-1].place))
    assert [each.post.id for each in (*first, *rest)] == [*reversed(others), *reversed(own)]


def test_each_viewer_reads_what_is_for_her(ada: int, ben: int, caro: int) -> None:
    closed = say(ada, 0, audience="followers")
    direct = publish_post(ada, text="@ben psst", audience="direct", now=minutes(1))
    gone = say(caro, 2)
    boost_post(ada, post_id=gone, now=minutes(3))
    people.follow(ben, person_id=ada, now=minutes(4))
    assert read(Viewer(ben), ada) == [(gone, True), (closed, False)]
    assert read(Viewer(caro), ada) == [(gone, True)]
    assert direct not in [each for each, _passed_on in read(Viewer(ada), ada)]
    remove_post(caro, post_id=gone, now=minutes(5))
    assert read(ANYONE, ada) == []


def test_hidden_boosts_and_muted_or_blocked_people_are_left_out(ada: int, ben: int, caro: int) -> None:
    said = say(caro, 0)
    boost_post(ada, post_id=said, now=minutes(1))
    people.mute(ben, person_id=caro, now=minutes(2))
    assert read(Viewer(ben), ada) == []
    people.unmute(ben, person_id=caro, now=minutes(3))
    people.hide_boosts(ben, person_id=ada, now=minutes(3))
    assert read(Viewer(ben), ada) == []
    people.show_boosts(ben, person_id=ada, now=minutes(4))
    assert read(Viewer(ben), ada) == [(said, True)]
    people.block(caro, person_id=ben, now=minutes(5))
    assert read(Viewer(ben), ada) == []
    people.block(ada, person_id=ben, now=minutes(6))
    with pytest.raises(NoSuchPerson):
        read(Viewer(ben), ada)


def test_answers_and_media_have_pages_of_their_own(ada: int, ben: int, data_folder) -> None:
    file = BytesIO()
    Image.new("RGB", (8, 8)).save(file, "PNG")
    file.seek(0)
    picture = receive_medium(ada, file=file, filename="leaf.png", now=minutes(0))
    make_waiting(minutes(0))
    asked = say(ben, 0)
    answer = say(ada, 1, in_reply_to=asked)
    shown = say(ada, 2, media=[picture])
    assert [each.id for each in posts.by_author(ANYONE, ada)] == [shown, answer]
    assert [each.id for each in posts.media_by_author(ANYONE, ada)] == [shown]
    assert posts.media_by_author(Viewer(ben), ada, before=shown) == []


@pytest.mark.both_databases
def test_both_databases_read_a_page_and_what_is_on_top_of_it_alike(committing_db) -> None:
    ada, ben = make_person("ada"), make_person("ben")
    others = say(ben, 0)
    closed, own = say(ada, 1, audience="followers"), say(ada, 2)
    boost_post(ada, post_id=others, now=minutes(3))
    pin_post(ada, post_id=own, now=minutes(4))
    for viewer, closed_too in ((Viewer(ada), [(closed, False)]), (Viewer(ben), []), (ANYONE, [])):
        assert read(viewer, ada) == [(others, True), (own, False), *closed_too]
        assert posts.by_author(viewer, ada)[0].id == own
        assert posts.media_by_author(viewer, ada) == []
        assert [each.id for each in pinned_by(viewer, ada)] == [own]
