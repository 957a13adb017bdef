"""Media of other servers: fetched when somebody looks, made safe, and let go when nobody does."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from ipaddress import ip_address
from threading import Thread
from typing import Any

import pytest
from PIL import Image

from commonhold.ground.fetching.network import Network
from commonhold.social.media import jobs, queries, store
from commonhold.social.media.elsewhere import ArrivedMedium, note_elsewhere, note_pictures, want_media
from commonhold.social.media.errands import Fetching, let_go
from commonhold.social.media.models import Medium, MediumElsewhere
from commonhold.social.media.refusals import NoSuchMedium
from commonhold.social.people.queries import ANYONE
from tests.cast import MORNING, make_eve, minutes

_SOURCE = "http://elsewhere.example/1.png"


def _png() -> bytes:
    file = BytesIO()
    Image.new("RGB", (32, 16), "green").save(file, "PNG")
    return file.getvalue()


class Shelf:
    """A web server of somebody else with one file."""

    def __init__(self) -> None:
        self.gives, self.status, self.kind, self.asked = _png(), 200, "image/png", 0
        outer = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked += 1
                self.send_response(outer.status)
                self.send_header("Content-Type", outer.kind)
                self.end_headers()
                self.wfile.write(outer.gives)

            def log_message(self, *_said: Any) -> None:
                """Nobody reads it."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def fetching(self) -> Fetching:
        network = Network(
            resolve=lambda _host, _timeout: [ip_address("127.0.0.1")],
            allow=lambda _address: True,
            connect=lambda _address, _port, timeout: socket.create_connection(
                ("127.0.0.1", self._server.server_port), timeout=timeout
            ),
        )
        return Fetching(network)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def shelf(db: None) -> Iterator[Shelf]:
    server = Shelf()
    yield server
    server.close()


def _noted(kind: str = "image", **more: Any) -> int:
    (medium_id,) = note_elsewhere(make_eve(), arrived=[ArrivedMedium(_SOURCE, kind, **more)], now=MORNING)
    return medium_id


def test_nothing_is_fetched_before_somebody_wants_it(shelf: Shelf) -> None:
    medium_id = _noted(alt="Green")
    shelf.fetching.work_through(MORNING)
    assert shelf.asked == 0
    view = queries.media(ANYONE, [medium_id])[medium_id]
    assert (view.state, view.alt, view.source) == ("elsewhere", "Green", _SOURCE)
    assert view.small_url.endswith("/small.webp")


def test_what_is_wanted_is_fetched_and_made_safe(shelf: Shelf) -> None:
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    shelf.fetching.work_through(MORNING)
    jobs.make_waiting(MORNING)
    view = queries.media(ANYONE, [medium_id])[medium_id]
    assert (view.state, view.width, view.height) == ("ready", 32, 16)
    shelf.fetching.work_through(minutes(1))
    assert shelf.asked == 1


def test_the_same_address_is_the_same_medium(shelf: Shelf) -> None:
    eve = make_eve()
    first = note_elsewhere(eve, arrived=[ArrivedMedium(_SOURCE, "image", alt="a")], now=MORNING)
    assert note_elsewhere(eve, arrived=[ArrivedMedium(_SOURCE, "image", alt="b")], now=MORNING) == first
    assert Medium.objects.get().alt == "b"


def test_one_emoji_serves_everybody(shelf: Shelf) -> None:
    eve = make_eve()
    places = note_pictures(eve, sources=[_SOURCE], now=MORNING)
    assert places == note_pictures(eve, sources=[_SOURCE], now=MORNING)
    assert places[_SOURCE].startswith("/media/")
    assert places[_SOURCE].endswith("/small.webp")


@pytest.mark.parametrize(("status", "times"), [(404, 4), (500, 4)])
def test_what_cannot_be_had_is_tried_a_few_times_and_then_given_up(
    shelf: Shelf, status: int, times: int
) -> None:
    shelf.status = status
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    for day in range(6):
        shelf.fetching.work_through(MORNING + timedelta(days=day))
    assert shelf.asked == times
    assert Medium.objects.get(id=medium_id).trouble == "away"


@pytest.mark.parametrize("gives", [b"<html>", b"", b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_picture_is_refused_and_nothing_of_it_kept(shelf: Shelf, gives: bytes) -> None:
    shelf.gives = gives
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    shelf.fetching.work_through(MORNING)
    jobs.make_waiting(MORNING)
    row = Medium.objects.get(id=medium_id)
    assert (row.state, row.trouble) == ("refused", "damaged")
    assert not store.incoming(medium_id).exists()


def test_a_page_instead_of_a_picture_is_not_even_read(shelf: Shelf) -> None:
    shelf.kind = "text/html"
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    shelf.fetching.work_through(MORNING)
    assert Medium.objects.get(id=medium_id).state == "elsewhere"


def test_what_nobody_looked_at_for_long_goes_and_comes_again(shelf: Shelf) -> None:
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    shelf.fetching.work_through(MORNING)
    jobs.make_waiting(MORNING)
    row = Medium.objects.get(id=medium_id)
    assert let_go(MORNING + timedelta(days=29)) == 0
    assert let_go(MORNING + timedelta(days=31)) == 1
    with pytest.raises(NoSuchMedium):
        queries.file_at(row.secret, "small.webp")
    assert queries.wanted_at(row.secret).medium_id == medium_id
    want_media([medium_id], now=MORNING + timedelta(days=32))
    shelf.fetching.work_through(MORNING + timedelta(days=32))
    jobs.make_waiting(MORNING + timedelta(days=32))
    assert Medium.objects.get(id=medium_id).state == "ready"
    assert shelf.asked == 2


def test_what_is_too_much_goes_beginning_with_the_longest_unseen(shelf: Shelf) -> None:
    eve = make_eve()
    sources = [f"http://elsewhere.example/{number}.png" for number in range(3)]
    media = note_elsewhere(eve, arrived=[ArrivedMedium(each, "image") for each in sources], now=MORNING)
    for number, medium_id in enumerate(media):
        want_media([medium_id], now=minutes(120 * number))
    shelf.fetching.work_through(minutes(300))
    jobs.make_waiting(minutes(300))
    Medium.objects.filter(id__in=media).update(byte_count=4_000_000_000)
    assert let_go(minutes(400)) == 1
    assert MediumElsewhere.objects.get(medium__state="elsewhere").medium_id == media[0]


def test_looking_again_within_an_hour_writes_nothing(shelf: Shelf, django_assert_num_queries: Any) -> None:
    medium_id = _noted()
    want_media([medium_id], now=MORNING)
    with django_assert_num_queries(2):
        want_media([medium_id], now=minutes(5))
