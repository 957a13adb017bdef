"""A co-op for tests, as it is really served: loud, and as loose as its operator asked. No other is."""

from __future__ import annotations

import subprocess
from http.client import HTTPConnection

import httpx
import pytest

from tests.console.typed import founding
from tests.served import Coop

LOOSE = {
    "COMMONHOLD_TEST_RATE_LIMITS": "off",
    "COMMONHOLD_TEST_LOOPBACK": "1",
    "COMMONHOLD_TEST_CA": __file__,
}
MORE_THAN_ALLOWED, WRONG_TRIES = 301, 5
_COOKIE = "commonhold_csrf"


def statuses(coop: Coop) -> set[int]:
    """What an app is told that calls more often than it may."""
    calls = HTTPConnection("localhost", coop.port)
    found = set()
    for _each in range(MORE_THAN_ALLOWED):
        calls.request("GET", "/api/v1/instance/rules")
        answer = calls.getresponse()
        answer.read()
        found.add(answer.status)
    calls.close()
    return found


def tries(coop: Coop) -> list[int]:
    """What somebody is told who signs in with a wrong password again and again."""
    with httpx.Client(base_url=coop.url) as browser:
        browser.get("/account/login/")
        said = {"login": "ada", "password": "wrong words", "csrfmiddlewaretoken": browser.cookies[_COOKIE]}
        return [browser.post("/account/login/", data=said).status_code for _each in range(WRONG_TRIES + 1)]


def test_a_test_co_op_is_loud_and_slows_nobody_down(coop_folder):
    coop = coop_folder(**LOOSE)
    coop.console(*founding("ada", "ben", "caro"), "--test-mode")
    coop.start()
    told = [line for line in coop.log().splitlines() if line.startswith("TEST MODE: ")]
    assert "anyone may act as anyone" in told[0]
    assert all(any(name in line for line in told) for name in LOOSE)
    assert "WARNING" not in coop.log()
    assert statuses(coop) == {200}
    assert set(tries(coop)) == {200}


def test_a_real_one_warns_that_it_does_not_listen_to_that(coop_folder):
    coop = coop_folder(**LOOSE)
    coop.console(*founding("ada", "ben", "caro"))
    coop.start()
    assert "TEST MODE" not in coop.log()
    assert all(f"WARNING: {name} is ignored" in coop.log() for name in LOOSE)
    assert statuses(coop) == {200, 429}
    assert tries(coop) == [*[200] * WRONG_TRIES, 429]


def test_an_authority_that_is_not_there_is_said_before_serving(coop_folder):
    coop = coop_folder()
    coop.console(*founding("ada", "ben", "caro"), "--test-mode")
    said = subprocess.run(
        coop.command("serve", "--port", str(coop.port)),
        env={"COMMONHOLD_TEST_CA": "/no/such/file.pem", "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (3, "")
    assert "/no/such/file.pem" in said.stderr


@pytest.mark.parametrize(("option", "shown"), [((), "localhost"), (("--host", "127.0.0.1"), "127.0.0.1")])
def test_host_port_and_public_address_are_options(coop_folder, option, shown):
    coop = coop_folder()
    coop.console(*founding("ada", "ben", "caro"), "--public-url", "http://first.example")
    coop.start(*option, "--public-url", "https://coop.example/")
    assert f"Commonhold is at http://{shown}:{coop.port}" in coop.log()
    calls = HTTPConnection("127.0.0.1", coop.port)
    calls.request("GET", "/.well-known/nodeinfo")
    assert b"https://coop.example/nodeinfo/2.0" in calls.getresponse().read()
    calls.close()


def test_a_public_address_that_is_none_is_refused_before_serving(coop_folder):
    coop = coop_folder()
    coop.console(*founding("ada", "ben", "caro"))
    said = subprocess.run(
        coop.command("serve", "--port", str(coop.port), "--public-url", "coop.example"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert (said.returncode, said.stdout) == (1, "")
    assert "https://our-coop.example" in said.stderr
