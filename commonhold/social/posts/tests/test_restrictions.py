"""What measures do to posts and people: hidden, labelled, covered, put lower; and given back at their end."""

from __future__ import annotations

import pytest

from commonhold.social.people import queries as people
from commonhold.social.people.actions import block, end_standing, grant_standing
from commonhold.social.people.actions.coop import open_coop_account
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import Suspended
from commonhold.social.posts import actions, queries, restrictions
from commonhold.social.posts.measured.models import Restriction
from commonhold.social.posts.models import Post
from commonhold.social.posts.refusals import LimitReached, NothingWaits
from commonhold.social.posts.visibility import visible_posts
from tests.cast import MORNING, minutes

Kind = Restriction.Kind


@pytest.fixture
def house(db: None) -> int:
    """The co-op's account."""
    return opened()


def opened() -> int:
    return open_coop_account(wanted_handles=["coop"], name="Our co-op", summary="", followers=[], now=MORNING)


def restrict(post_id: int, kind: Kind, keeper: int | None = None, words: str = "") -> None:
    actions.restrict_post(
        post_id=post_id, kind=kind, reference="measure:1", keeper=keeper, words=words, now=minutes(5)
    )


def test_what_is_withheld_is_there_for_its_author_alone_and_comes_back(
    house: int, ada: int, finn: int
) -> None:
    said = actions.publish_post(finn, text="Where Ada lives", now=MORNING)
    restrict(said, Kind.WITHHELD, keeper=house)
    for viewer in (ANYONE, Viewer(ada)):
        assert not visible_posts(viewer).filter(id=said).exists()
    assert queries.post(Viewer(finn), said).is_withheld
    assert restrictions.withheld([said]) == {said}
    below = actions.publish_post(finn, text="And more", in_reply_to=said, now=minutes(6))
    with pytest.raises(NothingWaits):
        actions.let_reply_in(finn, post_id=said, now=minutes(6))
    actions.free_post(post_id=said, kind=Kind.WITHHELD, now=minutes(7))
    assert set(visible_posts(Viewer(ada)).values_list("id", flat=True)) == {said, below}
    assert not queries.post(Viewer(finn), said).is_withheld


def test_a_withheld_answer_that_waited_for_approval_waits_again_afterwards(
    house: int, ada: int, finn: int
) -> None:
    asked = actions.publish_post(ada, text="Well?", approves_replies=True, now=MORNING)
    said = actions.publish_post(finn, text="No.", in_reply_to=asked, now=minutes(1))
    restrict(said, Kind.WITHHELD, keeper=house)
    assert not visible_posts(Viewer(ada)).filter(id=said).exists()
    actions.free_post(post_id=said, kind=Kind.WITHHELD, now=minutes(7))
    assert Post.objects.get(id=said).waits_for_id == ada


def test_a_label_stands_above_the_words_and_a_cover_over_the_media_until_they_end(
    ada: int, finn: int
) -> None:
    said = actions.publish_post(finn, text="The earth is flat", now=MORNING)
    restrict(said, Kind.LABELLED, words="Disputed")
    restrict(said, Kind.COVERED)
    assert (queries.post(Viewer(ada), said).label, queries.post(ANYONE, said).is_sensitive) == (
        "Disputed",
        True,
    )
    actions.edit_post(finn, post_id=said, text="Quite flat", is_sensitive=False, now=minutes(6))
    assert queries.post(ANYONE, said).is_sensitive
    for each in (Kind.LABELLED, Kind.COVERED):
        actions.free_post(post_id=said, kind=each, now=minutes(7))
    assert (queries.post(Viewer(ada), said).label, queries.post(ANYONE, said).is_sensitive) == ("", False)


def test_what_its_author_covered_herself_stays_covered(finn: int) -> None:
    said = actions.publish_post(finn, text="A spider", is_sensitive=True, now=MORNING)
    restrict(said, Kind.COVERED)
    actions.free_post(post_id=said, kind=Kind.COVERED, now=minutes(7))
    assert queries.post(ANYONE, said).is_sensitive


def test_feeds_learn_what_is_put_lower_and_what_is_not_recommended(finn: int) -> None:
    one, other = (actions.publish_post(finn, text=f"Word {n}", now=minutes(n)) for n in range(2))
    restrict(one, Kind.DEPRIORITISED)
    restrict(other, Kind.NOT_RECOMMENDED)
    grant_standing(person_id=finn, kind=Standing.Kind.NOT_RECOMMENDED, now=minutes(5))
    assert restrictions.deprioritised([one, other]) == {one}
    assert restrictions.not_recommended([one, other]) == {other}
    assert people.not_recommended([finn]) == {finn}
    restrict(one, Kind.DEPRIORITISED)  # again changes nothing
    actions.free_post(post_id=one, kind=Kind.DEPRIORITISED, now=minutes(6))
    actions.free_post(post_id=one, kind=Kind.DEPRIORITISED, now=minutes(7))
    assert restrictions.deprioritised([one, other]) == set()


def test_whoever_is_suspended_writes_nothing_and_still_reads_blocks_and_deletes(ada: int, finn: int) -> None:
    said = actions.publish_post(finn, text="Before", now=MORNING)
    hers = actions.publish_post(ada, text="Hello", now=MORNING)
    grant_standing(person_id=finn, kind=Standing.Kind.SUSPENDED, now=minutes(1))
    for refused in (
        lambda: actions.publish_post(finn, text="Now", now=minutes(2)),
        lambda: actions.edit_post(finn, post_id=said, text="Now", now=minutes(2)),
        lambda: actions.boost_post(finn, post_id=hers, now=minutes(2)),
        lambda: actions.favourite_post(finn, post_id=hers, now=minutes(2)),
    ):
        with pytest.raises(Suspended):
            refused()
    assert people.active_among([ada, finn]) == {ada}
    assert queries.post(Viewer(finn), hers).text == "Hello"
    actions.bookmark_post(finn, post_id=hers, now=minutes(3))
    block(finn, person_id=ada, now=minutes(3))
    actions.remove_post(finn, post_id=said, now=minutes(3))
    end_standing(person_id=finn, kind=Standing.Kind.SUSPENDED, now=minutes(4))
    actions.publish_post(finn, text="Again", now=minutes(5))


def test_a_mandate_rests_while_its_holder_is_suspended(ada: int) -> None:
    grant_standing(person_id=ada, kind=Standing.Kind.STEWARD, now=MORNING)
    grant_standing(person_id=ada, kind=Standing.Kind.SUSPENDED, now=minutes(1))
    assert not people.is_steward(ada)
    assert ada not in people.steward_ids()
    end_standing(person_id=ada, kind=Standing.Kind.SUSPENDED, now=minutes(2))
    assert people.is_steward(ada)
    assert people.suspended(minutes(1)).filter(person_id=ada).exists()
    assert not people.suspended(minutes(2)).filter(person_id=ada).exists()


def test_whoever_is_limited_says_five_things_a_day(finn: int) -> None:
    grant_standing(person_id=finn, kind=Standing.Kind.LIMITED, now=MORNING)
    for n in range(5):
        actions.publish_post(finn, text=f"Word {n}", now=minutes(n))
    with pytest.raises(LimitReached):
        actions.publish_post(finn, text="One more", now=minutes(10))
    actions.publish_post(finn, text="Tomorrow", now=minutes(24 * 60 + 5))
