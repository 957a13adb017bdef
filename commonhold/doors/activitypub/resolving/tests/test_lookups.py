"""What people want to see is asked for: somebody by her name, whatever an address leads to, threads."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.doors.activitypub.lookups import workers
from commonhold.doors.activitypub.resolving import World
from commonhold.doors.activitypub.resolving.tests.conftest import Elsewhere
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.lookups import actions, queries
from commonhold.social.lookups.queries import Finding
from commonhold.social.people.queries import ANYONE, Viewer, person
from commonhold.social.posts.models import Post
from commonhold.social.posts.pinned import pinned_by
from commonhold.social.servers import actions as servers
from commonhold.social.servers import queries as known_servers
from commonhold.social.servers.queries import Running
from tests.cast import MORNING, minutes


def _found(elsewhere: Elsewhere, by: int, sought: str, what: str = "any") -> Finding:
    lookup_id = actions.look_up(by, sought=sought, what=what, now=MORNING)
    workers(elsewhere.world).work_through(MORNING)
    return queries.found(Viewer(by), lookup_id)


def test_somebody_is_found_by_her_name(elsewhere: Elsewhere, ada: int) -> None:
    elsewhere.lives("eve")
    found = _found(elsewhere, ada, "@eve@elsewhere.example")
    assert found.person_id is not None
    assert person(ANYONE, found.person_id).handle == "eve@elsewhere.example"


def test_a_pasted_address_leads_to_a_person_or_a_post(elsewhere: Elsewhere, ada: int) -> None:
    eve = elsewhere.lives("eve")
    note = elsewhere.writes(eve, "beans")
    assert _found(elsewhere, ada, eve).person_id is not None
    assert _found(elsewhere, ada, note).post_id == Post.objects.get().id


def test_a_page_for_people_leads_to_what_it_shows(elsewhere: Elsewhere, ada: int) -> None:
    note = elsewhere.writes(elsewhere.lives("eve"), "beans")
    page, kind = "http://www.elsewhere.example/posts/beans", "application/activity+json"
    elsewhere.says[page] = f'<html><link rel="alternate" type="{kind}" href="{note}"></html>'
    assert _found(elsewhere, ada, page).post_id == Post.objects.get().id


def test_a_page_that_shows_nothing_of_servers_is_said_to_be_one(elsewhere: Elsewhere, ada: int) -> None:
    page = "http://elsewhere.example/"
    elsewhere.says[page] = "<html><title>Beans</title></html>"
    assert _found(elsewhere, ada, page).trouble == "it can't be read: of another kind"


def test_what_is_not_there_is_told_with_its_reason(elsewhere: Elsewhere, ada: int) -> None:
    found = _found(elsewhere, ada, "@nobody@elsewhere.example")
    assert (found.is_done, found.person_id, found.trouble) == (True, None, "its server says 404")


def _collection(elsewhere: Elsewhere, uri: str, items: list[object]) -> str:
    elsewhere.says[uri] = {"id": uri, "type": "Collection", "items": items}
    return uri


def test_a_thread_is_brought_with_the_answers_to_its_answers(elsewhere: Elsewhere, ada: int) -> None:
    eve, dora = elsewhere.lives("eve"), elsewhere.lives("dora", "third.example")
    first = elsewhere.writes(eve, "first", replies="http://elsewhere.example/r/1")
    second = elsewhere.writes(dora, "second", inReplyTo=first, replies="http://third.example/r/2")
    third = elsewhere.writes(eve, "third", inReplyTo=second)
    _collection(elsewhere, "http://elsewhere.example/r/1", [second])
    _collection(elsewhere, "http://third.example/r/2", [third])
    elsewhere.world.post_of(first, now=MORNING)
    _found(elsewhere, ada, first, "thread")
    assert list(Post.objects.order_by("id").values_list("text", flat=True)) == ["first", "second", "third"]
    assert Post.objects.filter(thread__text="first").count() == 3


def test_what_a_collection_says_for_another_server_is_asked_for_there(elsewhere: Elsewhere, ada: int) -> None:
    eve, dora = elsewhere.lives("eve"), elsewhere.lives("dora", "third.example")
    first = elsewhere.writes(eve, "first", replies="http://elsewhere.example/r/1")
    second = elsewhere.writes(dora, "true", inReplyTo=first)
    forged = {**elsewhere.says[second], "content": "forged"}  # type: ignore[dict-item]
    _collection(elsewhere, "http://elsewhere.example/r/1", [forged])
    elsewhere.world.post_of(first, now=MORNING)
    _found(elsewhere, ada, first, "thread")
    assert Post.objects.filter(text="true").exists()
    assert not Post.objects.filter(text="forged").exists()


def test_an_outbox_gives_the_latest_that_is_for_everybody(elsewhere: Elsewhere, ada: int) -> None:
    eve = elsewhere.lives("eve")
    notes = [elsewhere.writes(eve, str(number)) for number in range(3)]
    said: list[object] = [{"type": "Create", "object": elsewhere.says[notes[0]]}]
    said += [{"type": "Create", "object": notes[1]}, {"type": "Announce", "object": notes[2]}, "strange"]
    _collection(elsewhere, f"{eve}/outbox", said)
    elsewhere.world.actor_of(eve, now=MORNING)
    _found(elsewhere, ada, eve, "outbox")
    assert sorted(Post.objects.values_list("text", flat=True)) == ["0", "1"]


def test_what_she_keeps_on_top_comes_with_her_outbox(elsewhere: Elsewhere, ada: int) -> None:
    pins = "http://elsewhere.example/users/eve/pins"
    eve, dora = elsewhere.lives("eve", featured=pins), elsewhere.lives("dora")
    kept, second = elsewhere.writes(eve, "kept"), elsewhere.writes(eve, "second")
    foreign = elsewhere.writes(dora, "not hers")
    _collection(elsewhere, pins, [elsewhere.says[kept], second, foreign])
    eve_id = elsewhere.world.actor_of(eve, now=MORNING)
    _found(elsewhere, ada, eve, "outbox")
    assert [each.text for each in pinned_by(ANYONE, eve_id)] == ["kept", "second"]


def _says_what_it_is(elsewhere: Elsewhere, domain: str) -> None:
    there = f"http://{domain}/nodeinfo/2.0"
    rel = "http://nodeinfo.diaspora.software/ns/schema/2.0"
    elsewhere.says[f"http://{domain}/.well-known/nodeinfo"] = {"links": [{"rel": rel, "href": there}]}
    elsewhere.says[there] = {"software": {"name": "pond", "version": "4.2"}}


def test_servers_are_asked_what_they_are_once_a_week(elsewhere: Elsewhere) -> None:
    _says_what_it_is(elsewhere, "elsewhere.example")
    servers.meet_all(["elsewhere.example", "third.example"], now=MORNING)
    for now in (MORNING, minutes(9), MORNING + timedelta(days=6)):
        actions.ask_servers(now)
        workers(elsewhere.world).work_through(now)
    assert known_servers.running() == [Running("elsewhere.example", "pond", "4.2")]
    asked = len(elsewhere.asked)
    actions.ask_servers(MORNING + timedelta(days=7))
    workers(elsewhere.world).work_through(MORNING + timedelta(days=7))
    assert len(elsewhere.asked) == asked + 3


def test_a_server_that_nothing_reached_of_late_is_not_asked(elsewhere: Elsewhere, ada: int) -> None:
    eve = elsewhere.lives("eve")
    note = elsewhere.writes(eve, "first", replies="http://third.example/r/1")
    elsewhere.world.post_of(note, now=MORNING)
    for domain in ("elsewhere.example", "third.example"):
        server_id = servers.meet(domain, now=MORNING)
        servers.failed(server_id, rests_until=minutes(60), now=MORNING)
    asked = len(elsewhere.asked)
    found = _found(elsewhere, ada, "@dora@elsewhere.example")
    assert (found.is_done, found.trouble) == (True, "its server did not answer of late")
    _found(elsewhere, ada, eve, "outbox")
    _found(elsewhere, ada, note, "thread")
    actions.ask_servers(MORNING)
    assert known_servers.to_ask(MORNING, limit=9) == []
    assert len(elsewhere.asked) == asked
    assert len(known_servers.to_ask(minutes(61), limit=9)) == 2


def test_of_names_that_nobody_can_have_no_server_is_asked(db: None) -> None:
    for made_up in ("https://tulip.example/@rosa", "https://nowhere.invalid/1"):
        with pytest.raises(Strange, match="no such server"):
            World().found_at(made_up, now=MORNING)
