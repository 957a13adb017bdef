"""The directory, and how somebody uses tags."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import tagged
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.directory import directory
from tests.cast import MORNING, make_eve, make_person, minutes


def test_who_wants_to_be_found_stands_there_and_who_wrote_last_comes_first(
    ada: int, ben: int, caro: int, dev: int
) -> None:
    eve = make_eve()
    for each in (ada, ben, caro, eve):
        people.choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=MORNING)
    gone = publish_post(caro, text="Gone", now=minutes(1))
    remove_post(caro, post_id=gone, now=minutes(2))
    publish_post(caro, text="For few", audience="followers", now=minutes(3))
    publish_post(ada, text="For all", now=minutes(4))
    assert directory(ANYONE) == [ada, eve, caro, ben]
    assert directory(ANYONE, latest_arrivals=True) == [eve, caro, ben, ada]
    assert directory(ANYONE, only_here=True) == [ada, caro, ben]
    assert directory(ANYONE, offset=1, limit=2) == [eve, caro]
    people.block(ben, person_id=ada, now=MORNING)
    assert directory(Viewer(ben), only_here=True) == [caro, ben]


@pytest.mark.both_databases
def test_both_databases_tell_who_wrote_last_and_how_often_alike(committing_db) -> None:
    ada, ben, caro = (make_person(each) for each in ("ada", "ben", "caro"))
    for each in (ada, ben, caro):
        people.choose_to_be_found(each, is_searchable=False, is_discoverable=True, now=MORNING)
    publish_post(ben, text="#seeds", now=minutes(1))
    last = publish_post(ada, text="#seeds #bread", now=minutes(2))
    assert directory(Viewer(caro)) == [ada, ben, caro]
    assert tagged.uses_by(Viewer(caro), ada, ["seeds"]) == {"seeds": tagged.OwnUse("seeds", 1, last)}


def test_how_often_somebody_uses_a_tag_is_counted_among_what_is_for_everybody(ada: int, ben: int) -> None:
    publish_post(ada, text="#seeds #bread", now=minutes(1))
    last = publish_post(ada, text="#seeds", now=minutes(2))
    publish_post(ada, text="#seeds", audience="followers", now=minutes(3))
    publish_post(ben, text="#seeds", now=minutes(4))
    used = tagged.uses_by(ANYONE, ada, ["seeds", "never"])
    assert {name: (each.posts, each.latest) for name, each in used.items()} == {"seeds": (2, last)}
    assert tagged.most_used_by(ANYONE, ada) == ["seeds", "bread"]
    assert tagged.most_used_by(ANYONE, ada, limit=1) == ["seeds"]
