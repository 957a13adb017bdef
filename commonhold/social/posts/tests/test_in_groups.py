"""Posts of groups: who writes, who reads, and how moderators keep order."""

from __future__ import annotations

import pytest

from commonhold.ground.jobs.actions import run_due
from commonhold.social.groups.actions import founding, joining
from commonhold.social.groups.refusals import ReasonNeeded
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import in_groups, queries, waiting
from commonhold.social.posts.actions import (
    announce_in_group,
    boost_post,
    pin_in_group,
    publish_post,
    redraft_post,
    remove_post,
    restore_post,
    take_out_of_group,
    unpin_in_group,
)
from commonhold.social.posts.in_groups import of_group, pinned_in
from commonhold.social.posts.refusals import (
    AnswersAreNotPinned,
    NoSuchPost,
    NotForEverybody,
    NotInAGroup,
    NotInTheGroup,
    QuoteWidens,
    TooLateToUndo,
    TooManyGroupPins,
)
from tests.cast import MORNING, minutes


@pytest.fixture
def garden(ada: int, ben: int) -> int:
    """Ada's group, which Ben has joined and its members alone read."""
    group_id = founding.found_group(
        ada, handle="garden", title="Garden", is_readable_by_all=False, now=MORNING
    )
    joining.join_group(ben, group_id=group_id, now=MORNING)
    return group_id


def say(by: int, group_id: int, text: str = "Beans", minute: int = 1, quoted: int | None = None) -> int:
    return publish_post(
        by, text=text, audience="group", group_id=group_id, now=minutes(minute), quoted=quoted
    )


def test_members_write_and_read_and_nobody_else(ada: int, ben: int, caro: int, garden: int) -> None:
    said = say(ben, garden)
    assert [each.id for each in of_group(Viewer(ada), garden)] == [said]
    assert of_group(Viewer(caro), garden) == of_group(ANYONE, garden) == []
    with pytest.raises(NotInTheGroup):
        say(caro, garden)
    with pytest.raises(NotInTheGroup):
        publish_post(ben, text="Where?", audience="group", now=minutes(2))
    joining.leave_group(ben, group_id=garden, now=minutes(3))
    assert [each.id for each in of_group(Viewer(ben), garden)] == [said]  # her own words stay hers


def test_what_is_said_in_an_open_group_anybody_reads_and_its_members_answer(
    ada: int, ben: int, caro: int
) -> None:
    open_one = founding.found_group(ada, handle="open", title="Open", now=MORNING)
    said = say(ada, open_one)
    assert [each.id for each in of_group(ANYONE, open_one)] == [said]
    with pytest.raises(NotInTheGroup):
        publish_post(caro, text="Me too", in_reply_to=said, now=minutes(2))
    joining.join_group(ben, group_id=open_one, now=MORNING)
    answer = queries.post(Viewer(ben), publish_post(ben, text="Yes", in_reply_to=said, now=minutes(2)))
    assert (answer.audience, answer.group and answer.group.handle) == ("group", "open")


def test_an_answer_stays_in_the_group(ada: int, ben: int, garden: int) -> None:
    said = say(ada, garden)
    answer = publish_post(ben, text="Yes", in_reply_to=said, audience="public", now=minutes(2))
    assert queries.post(Viewer(ada), answer).audience == "group"
    with pytest.raises(NoSuchPost):
        queries.post(ANYONE, answer)


def test_what_is_said_in_a_group_is_not_passed_on(ada: int, ben: int, garden: int) -> None:
    said = say(ada, garden)
    with pytest.raises(NotForEverybody):
        boost_post(ben, post_id=said, now=minutes(2))
    with pytest.raises(QuoteWidens):
        publish_post(ben, text="Look", quoted=said, now=minutes(2))
    assert say(ben, garden, "Look", 3, quoted=said)


def test_moderators_pin_three_posts_at_most(ada: int, ben: int, garden: int) -> None:
    said = [say(ben, garden, minute=each) for each in range(1, 5)]
    for minute, each in enumerate(said[:3], 5):
        pin_in_group(ada, post_id=each, now=minutes(minute))
        pin_in_group(ada, post_id=each, now=minutes(minute))
    assert [each.id for each in pinned_in(Viewer(ben), garden)] == said[2::-1]
    with pytest.raises(TooManyGroupPins):
        pin_in_group(ada, post_id=said[3], now=minutes(9))
    unpin_in_group(ada, post_id=said[1], now=minutes(9))
    pin_in_group(ada, post_id=said[3], now=minutes(9))
    assert [each.id for each in pinned_in(Viewer(ben), garden)] == [said[3], said[2], said[0]]


def test_a_deleted_post_leaves_the_top_of_its_group_once_nothing_brings_it_back(
    ada: int, ben: int, garden: int
) -> None:
    said = [say(ben, garden, minute=each) for each in range(1, 5)]
    for each in said[:3]:
        pin_in_group(ada, post_id=each, now=minutes(5))
    remove_post(ben, post_id=said[0], now=minutes(6))
    restore_post(ben, post_id=said[0], now=minutes(7))
    assert len(pinned_in(Viewer(ben), garden)) == 3
    remove_post(ben, post_id=said[0], now=minutes(8))
    run_due(minutes(18))
    pin_in_group(ada, post_id=said[3], now=minutes(19))
    assert {each.id for each in pinned_in(Viewer(ben), garden)} == set(said[1:])


def test_a_post_written_anew_goes_to_the_same_group(ada: int, ben: int, garden: int) -> None:
    redraft_post(ben, post_id=say(ben, garden), now=minutes(1))
    (draft,) = waiting.drafts(Viewer(ben))
    again = publish_post(ben, **draft.said.arguments(), draft_id=draft.id, now=minutes(2))
    assert [each.id for each in of_group(Viewer(ada), garden)] == [again]


def test_order_is_the_moderators_to_keep(ada: int, ben: int, garden: int) -> None:
    said = say(ada, garden)
    answer = publish_post(ben, text="Yes", in_reply_to=said, now=minutes(2))
    elsewhere = publish_post(ada, text="To all", now=minutes(2))
    for act in (pin_in_group, unpin_in_group, announce_in_group):
        for by, post_id in ((ben, said), (ada, elsewhere)):
            with pytest.raises(NotInAGroup):
                act(by, post_id=post_id, now=minutes(3))
    with pytest.raises(NotInAGroup):
        take_out_of_group(ben, post_id=said, reason="no", now=minutes(3))
    for act in (pin_in_group, announce_in_group):
        with pytest.raises(AnswersAreNotPinned):
            act(ada, post_id=answer, now=minutes(3))


def test_a_post_that_is_taken_out_says_why_and_its_author_keeps_her_words(
    ada: int, ben: int, garden: int
) -> None:
    said = say(ben, garden, "Buy my phone")
    pin_in_group(ada, post_id=said, now=minutes(2))
    with pytest.raises(ReasonNeeded):
        take_out_of_group(ada, post_id=said, reason="  ", now=minutes(3))
    take_out_of_group(ada, post_id=said, reason="No sales here", now=minutes(3))
    assert of_group(Viewer(ada), garden) == pinned_in(Viewer(ada), garden) == []
    removal = in_groups.removal_of(Viewer(ben), said)
    assert removal is not None
    assert removal.reason == "No sales here"
    assert [each.said.text for each in waiting.drafts(Viewer(ben))] == ["Buy my phone"]
    with pytest.raises(TooLateToUndo):
        restore_post(ben, post_id=said, now=minutes(4))


def test_nobody_learns_why_a_post_went_that_she_could_not_see(
    ada: int, ben: int, caro: int, garden: int
) -> None:
    said = say(ben, garden)
    take_out_of_group(ada, post_id=said, reason="No sales here", now=minutes(3))
    assert in_groups.removal_of(Viewer(caro), said) is None
