"""From a link in a post to its card, with a server that lives in the test."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

import pytest

from commonhold.ground.fetching.network import Network
from commonhold.social.previews.actions import ask_preview, keep_preview
from commonhold.social.previews.errands import fetch_asked
from commonhold.social.previews.models import Preview
from commonhold.social.previews.queries import VIEW, PreviewView, view_from
from commonhold.social.previews.reading import Said
from tests.cast import MORNING, minutes
from tests.elsewhere import Pages

URL = "https://www.news.example/a?b=1"
PLAIN = "http://www.news.example/a"
WEEK = 8 * 24 * 60


@pytest.fixture
def pages(db: None) -> Iterator[Pages]:
    server = Pages("<title>Rolls</title>")
    yield server
    server.close()


def asked(url: str = PLAIN, minute: int = 0) -> int:
    preview_id = ask_preview(url, now=minutes(minute))
    assert preview_id is not None
    return preview_id


def card_of(preview_id: int) -> PreviewView | None:
    return view_from(Preview.objects.values_list(*VIEW).get(id=preview_id))


def test_a_page_is_asked_for_once_and_shown_to_all_who_link_to_it(pages):
    first = asked()
    assert asked(minute=1) == first
    assert asked(f"{PLAIN}#part") == first
    assert card_of(first) is None
    assert fetch_asked(minutes(2), pages.network) == 1
    assert fetch_asked(minutes(3), pages.network) == 0
    card = card_of(first)
    assert card is not None
    assert (card.url, card.title, card.site) == (PLAIN, "Rolls", "news.example")
    assert len(pages.asked) == 1
    assert b"User-Agent: CommonholdBot/1 (link previews)" in pages.asked[0]


def test_after_a_week_a_link_asks_again_and_the_old_words_stay_until_then(pages):
    preview_id = asked()
    fetch_asked(minutes(1), pages.network)
    asked(minute=WEEK)
    card = card_of(preview_id)
    assert card is not None
    assert card.title == "Rolls"
    pages.page = "<title>Cake</title>"
    assert fetch_asked(minutes(WEEK), pages.network) == 1
    assert Preview.objects.get(id=preview_id).title == "Cake"


def test_a_page_that_says_nothing_or_cannot_be_read_has_no_card(pages):
    preview_id = asked()
    pages.page = "nothing"
    fetch_asked(minutes(1), pages.network)
    row = Preview.objects.get(id=preview_id)
    assert (row.state, row.fetched_at, card_of(row.id)) == (Preview.State.EMPTY, minutes(1), None)
    hostile = Network(resolve=lambda _host, _timeout: [ip_address("127.0.0.1")])
    other = asked("http://inside.example/")
    fetch_asked(minutes(2), hostile)
    assert Preview.objects.get(id=other).state == Preview.State.EMPTY


def test_many_pages_are_read_a_few_at_a_time(pages):
    for number in range(6):
        asked(f"{PLAIN}/{number}")
    assert fetch_asked(minutes(1), pages.network) == 4
    assert fetch_asked(minutes(1), pages.network) == 2
    assert Preview.objects.filter(state=Preview.State.READY).count() == 6


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example",
        "http://ada:secret@a.example/",
        "http://a.example:22/",
        "x",
        "http://a.example/" + "x" * 2000,
    ],
)
def test_what_is_no_page_of_the_open_web_is_not_asked_for(db, url):
    assert ask_preview(url, now=MORNING) is None
    assert not Preview.objects.exists()


def test_what_a_page_said_is_kept_word_by_word(db):
    preview_id = asked(URL)
    keep_preview(preview_id, said=Said("T", "D", "S"), now=minutes(1))
    card = card_of(preview_id)
    assert card is not None
    assert (card.title, card.description, card.site) == ("T", "D", "S")
