from __future__ import annotations

import json
import re

from django.test import Client

from commonhold.doors.web.feeds.tests.looking import DOCUMENT, ago, keep, order, text
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.social.feeds import documents, ranked
from commonhold.social.feeds.decisions import AdoptFeed
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post, restrict_post
from commonhold.social.posts.models import Post
from rulebook.rank import bundle as bundles
from tests.cast import MORNING
from tests.visible import visible_text

LOWERING = """{"id": "lowering", "version": 1,
 "features": {"recency": {"weight_milli": 10}, "deprioritised": {"weight_milli": -900}}}"""
SELECTED = r'<select name="([a-z_-]+)".*?<option value="([^"]+)" selected'


def in_order(page: str, *words: str) -> bool:
    places = [page.index(each) for each in words]
    return places == sorted(places)


def test_a_member_orders_her_home_and_goes_back_with_one_click(caro):
    _caro, client = caro
    assert in_order(text(client, "/"), "newer", "older and thanked")
    order(client, keep(client))
    page = text(client, "/")
    assert in_order(page, "Thanked first", "older and thanked", "newer")
    assert page.count("Why am I seeing this?") == 2
    order(client, "newest")
    page = text(client, "/")
    assert in_order(page, "newer", "older and thanked")
    assert "Why am I seeing this?" not in page


def test_why_says_the_numbers_in_words_and_the_file_replays(caro, ben):
    caro_id, client = caro
    order(client, keep(client))
    (link, *_more) = re.findall(r'href="(/feeds/why/\d+)"', client.get("/").content.decode())
    page = text(client, link)
    assert "place 1 of 2" in page
    assert "1 person thanked for it: value 250 of 1000, times weight 2; points: 0.5" in page
    assert "Without this it would stand at place 2" in page
    assert "you have not allowed it: how far you have read" in page
    answer = client.get("/feeds/ranking.json")
    assert answer["Cache-Control"] == "private, no-store"
    assert bundles.read(answer.content).agrees
    assert str(caro_id) not in answer.content.decode()


def test_why_leads_to_where_a_reader_has_nothing_lowered(caro):
    _caro, client = caro
    order(client, keep(client, LOWERING))
    client.get("/")
    for (post_id,) in Post.objects.values_list("id"):
        restrict_post(post_id=post_id, kind="deprioritised", reference="measure:1", now=ago(0))
    client.post("/feeds/again")
    (link, *_more) = re.findall(r'href="(/feeds/why/\d+)"', client.get("/").content.decode())
    assert "A measure lowers it in ordered feeds. Lower nothing for me" in text(client, link)
    client.post("/feeds/allowed", {"as_ever": "on"})
    client.post("/feeds/again")
    client.get("/")
    assert "A measure lowers it" not in text(client, link)


def test_why_of_a_post_that_is_not_in_the_feed_says_so(caro):
    assert "isn't in your ordered feed" in text(caro[1], "/feeds/why/77", status=404)
    assert caro[1].get("/feeds/ranking.json").status_code == 404


def test_an_adopted_feed_orders_everybodys_home_and_why_says_so(ada, caro):
    digest = keep(ada[1])
    (feed,) = documents.own(Viewer(ada[0]))
    ada[1].post(f"/feeds/{feed.id}/publish")
    AdoptFeed(digest).enact(Enactment(ids.new_id(MORNING), MORNING, "test", UNANIMOUS))
    page = text(caro[1], "/")
    assert "as the members voted" in page
    (link, *_more) = re.findall(r'href="(/feeds/why/\d+)"', caro[1].get("/").content.decode())
    assert "which the members adopted" in text(caro[1], link)
    assert "The members adopted this by a vote." in text(Client(), f"/feeds/documents/{digest}")


def test_the_plain_editor_makes_a_document_and_shows_her_own_feed_before_it_is_kept(caro):
    caro_id, client = caro
    begun = client.get("/feeds/new").content.decode()
    chosen = dict(re.findall(SELECTED, begun, re.DOTALL))
    chosen |= {"title": "Häppy", "weight-thanks": "4000", "weight-recency": "0", "hide": "sensitive"}
    looked = visible_text(client.post("/feeds/new", {**chosen, "step": "look"}).content.decode())
    assert in_order(looked, "Your feed would begin with", "older and thanked", "newer")
    unnamed = visible_text(
        client.post("/feeds/new", {**chosen, "title": "", "step": "look"}).content.decode()
    )
    assert in_order(unnamed, "Your feed would begin with", "older and thanked", "newer")
    assert client.post("/feeds/new", {**chosen, "title": "", "step": "keep"}).status_code == 400
    assert documents.own(Viewer(caro_id)) == []
    assert client.post("/feeds/new", {**chosen, "step": "keep"}).status_code == 303
    (feed,) = documents.own(Viewer(caro_id))
    kept = documents.document(feed.digest)
    assert (kept.features["thanks"].weight_milli, "recency" in kept.features) == (4000, False)
    assert kept.hide == ("sensitive",)
    again = client.get(f"/feeds/{feed.id}").content.decode()
    assert "Häppy" in again


def test_what_the_editor_has_no_word_for_is_kept_as_it_is(caro):
    _caro, client = caro
    keep(client, DOCUMENT.replace("2000}", '2345, "params": {"half_at": 9}}'))
    (feed,) = documents.own(Viewer(caro[0]))
    page = client.get(f"/feeds/{feed.id}").content.decode()
    assert "as it is: 2.345" in page
    chosen = dict(re.findall(SELECTED, page, re.DOTALL))
    client.post(f"/feeds/{feed.id}", {**chosen, "title": "Same", "step": "keep"})
    (feed,) = documents.own(Viewer(caro[0]))
    assert documents.document(feed.digest).features["thanks"].params == {"half_at": 9}


def test_a_wrong_document_comes_back_with_its_line_and_what_was_typed(caro):
    wrong = DOCUMENT.replace("thanks", "rage")
    answer = caro[1].post("/feeds/new", {"as": "text", "title": "Rage", "document": wrong})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Line 2: features knows" in visible_text(page)
    assert "&quot;rage&quot;" in page


def test_feeds_are_published_taken_back_and_deleted(ada, caro):
    digest = keep(ada[1])
    (feed,) = documents.own(Viewer(ada[0]))
    assert caro[1].get(f"/feeds/documents/{digest}").status_code == 404
    ada[1].post(f"/feeds/{feed.id}/publish")
    assert "Thanked first" in text(caro[1], "/feeds")
    assert "Kind words first." in text(Client(), f"/feeds/documents/{digest}")
    body = Client().get(f"/feeds/documents/{digest}.json")
    assert json.loads(body.content)["id"] == "thanked"
    ada[1].post(f"/feeds/{feed.id}/take-back")
    assert "Thanked first" not in text(caro[1], "/feeds")
    ada[1].post(f"/feeds/{feed.id}/delete")
    assert documents.own(Viewer(ada[0])) == []
    assert caro[1].post(f"/feeds/{feed.id}/delete").status_code == 404


def test_what_of_hers_may_count_is_said_in_one_form(caro):
    caro_id, client = caro
    client.post("/feeds/allowed", {"reading": "on", "as_ever": "on"})
    assert ranked.allowed_by(Viewer(caro_id)) == {"reading"}
    assert ranked.reads_as_ever(Viewer(caro_id))
    assert re.search('name="as_ever"[^>]*checked', client.get("/feeds").content.decode())
    client.post("/feeds/allowed", {})
    assert ranked.allowed_by(Viewer(caro_id)) == frozenset()
    assert not ranked.reads_as_ever(Viewer(caro_id))


def test_whether_one_is_recommended_stands_beside_how_one_is_found(caro):
    caro_id, client = caro
    assert ranked.is_recommended(Viewer(caro_id))
    client.post("/me/found", {"is_searchable": "on"})
    assert not ranked.is_recommended(Viewer(caro_id))
    client.post("/me/found", {"is_recommended": "on"})
    assert ranked.is_recommended(Viewer(caro_id))


def test_an_order_is_made_anew_when_she_asks(caro, ben):
    _caro, client = caro
    order(client, keep(client))
    text(client, "/")
    publish_post(ben, text="this minute", now=ago(1))
    assert "this minute" not in text(client, "/")
    assert client.post("/feeds/again").status_code == 303
    assert "this minute" in text(client, "/")


def test_an_ordered_home_asks_no_more_of_the_database_than_one_that_is_newest_first(
    caro, django_assert_max_num_queries
):
    _caro, client = caro
    order(client, keep(client))
    text(client, "/")
    with django_assert_max_num_queries(12):
        text(client, "/")


def test_a_feed_is_proposed_by_name(ada):
    digest = keep(ada[1])
    (feed,) = documents.own(Viewer(ada[0]))
    ada[1].post(f"/feeds/{feed.id}/publish")
    page = ada[1].get(f"/decide/new?change=feeds.community&sha256={digest}").content.decode()
    assert "Thanked first" in visible_text(page)
    assert re.search(f'value="{digest}"[^>]*checked', page)


def test_strangers_are_asked_to_sign_in(coop):
    for path in ("/feeds", "/feeds/new", "/feeds/why/1", "/feeds/ranking.json"):
        assert Client().get(path).status_code == 302
