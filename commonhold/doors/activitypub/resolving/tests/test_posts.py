"""Posts of other servers are brought with what they answer and quote, as far as that can be had."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.reading.values import NoMore
from commonhold.doors.activitypub.resolving.tests.conftest import Elsewhere
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.models import Mention, Post, QuoteConsent
from tests.cast import MORNING


def test_a_post_comes_with_its_author(elsewhere: Elsewhere) -> None:
    uri = elsewhere.writes(elsewhere.lives("eve"), "beans")
    row = Post.objects.get(id=elsewhere.world.post_of(uri, now=MORNING))
    assert (row.author.address, row.html, row.audience) == ("eve@elsewhere.example", "<p>beans</p>", "public")
    assert elsewhere.world.post_of(uri, now=MORNING) == row.id


def test_what_is_not_wanted_as_its_own_server_has_it_is_left_there(elsewhere: Elsewhere) -> None:
    uri = elsewhere.writes(elsewhere.lives("eve"), "beans")
    with pytest.raises(Strange):
        elsewhere.world.post_of(uri, now=MORNING, wanted=lambda found: found.html != "<p>beans</p>")
    assert not Post.objects.exists()
    assert elsewhere.world.post_of(uri, now=MORNING, wanted=lambda found: found.html == "<p>beans</p>")


def test_what_it_answers_comes_before_it(elsewhere: Elsewhere) -> None:
    eve, dora = elsewhere.lives("eve"), elsewhere.lives("dora", "third.example")
    first = elsewhere.writes(dora, "first")
    second = elsewhere.writes(eve, "second", inReplyTo=first)
    third = elsewhere.writes(dora, "third", inReplyTo=second)
    row = Post.objects.get(id=elsewhere.world.post_of(third, now=MORNING))
    assert row.in_reply_to is not None
    assert (row.in_reply_to.html, row.thread.html) == ("<p>second</p>", "<p>first</p>")


def test_an_answer_to_what_is_gone_begins_a_thread(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    uri = elsewhere.writes(eve, "late", inReplyTo="http://elsewhere.example/notes/gone")
    assert Post.objects.get(id=elsewhere.world.post_of(uri, now=MORNING)).in_reply_to is None


def test_a_circle_of_answers_ends(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    one = elsewhere.writes(eve, "one", inReplyTo="http://elsewhere.example/notes/two")
    elsewhere.writes(eve, "two", inReplyTo=one)
    elsewhere.world.post_of(one, now=MORNING)
    assert Post.objects.count() == 2


def test_only_the_nearest_of_many_ancestors_are_asked_for(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    uri = ""
    for number in range(30):
        uri = elsewhere.writes(eve, str(number), inReplyTo=uri or None)
    elsewhere.world.post_of(uri, now=MORNING)
    assert Post.objects.count() == 21


def test_an_answer_to_ours_names_whom_it_answers(elsewhere: Elsewhere, ada: int) -> None:
    ours = publish_post(ada, text="Who has beans?", now=MORNING)
    tag = {"type": "Mention", "href": addresses.person(ada), "name": "@ada@coop.example"}
    html = f'<p><a href="{addresses.person(ada)}" class="u-url mention">@ada</a> I do</p>'
    uri = elsewhere.writes(elsewhere.lives("eve"), "x", inReplyTo=addresses.post(ours), tag=tag, content=html)
    row = Post.objects.get(id=elsewhere.world.post_of(uri, now=MORNING))
    assert row.in_reply_to_id == ours
    assert Mention.objects.get(post=row).person_id == ada
    assert 'href="/@ada"' in row.html


def test_a_direct_post_is_for_those_to_whom_it_is_sent(elsewhere: Elsewhere, ada: int) -> None:
    uri = elsewhere.writes(elsewhere.lives("eve"), "psst", to=[addresses.person(ada)])
    row = Post.objects.get(id=elsewhere.world.post_of(uri, now=MORNING))
    assert (row.audience, Mention.objects.get(post=row).person_id) == ("direct", ada)


def test_a_quote_is_shown_where_the_stamp_holds(elsewhere: Elsewhere) -> None:
    eve, dora = elsewhere.lives("eve"), elsewhere.lives("dora", "third.example")
    quoted = elsewhere.writes(dora, "said")
    stamp = "http://third.example/stamps/1"
    uri = elsewhere.writes(eve, "true", quote=quoted, quoteAuthorization=stamp)
    elsewhere.says[stamp] = {
        "id": stamp,
        "type": "QuoteAuthorization",
        "attributedTo": dora,
        "interactingObject": uri,
        "interactionTarget": quoted,
    }
    assert QuoteConsent.objects.get(post_id=elsewhere.world.post_of(uri, now=MORNING)).state == "given"


def test_a_stamp_for_another_quote_or_of_another_server_shows_nothing(elsewhere: Elsewhere) -> None:
    eve, dora = elsewhere.lives("eve"), elsewhere.lives("dora", "third.example")
    quoted = elsewhere.writes(dora, "said")
    for number, stamp in enumerate(("http://third.example/stamps/1", "http://elsewhere.example/stamps/1")):
        elsewhere.says[stamp] = {
            "id": stamp,
            "type": "QuoteAuthorization",
            "attributedTo": dora,
            "interactingObject": "http://elsewhere.example/notes/other",
            "interactionTarget": quoted,
        }
        uri = elsewhere.writes(eve, f"quote{number}", quote=quoted, quoteAuthorization=stamp)
        state = QuoteConsent.objects.get(post_id=elsewhere.world.post_of(uri, now=MORNING)).state
        assert state == "asked"


def test_what_came_whole_is_taken_and_later_changed(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    uri = elsewhere.writes(eve, "beans")
    document = elsewhere.says[uri]
    assert isinstance(document, dict)
    post_id = elsewhere.world.take_post(document, now=MORNING)
    changed = {**document, "content": "<p>peas</p>", "updated": "2026-05-04T08:30:00Z"}
    assert elsewhere.world.take_post(changed, now=MORNING) == post_id
    assert Post.objects.get(id=post_id).html == "<p>peas</p>"
    assert uri not in elsewhere.asked


def test_a_post_of_somebody_elses_server_is_not_taken(elsewhere: Elsewhere) -> None:
    eve = elsewhere.lives("eve")
    with pytest.raises(Strange):
        elsewhere.world.take_post(
            {"id": "http://bad.example/1", "type": "Note", "attributedTo": eve, "content": "x"}, now=MORNING
        )


def test_a_tombstone_is_no_more(elsewhere: Elsewhere) -> None:
    elsewhere.says["http://elsewhere.example/notes/1"] = {
        "id": "http://elsewhere.example/notes/1",
        "type": "Tombstone",
    }
    with pytest.raises(NoMore):
        elsewhere.world.post_of("http://elsewhere.example/notes/1", now=MORNING)


def test_a_collection_is_read_over_its_pages_and_not_for_ever(elsewhere: Elsewhere) -> None:
    whole = "http://elsewhere.example/c"
    elsewhere.says[whole] = {"id": whole, "type": "OrderedCollection", "first": f"{whole}?page=1"}
    for page in (1, 2):
        following = f"{whole}?page={page % 2 + 1}"
        elsewhere.says[f"{whole}?page={page}"] = {
            "id": f"{whole}?page={page}",
            "type": "OrderedCollectionPage",
            "orderedItems": [f"http://elsewhere.example/notes/{page}"],
            "next": following,
        }
    members = elsewhere.world.members_of(whole, now=MORNING)
    assert members == ["http://elsewhere.example/notes/1", "http://elsewhere.example/notes/2"]
