"""What machines and operators are told by a server, and that none of it tells of anybody."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.cast import PASSWORD, email_of
from tests.console.typed import founding
from tests.served import Coop

_CAST = ("ada", "Ada", "ben", "Ben", "caro", "Caro", "example.org", "127.0.0.1")


def asked(url: str, **headers: str) -> tuple[int, str]:
    try:
        with urlopen(Request(url, headers=headers), timeout=20) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode()
    except HTTPError as error:
        return error.code, error.read().decode()


@pytest.fixture
def yard(coop_folder: Callable[..., Coop]) -> Coop:
    coop = coop_folder(COMMONHOLD_LOG="json", COMMONHOLD_METRICS_TOKEN="long-token")
    coop.console(*founding("ada", "ben", "caro"), "--test-mode")
    coop.start()
    return coop


def test_it_says_that_it_lives_that_it_is_ready_and_how_much_of_what_there_is(yard):
    assert asked(f"{yard.url}/healthz") == (200, '{"ok": true, "https": false}')
    assert asked(f"{yard.url}/readyz") == (200, '{"ready": true, "because": []}')
    status, words = asked(f"{yard.url}/metrics")
    assert status == 200
    assert "commonhold_jobs_due " in words
    assert "# TYPE commonhold_answers_total counter" in words
    assert not [each for each in _CAST if each in words]
    # Through a web server in front nobody reads it but with the token.
    passed_on = {"X-Forwarded-For": "203.0.113.7"}
    assert asked(f"{yard.url}/metrics", **passed_on)[0] == 404
    assert asked(f"{yard.url}/metrics", Host="yard.example")[0] == 404
    assert asked(f"{yard.url}/metrics", **passed_on, Authorization="Bearer other")[0] == 404
    assert asked(f"{yard.url}/metrics", **passed_on, Authorization="Bearer long-token")[0] == 200


def test_without_a_guard_it_is_not_ready(yard):
    with sqlite3.connect(yard.data / "commonhold.sqlite3", timeout=20) as connection:
        connection.execute("DROP TRIGGER ledger_leg_update")
    assert asked(f"{yard.url}/readyz") == (503, '{"ready": false, "because": ["guards"]}')


def test_a_journey_and_what_breaks_on_it_leave_nobody_in_the_log(yard):
    asked(f"{yard.url}/@ada?q={email_of('ada')}")
    token = yard.console("tokens", "mint", "ada", "--scopes", "read write")["token"]
    bearer = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    words = json.dumps({"status": f"I am Ada, {email_of('ada')}"}).encode()
    sent = Request(f"{yard.url}/api/v1/statuses", data=words, headers=bearer)  # noqa: S310 - our own server
    with urlopen(sent, timeout=20) as answer:  # noqa: S310 - our own server
        assert answer.status == 200
    with sqlite3.connect(yard.data / "commonhold.sqlite3", timeout=20) as connection:
        connection.execute("ALTER TABLE people_person RENAME COLUMN handle TO was_handle")
    assert asked(f"{yard.url}/@ada")[0] >= 500
    asked(f"{yard.url}/discover?about=ada", Cookie=f"email={email_of('ada')}; {PASSWORD}")
    yard.stop()
    lines = [json.loads(line) for line in yard.log().splitlines() if line.startswith("{")]
    assert any(each["level"] == "error" for each in lines)
    said = json.dumps(lines)
    assert not [each for each in _CAST if each in said.replace("metadata", "").replace("reada", "")]
