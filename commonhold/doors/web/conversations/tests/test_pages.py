"""The pages of messages: what is refused keeps what was typed, and only who sits there finds anything."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.conversations import actions, queries
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, befriend, make_person, minutes


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


@pytest.fixture
def uma(client: Client) -> int:
    """Signed in at the client."""
    person_id = make_person("uma", signs_in=True)
    client.force_login(get_user_model().objects.get(people=person_id))
    return person_id


def write(by: int, *others: int, text: str = "Hello", at: int = 1) -> int:
    """A message of `by`; return the conversation's id."""
    where = actions.between(by, people_ids=others, now=minutes(at))
    publish_post(by, text=text, channel=where, audience="direct", now=minutes(at))
    return where


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_strangers_to_the_place_are_asked_to_sign_in(client: Client) -> None:
    for path in ("/messages", "/messages/requests", "/messages/settings", "/messages/new", "/messages/1"):
        assert client.get(path).status_code == 302


def test_an_empty_inbox_says_what_to_do_next(client: Client, uma: int) -> None:
    inbox = page(client, "/messages")
    assert "No messages yet" in inbox
    assert 'href="/messages/new"' in inbox
    assert 'href="/messages/settings"' in page(client, "/messages/requests")
    for path in ("/messages", "/messages/new", "/messages/settings"):
        assert "not end-to-end encrypted" in page(client, path)


def test_the_inbox_shows_the_last_line_and_what_is_new_until_it_is_opened(
    client: Client, uma: int, ben: int
) -> None:
    befriend(uma, ben)
    where = write(ben, uma, text="First")
    write(ben, uma, text="Soup is **ready**", at=2)
    inbox = page(client, "/messages")
    assert "Soup is ready" in inbox
    assert "2 new" in inbox
    assert "Soup is" in page(client, f"/messages/{where}")
    assert "2 new" not in page(client, "/messages")
    assert queries.unread_count(Viewer(uma)) == 0


def test_people_are_searched_and_added_while_what_was_typed_stays(
    client: Client, uma: int, ben: int, caro: int
) -> None:
    typed = {"text": "Shall we bake?", "do": "search", "search": "caro", "to": ["ben"]}
    found = client.post("/messages/new", typed).content.decode()
    assert "Shall we bake?" in found
    assert 'name="add" value="caro"' in found
    added = client.post("/messages/new", {"text": "Shall we bake?", "to": ["ben"], "add": "caro"})
    assert [each.handle for each in added.context["chosen"]] == ["ben", "caro"]
    left = client.post("/messages/new", {"text": "Shall we bake?", "to": ["ben", "caro"], "take_out": "ben"})
    assert [each.handle for each in left.context["chosen"]] == ["caro"]
    assert "Shall we bake?" in left.content.decode()


def test_one_message_reaches_a_small_group(client: Client, uma: int, ben: int, caro: int) -> None:
    befriend(uma, ben, caro)
    sent = client.post("/messages/new", {"text": "All of you", "to": ["ben", "caro"], "do": "send"})
    assert sent.status_code == 303
    (where,) = queries.inbox(Viewer(caro))
    assert sent.headers["Location"].startswith(f"/messages/{where.id}#post-")
    assert {each.handle for each in where.people} == {"uma", "ben"}


def test_a_refused_first_message_keeps_what_was_typed(client: Client, uma: int, ben: int) -> None:
    nobody = client.post("/messages/new", {"text": "To whom?", "do": "send"})
    assert nobody.status_code == 400
    assert "To whom?" in nobody.content.decode()
    actions.choose_writers(ben, writers="nobody", now=MORNING)
    closed = client.post("/messages/new", {"text": "Dear Ben", "to": ["ben"], "do": "send"})
    assert closed.status_code == 400
    assert "Dear Ben" in closed.content.decode()
    assert "take messages from you" in closed.content.decode()


def test_a_refused_answer_keeps_what_was_typed(client: Client, uma: int, ben: int) -> None:
    befriend(uma, ben)
    where = write(ben, uma)
    empty = client.post(f"/messages/{where}", {"text": "  "})
    assert empty.status_code == 400
    long = client.post(f"/messages/{where}", {"text": "far too long " * 500})
    assert long.status_code == 400
    assert "far too long far too long" in long.content.decode()
    people.block(ben, person_id=uma, now=minutes(3))
    assert client.post(f"/messages/{where}", {"text": "Are you there?"}).status_code == 404


def test_a_request_is_accepted_or_dismissed_and_offers_a_block(
    client: Client, uma: int, ben: int, caro: int
) -> None:
    one, other = write(ben, uma, text="May I?"), write(caro, uma, text="Buy this")
    waiting = page(client, "/messages/requests")
    assert "/@ben/block" in waiting
    assert "May I?" not in page(client, "/messages")
    client.post(f"/messages/{one}/accept")
    client.post(f"/messages/{other}/refuse")
    assert "May I?" in page(client, "/messages")
    assert "Buy this" not in page(client, "/messages/requests") + page(client, "/messages")
    assert client.post(f"/messages/{other}/accept").status_code == 403


def test_reading_a_request_tells_nobody(client: Client, uma: int, ben: int) -> None:
    where = write(ben, uma)
    page(client, f"/messages/{where}")
    assert queries.read_by_others(Viewer(ben), where) == (0,)


def test_one_message_is_deleted_for_oneself_or_taken_back_for_all(client: Client, uma: int, ben: int) -> None:
    befriend(uma, ben)
    where = write(ben, uma, text="Kept by Ben")
    mine = publish_post(uma, text="Said too soon", channel=where, audience="direct", now=minutes(2))
    theirs = client.get(f"/messages/{where}").context["bubbles"][0].post.id
    client.post(f"/messages/{where}/hide-message", {"message_id": theirs})
    client.post(f"/messages/{where}/take-back", {"message_id": mine})
    talk = page(client, f"/messages/{where}")
    assert "Kept by Ben" not in talk
    assert "Said too soon" not in talk
    assert "taken back" in talk
    assert client.post(f"/messages/{where}/take-back", {"message_id": theirs}).status_code in {403, 404}
    assert client.post(f"/messages/{where}/dance").status_code == 404


def test_a_group_is_left_a_pair_is_not(client: Client, uma: int, ben: int, caro: int) -> None:
    befriend(uma, ben, caro)
    pair, three = write(ben, uma), write(ben, uma, caro, at=2)
    assert client.post(f"/messages/{pair}/leave").status_code == 403
    assert client.post(f"/messages/{three}/leave").status_code == 303
    assert client.get(f"/messages/{three}").status_code == 404


def test_a_muted_conversation_has_no_number(client: Client, uma: int, ben: int) -> None:
    befriend(uma, ben)
    where = write(ben, uma)
    client.post(f"/messages/{where}/mute")
    write(ben, uma, at=2)
    assert queries.unread_count(Viewer(uma)) == 0
    assert "muted" in page(client, "/messages")
    client.post(f"/messages/{where}/unmute")
    assert queries.unread_count(Viewer(uma)) == 1


def test_who_may_write_is_chosen_and_nonsense_refused(client: Client, uma: int) -> None:
    assert client.post("/messages/settings", {"writers": "acquainted"}).status_code == 303
    assert queries.writers(Viewer(uma)) == "acquainted"
    assert client.post("/messages/settings", {"writers": "dragons"}).status_code == 400


def test_others_conversations_are_not_here(client: Client, uma: int, ben: int, caro: int) -> None:
    where = write(ben, caro, text="Between us")
    for path in (f"/messages/{where}", f"/messages/{where}?before=9"):
        assert client.get(path).status_code == 404
    assert client.post(f"/messages/{where}", {"text": "Hello"}).status_code == 404


def test_older_messages_lie_behind_a_link_under_their_days(client: Client, uma: int, ben: int) -> None:
    befriend(uma, ben)
    for number in range(52):
        where = write(ben, uma, text=f"Line {number}.", at=number * 60)
    latest = client.get(f"/messages/{where}")
    assert len(latest.context["bubbles"]) == 50
    assert sum(each.begins_day for each in latest.context["bubbles"]) == 3
    older = page(client, f"/messages/{where}?before={latest.context['older']}")
    assert "Line 1." in older
    assert "To the latest" in older


def test_a_direct_post_is_read_in_its_conversation(client: Client, uma: int, ben: int) -> None:
    befriend(uma, ben)
    made = publish_post(uma, text="@ben between us", audience="direct", now=minutes(1))
    led = client.get(f"/@uma/{made}").headers["Location"]
    (where,) = queries.inbox(Viewer(uma))
    assert led == f"/messages/{where.id}#post-{made}"
    assert client.get("/@ben/message").headers["Location"] == f"/messages/{where.id}"
