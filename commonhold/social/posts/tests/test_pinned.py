"""What people keep on top of their own pages."""

from __future__ import annotations

import pytest

from commonhold.social.people import actions as people
from commonhold.social.people import personal_data as persons
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts import personal_data
from commonhold.social.posts.actions import (
    boost_post,
    pin_post,
    publish_post,
    redraft_post,
    remove_post,
    restore_post,
    save_draft,
    unpin_post,
)
from commonhold.social.posts.models import ProfilePin
from commonhold.social.posts.pinned import has_pinned, pinned_by
from commonhold.social.posts.refusals import (
    NoSuchPost,
    NotForMany,
    NotYourPost,
    PostWasRemoved,
    TooManyPins,
)
from commonhold.social.posts.said import Said
from tests.cast import MORNING, make_person, minutes


def say(by: int, minute: int = 0, audience: str = "public") -> int:
    return publish_post(by, text="Beans", audience=audience, now=minutes(minute))


def ids_on_top(viewer: Viewer, person_id: int) -> list[int]:
    return [each.id for each in pinned_by(viewer, person_id)]


def test_what_one_pins_stands_on_top_the_latest_first_until_taken_down(ada: int, ben: int) -> None:
    first, second = say(ada), say(ada, 1)
    for _again in range(2):
        pin_post(ada, post_id=first, now=minutes(2))
    pin_post(ada, post_id=second, now=minutes(3))
    assert ids_on_top(ANYONE, ada) == [second, first]
    assert ids_on_top(Viewer(ben), ben) == []
    assert [has_pinned(Viewer(each), first) for each in (ada, ben)] == [True, None]
    for _again in range(2):
        unpin_post(ada, post_id=first, now=minutes(4))
    assert ids_on_top(ANYONE, ada) == [second]
    assert has_pinned(Viewer(ada), first) is False


def test_a_sixth_waits_until_another_is_taken_down(ada: int) -> None:
    said = [say(ada, each) for each in range(6)]
    for each in said[:5]:
        pin_post(ada, post_id=each, now=minutes(7))
    with pytest.raises(TooManyPins):
        pin_post(ada, post_id=said[5], now=minutes(8))
    unpin_post(ada, post_id=said[2], now=minutes(9))
    pin_post(ada, post_id=said[5], now=minutes(9))
    assert len(ids_on_top(ANYONE, ada)) == 5


def test_each_visitor_meets_the_pins_that_she_may_see(ada: int, ben: int) -> None:
    member, guest = make_person("mel", member=True), make_person("gil")
    among_us, to_all = say(ada, 0, "members"), say(ada, 1, "unlisted")
    for each in (among_us, to_all):
        pin_post(ada, post_id=each, now=minutes(2))
    assert sorted(ids_on_top(Viewer(member), ada)) == [among_us, to_all]
    assert ids_on_top(Viewer(guest), ada) == ids_on_top(ANYONE, ada) == [to_all]
    people.block(ada, person_id=member, now=minutes(3))
    assert ids_on_top(Viewer(member), ada) == []


@pytest.mark.parametrize("audience", ["followers", "mutuals", "direct"])
def test_what_is_for_few_is_not_pinned(ada: int, ben: int, audience: str) -> None:
    text = "@ben Beans" if audience == "direct" else "Beans"
    said = publish_post(ada, text=text, audience=audience, now=MORNING)
    with pytest.raises(NotForMany):
        pin_post(ada, post_id=said, now=minutes(1))
    assert has_pinned(Viewer(ada), said) is None


def test_an_answer_that_waits_is_not_pinned(ada: int, ben: int) -> None:
    asked = publish_post(ben, text="Ask me first", approves_replies=True, now=MORNING)
    waits = publish_post(ada, text="May I?", in_reply_to=asked, now=minutes(1))
    with pytest.raises(NotForMany):
        pin_post(ada, post_id=waits, now=minutes(2))


def test_what_others_said_is_not_pinned_even_if_one_boosted_it(ada: int, ben: int) -> None:
    said = say(ben)
    boost_post(ada, post_id=said, now=minutes(1))
    for act in (pin_post, unpin_post):
        with pytest.raises(NotYourPost):
            act(ada, post_id=said, now=minutes(2))
    with pytest.raises(NoSuchPost):
        pin_post(ada, post_id=say(ben, 3, "followers"), now=minutes(4))


def test_a_deleted_post_is_pinned_no_more(ada: int) -> None:
    said = say(ada)
    pin_post(ada, post_id=said, now=minutes(1))
    remove_post(ada, post_id=said, now=minutes(2))
    assert ids_on_top(Viewer(ada), ada) == []
    with pytest.raises(PostWasRemoved):
        pin_post(ada, post_id=said, now=minutes(3))


def test_a_post_that_comes_back_stands_where_it_stood_if_there_is_a_place(ada: int) -> None:
    said = [say(ada, each) for each in range(6)]
    for each in said[:5]:
        pin_post(ada, post_id=each, now=minutes(7 + each % 2))
    before = ids_on_top(ANYONE, ada)
    remove_post(ada, post_id=said[2], now=minutes(9))
    restore_post(ada, post_id=said[2], now=minutes(10))
    assert ids_on_top(ANYONE, ada) == before
    remove_post(ada, post_id=said[2], now=minutes(11))
    pin_post(ada, post_id=said[5], now=minutes(12))
    restore_post(ada, post_id=said[2], now=minutes(13))
    assert has_pinned(Viewer(ada), said[2]) is False
    remove_post(ada, post_id=said[2], now=minutes(14))
    unpin_post(ada, post_id=said[5], now=minutes(15))
    restore_post(ada, post_id=said[2], now=minutes(16))
    assert has_pinned(Viewer(ada), said[2]) is False


def test_what_is_written_anew_stands_where_its_first_version_stood(ada: int) -> None:
    said = [say(ada, each) for each in range(3)]
    for each in said:
        pin_post(ada, post_id=each, now=minutes(5))
    order = ids_on_top(ANYONE, ada)
    draft_id = redraft_post(ada, post_id=said[1], now=minutes(6))
    save_draft(ada, said=Said(text="Better beans"), draft_id=draft_id, now=minutes(7))
    anew = publish_post(ada, text="Better beans", draft_id=draft_id, now=minutes(8))
    assert ids_on_top(ANYONE, ada) == [anew if each == said[1] else each for each in order]


def test_written_anew_for_few_or_beside_the_first_version_it_stands_nowhere(ada: int) -> None:
    first, second = say(ada), say(ada, 1)
    for each in (first, second):
        pin_post(ada, post_id=each, now=minutes(2))
    draft_id = redraft_post(ada, post_id=first, now=minutes(3))
    publish_post(ada, text="Beans", audience="followers", draft_id=draft_id, now=minutes(4))
    draft_id = redraft_post(ada, post_id=second, now=minutes(5))
    restore_post(ada, post_id=second, now=minutes(6))
    publish_post(ada, text="Beans", draft_id=draft_id, now=minutes(7))
    assert ids_on_top(Viewer(ada), ada) == [second]


def test_pins_are_in_what_one_gets_of_oneself_and_go_with_the_account(ada: int) -> None:
    said = say(ada)
    pin_post(ada, post_id=said, now=minutes(1))
    assert personal_data.export_of(ada)["pinned"] == [str(said)]
    personal_data.erase(ada, minutes(2))
    assert not ProfilePin.objects.exists()


def test_a_closed_account_pins_nothing(ada: int) -> None:
    said = say(ada)
    persons.erase(ada, minutes(1))
    with pytest.raises(AccountClosed):
        pin_post(ada, post_id=said, now=minutes(2))
