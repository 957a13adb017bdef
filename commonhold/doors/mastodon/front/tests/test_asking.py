"""What the front takes for itself of a request that sends something, and what it gives on untouched."""

from __future__ import annotations

from typing import Any

import pytest

from commonhold.doors.mastodon.front.asking import Body, posted_of
from commonhold.doors.mastodon.front.deeds import deed_of, is_plain
from tests import loops


def scope(
    *headers: tuple[bytes, bytes], path: str = "/api/v1/statuses", query: bytes = b""
) -> dict[str, Any]:
    known = [(b"host", b"coop.example"), (b"authorization", b"Bearer abc"), *headers]
    return {"method": "POST", "path": "/api/v1/statuses", "query_string": query, "headers": known}


def body_of(*messages: dict[str, Any]) -> Body:
    waiting = list(messages)

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    return Body(receive)


def piece(body: bytes, *, more: bool = False) -> dict[str, Any]:
    return {"type": "http.request", "body": body, "more_body": more}


def test_a_body_that_was_read_is_given_again_piece_by_piece() -> None:
    body = body_of(piece(b"bre", more=True), piece(b"ad"), {"type": "http.disconnect"})

    async def read() -> tuple[bytes, list[Any]]:
        return await body.whole(), [await body() for _each in range(3)]

    whole, again = loops.run(read())
    assert whole == b"bread"
    assert again == [piece(b"bre", more=True), piece(b"ad"), {"type": "http.disconnect"}]


@pytest.mark.parametrize(
    "first", [piece(b"x" * 70_000, more=True), {"type": "http.disconnect"}], ids=["too long", "gone"]
)
def test_a_body_that_is_too_long_or_never_comes_is_left_and_nothing_of_it_is_lost(first) -> None:
    body = body_of(first, piece(b"rest"))

    async def read() -> Any:
        with pytest.raises(ValueError, match="more, or nobody"):
            await body.whole()
        return await body()

    assert loops.run(read()) == first


def test_json_and_forms_are_understood_with_the_key_that_tells_one_publishing_from_another() -> None:
    posted = posted_of(
        scope((b"content-type", b"application/json; charset=UTF-8"), (b"idempotency-key", b"one"))
    )
    assert posted is not None
    assert (posted.kind, posted.key, posted.asked.token) == ("application/json", "one", "abc")


@pytest.mark.parametrize(
    "unusual",
    [
        scope((b"content-type", b"application/json; charset=latin-1")),
        scope((b"content-length", b"70000")),
        scope((b"content-length", b"-1")),
        scope((b"expect", b"100-continue")),
        scope(query=b"status=bread"),
    ],
)
def test_what_is_unusual_is_left_to_django(unusual) -> None:
    assert posted_of(unusual) is None


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/statuses/",
        "/api/v1/statuses/x/favourite",
        "/api/v1/statuses/1/reblog",
        f"/api/v1/statuses/{1 << 63}/favourite",
        "/api/v1/media",
        "/",
    ],
)
def test_only_some_addresses_are_deeds(path: str) -> None:
    assert deed_of(path) is None


@pytest.mark.parametrize("more", ["poll", "scheduled_at", "media_ids", "quoted_status_id"])
def test_words_with_anything_beside_them_are_left_to_django(more: str) -> None:
    assert is_plain({"status": "Bread", "media_ids": [], "scheduled_at": ""})
    assert not is_plain({"status": "Bread", more: ["1"]})


def test_what_a_web_server_in_front_adds_is_known_and_the_scheme_chooses_the_answers_headers() -> None:
    passed_on = [(b"x-forwarded-for", b"192.0.2.1"), (b"via", b"1.1 proxy")]
    plain, secure = (
        posted_of(scope((b"x-forwarded-proto", each), *passed_on)) for each in (b"http", b"https")
    )
    assert plain is not None
    assert secure is not None
    assert plain.asked.circumstances != secure.asked.circumstances
