"""Conversations: who sits where, who is asked first, and what each may do with her own seat."""

from __future__ import annotations

import pytest

from commonhold.ground.spans import Span
from commonhold.social.conversations import actions, personal_data, queries
from commonhold.social.conversations.refusals import (
    EverybodyElseLeft,
    NoSuchConversation,
    NoSuchWish,
    NothingRequested,
    OnlyTwo,
    ReceivesNothing,
    StillUnanswered,
    TooManyPeople,
)
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, befriend, make_person, minutes


def say(by: int, conversation_id: int, at: int) -> int:
    """What the posts' room does around a message; return the message's id."""
    actions.take_the_floor(by, conversation_id=conversation_id, now=minutes(at))
    actions.note_message(by, conversation_id=conversation_id, message_id=at)
    return at


@pytest.fixture
def pair(ada: int, ben: int) -> int:
    """Ada and Ben, who know each other."""
    befriend(ada, ben)
    return actions.between(ada, people_ids=[ben], now=MORNING)


@pytest.fixture
def three(ada: int, ben: int, caro: int) -> int:
    befriend(ada, ben, caro)
    return actions.between(ada, people_ids=[ben, caro], now=MORNING)


@pytest.fixture
def asked(ada: int, dev: int) -> int:
    """Dev, whom Ada doesn't know, has written to her."""
    conversation_id = actions.between(dev, people_ids=[ada], now=MORNING)
    say(dev, conversation_id, 1)
    return conversation_id


def ids_of(found: list[queries.ConversationView]) -> list[int]:
    return [each.id for each in found]


def test_the_same_people_find_the_same_conversation_and_others_another(
    ada: int, ben: int, caro: int, pair: int
) -> None:
    assert actions.between(ben, people_ids=[ada, ben], now=minutes(1)) == pair
    assert actions.between(ada, people_ids=[ben, caro], now=minutes(1)) != pair
    assert [each.handle for each in queries.conversation(Viewer(ada), pair).people] == ["ben"]


def test_a_conversation_appears_with_its_first_message_the_latest_on_top(
    ada: int, ben: int, pair: int, three: int
) -> None:
    assert queries.inbox(Viewer(ada)) == []
    assert queries.with_people(Viewer(ada), [ben]) is None
    say(ada, pair, 1)
    assert queries.with_people(Viewer(ada), [ben]) == queries.with_people(Viewer(ben), [ada]) == pair
    say(ben, three, 2)
    assert ids_of(queries.inbox(Viewer(ada))) == [three, pair]
    assert ids_of(queries.inbox(Viewer(ada), Span(before=2))) == [pair]


def test_what_others_wrote_is_unread_until_it_was_read_and_reading_never_goes_back(
    ada: int, ben: int, pair: int
) -> None:
    say(ben, pair, 5)
    assert (queries.unread_count(Viewer(ada)), queries.unread_count(Viewer(ben))) == (1, 0)
    actions.mark_read(ada, conversation_id=pair, up_to=99, now=minutes(6))
    actions.mark_read(ada, conversation_id=pair, up_to=1, now=minutes(7))
    assert queries.unread_count(Viewer(ada)) == 0
    assert [each.read_up_to for each in queries.conversation(Viewer(ben), pair).others] == [5]


def test_a_stranger_asks_first_and_learns_nothing_until_accepted(ada: int, dev: int, asked: int) -> None:
    assert ids_of(queries.requests(Viewer(ada))[0]) == [asked]
    assert (queries.inbox(Viewer(ada)), queries.unread_count(Viewer(ada))) == ([], 0)
    assert queries.request_count(Viewer(ada)) == 1
    assert queries.audience_of(asked).asked == {ada}
    actions.mark_read(ada, conversation_id=asked, up_to=1, now=minutes(2))
    assert [each.read_up_to for each in queries.conversation(Viewer(dev), asked).others] == [0]
    actions.accept_request(ada, conversation_id=asked, now=minutes(3))
    assert ids_of(queries.inbox(Viewer(ada))) == [asked]
    assert [each.read_up_to for each in queries.conversation(Viewer(dev), asked).others] == [1]


def test_requests_are_read_page_by_page(ada: int, asked: int) -> None:
    later = actions.between(make_person("gil"), people_ids=[ada], now=minutes(2))
    say(queries.conversation(Viewer(ada), later).people[0].id, later, 2)
    first, older = queries.requests(Viewer(ada), limit=1)
    assert ids_of(first) == [later]
    last, end = queries.requests(Viewer(ada), before=older, limit=1)
    assert (ids_of(last), end) == ([asked], None)


def test_following_or_an_earlier_conversation_makes_no_stranger(
    ada: int, ben: int, caro: int, dev: int, asked: int
) -> None:
    people.follow(ben, person_id=dev, now=MORNING)
    actions.accept_request(ada, conversation_id=asked, now=minutes(2))
    both = actions.between(dev, people_ids=[ada, ben, caro], now=minutes(3))
    assert queries.audience_of(both).asked == {caro}


def test_answering_accepts(ada: int, asked: int) -> None:
    say(ada, asked, 2)
    assert queries.requests(Viewer(ada))[0] == []
    assert ids_of(queries.inbox(Viewer(ada))) == [asked]


def test_a_refused_request_is_gone_and_stays_gone(ada: int, dev: int, asked: int) -> None:
    actions.refuse_request(ada, conversation_id=asked, now=minutes(2))
    say(dev, asked, 3)
    assert queries.requests(Viewer(ada))[0] == queries.inbox(Viewer(ada)) == []
    assert queries.audience_of(asked).asked == frozenset()
    for answer in (actions.accept_request, actions.refuse_request):
        with pytest.raises(NothingRequested):
            answer(ada, conversation_id=asked, now=minutes(4))


def test_a_stranger_writes_three_times_and_then_waits(ada: int, dev: int, asked: int) -> None:
    say(dev, asked, 2)
    say(dev, asked, 3)
    with pytest.raises(StillUnanswered):
        say(dev, asked, 4)
    say(ada, asked, 5)
    say(dev, asked, 6)


def test_a_conversation_has_at_most_twelve_people(ada: int) -> None:
    crowd = [make_person(f"guest{number}") for number in range(12)]
    with pytest.raises(TooManyPeople):
        actions.between(ada, people_ids=crowd, now=MORNING)
    assert actions.between(ada, people_ids=crowd[:11], now=MORNING)


def test_each_chooses_who_may_begin_to_write_to_her(ada: int, ben: int, caro: int, dev: int) -> None:
    befriend(ada, ben)
    people.follow(ada, person_id=caro, now=MORNING)
    actions.choose_writers(ada, writers="acquainted", now=MORNING)
    assert queries.writers(Viewer(ada)) == "acquainted"
    for acquainted in (ben, caro):
        actions.between(acquainted, people_ids=[ada], now=MORNING)
    with pytest.raises(ReceivesNothing):
        actions.between(dev, people_ids=[ada], now=MORNING)
    actions.choose_writers(ada, writers="nobody", now=MORNING)
    assert actions.between(ben, people_ids=[ada], now=MORNING), "what had begun goes on"
    with pytest.raises(ReceivesNothing):
        actions.between(ben, people_ids=[ada, caro], now=MORNING)
    with pytest.raises(NoSuchWish):
        actions.choose_writers(ada, writers="dragons", now=MORNING)
    assert queries.writers(Viewer(ben)) == "everybody"


def test_deleting_it_for_oneself_hides_it_until_the_next_message_and_only_there(
    ada: int, ben: int, pair: int
) -> None:
    say(ben, pair, 1)
    actions.hide_for_me(ada, conversation_id=pair, now=minutes(2))
    assert queries.inbox(Viewer(ada)) == []
    assert ids_of(queries.inbox(Viewer(ben))) == [pair]
    say(ben, pair, 3)
    assert ids_of(queries.inbox(Viewer(ada))) == [pair]


def test_a_muted_conversation_comes_without_a_sound(ada: int, ben: int, pair: int) -> None:
    actions.mute_conversation(ada, conversation_id=pair, now=minutes(1))
    say(ben, pair, 2)
    assert queries.unread_count(Viewer(ada)) == 0
    assert queries.inbox(Viewer(ada))[0].is_muted
    assert queries.audience_of(pair).listening == {ben}
    actions.unmute_conversation(ada, conversation_id=pair, now=minutes(3))
    assert queries.audience_of(pair).listening == {ada, ben}


def test_whoever_leaves_is_out_and_is_not_put_back(ada: int, ben: int, caro: int, three: int) -> None:
    say(ada, three, 1)
    actions.leave(caro, conversation_id=three, now=minutes(2))
    with pytest.raises(NoSuchConversation):
        queries.conversation(Viewer(caro), three)
    assert actions.take_the_floor(ada, conversation_id=three, now=minutes(3)) == [ben]
    assert [each.has_left for each in queries.conversation(Viewer(ada), three).others] == [False, True]
    assert actions.between(ada, people_ids=[ben, caro], now=minutes(4)) != three
    actions.leave(ben, conversation_id=three, now=minutes(5))
    with pytest.raises(EverybodyElseLeft):
        actions.take_the_floor(ada, conversation_id=three, now=minutes(6))


def test_a_block_ends_what_two_say_and_hides_it_from_both(ada: int, ben: int, pair: int) -> None:
    say(ada, pair, 1)
    people.block(ada, person_id=ben, now=minutes(2))
    for one in (ada, ben):
        assert queries.inbox(Viewer(one)) == []
        with pytest.raises(NoSuchConversation):
            queries.conversation(Viewer(one), pair)
        with pytest.raises(ReceivesNothing):
            actions.take_the_floor(one, conversation_id=pair, now=minutes(3))
    people.unblock(ada, person_id=ben, now=minutes(4))
    assert ids_of(queries.inbox(Viewer(ada))) == [pair]


def test_a_block_keeps_from_beginning_and_ends_no_larger_talk(
    ada: int, ben: int, caro: int, three: int
) -> None:
    say(caro, three, 1)
    people.block(ada, person_id=ben, now=minutes(2))
    with pytest.raises(ReceivesNothing):
        actions.between(ben, people_ids=[ada], now=minutes(3))
    assert [each.handle for each in queries.conversation(Viewer(ada), three).people] == ["ben", "caro"]
    assert actions.take_the_floor(ada, conversation_id=three, now=minutes(4)) == [ben, caro]


def test_how_far_others_have_read_is_for_who_sits_there(ada: int, ben: int, caro: int, pair: int) -> None:
    say(ben, pair, 3)
    assert queries.read_by_others(Viewer(ada), pair) == (3,)
    assert queries.read_by_others(Viewer(caro), pair) == ()


def test_nobody_leaves_a_conversation_of_two(ada: int, pair: int) -> None:
    with pytest.raises(OnlyTwo):
        actions.leave(ada, conversation_id=pair, now=minutes(1))


def test_notes_to_oneself_are_a_conversation_of_one(ada: int) -> None:
    notes = actions.between(ada, people_ids=[], now=MORNING)
    for at in range(1, 6):
        say(ada, notes, at)
    assert queries.conversation(Viewer(ada), notes).people == []


def test_whoever_has_no_seat_finds_and_does_nothing(caro: int, pair: int) -> None:
    for outsider in (Viewer(caro), ANYONE):
        with pytest.raises(NoSuchConversation):
            queries.conversation(outsider, pair)
    for act in (
        actions.take_the_floor,
        actions.accept_request,
        actions.refuse_request,
        actions.hide_for_me,
        actions.mute_conversation,
        actions.unmute_conversation,
        actions.leave,
    ):
        with pytest.raises(NoSuchConversation):
            act(caro, conversation_id=pair, now=minutes(1))
    with pytest.raises(NoSuchConversation):
        actions.mark_read(caro, conversation_id=pair, up_to=1, now=minutes(1))
    with pytest.raises(NoSuchConversation):
        actions.hide_message(caro, conversation_id=pair, message_id=1, now=minutes(1))


def test_an_export_says_with_whom_and_erasing_takes_her_out(ada: int, ben: int, pair: int) -> None:
    say(ada, pair, 1)
    exported = personal_data.export_of(ada)
    assert [(each["with"], each["state"]) for each in exported["conversations"]] == [(["ben"], "accepted")]
    assert exported["who_may_write"] == "everybody"
    personal_data.erase(ada, minutes(2))
    assert [each.has_left for each in queries.conversation(Viewer(ben), pair).others] == [True]
