"""PostgreSQL goes away and comes back: pages say so meanwhile, and nothing has to be started anew."""

from __future__ import annotations

import pytest
from django.db import close_old_connections, connection
from django.test import Client

from commonhold.social.posts.models import Post
from tests import postgres

pytestmark = [pytest.mark.both_databases, pytest.mark.only_on("postgresql")]


class Asking:
    """As the bridge asks Django: over a connection that was looked at before."""

    def __init__(self, browser: Client) -> None:
        self._browser = browser

    def get(self, path: str) -> tuple[int, str]:
        close_old_connections()
        answer = self._browser.get(path)
        return answer.status_code, answer.content.decode()

    def say(self, text: str) -> tuple[int, str]:
        close_old_connections()
        answer = self._browser.post("/compose", {"text": text, "audience": "public"})
        return answer.status_code, answer.content.decode()


def test_a_database_that_was_restarted_is_found_again_with_all_that_was_acknowledged(
    browser: Client, request: pytest.FixtureRequest
) -> None:
    server: postgres.Server = request.getfixturevalue("postgresql")[0]  # which `browser` has begun
    asking = Asking(browser)
    assert asking.say("Bread at nine")[0] in {302, 303}
    server.end_in_order()
    try:
        for status, page in (asking.get("/"), asking.get("/decide"), asking.say("Bread at ten")):
            assert status == 503
            assert "othing is lost" in page
        status, said = asking.get("/api/v1/timelines/public")
        assert (status, "busy" in said) == (503, True)
        assert asking.get("/healthz")[0] == 200
        assert asking.get("/readyz") == (503, '{"ready": false, "because": ["database"]}')
    finally:
        server.start()
    assert asking.get("/")[0] == 200
    assert "Bread at nine" in asking.get("/@ada")[1]
    assert asking.say("Bread at ten")[0] in {302, 303}
    assert sorted(Post.objects.values_list("text", flat=True)) == ["Bread at nine", "Bread at ten"]


def test_a_database_that_lets_nobody_write_says_so(browser: Client) -> None:
    """As a standby does, and one that its operators closed."""
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
    answer = browser.post("/compose", {"text": "Bread at nine", "audience": "public"})
    assert (answer.status_code, "no room to write" in answer.content.decode()) == (503, True)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = off")
    assert browser.post("/compose", {"text": "Bread at nine", "audience": "public"}).status_code in {302, 303}
