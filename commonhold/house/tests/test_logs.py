"""The log tells what broke, and never of whom."""

from __future__ import annotations

import json
import logging
import sys

import pytest

from commonhold.house.logs import AsJson, Plain, log_settings, struck_out

_OF_SOMEBODY = [
    "ada@example.org",
    "@ada",
    "@eve@elsewhere.example",
    "203.0.113.7",
    "2001:db8::17",
    "::1",
    "/@ada/117",
    "/search?q=ada",
]


@pytest.mark.parametrize("telling", _OF_SOMEBODY)
def test_what_tells_of_somebody_is_struck_out(telling):
    said = struck_out(f"before {telling} after")
    assert telling not in said
    assert "ada" not in said
    assert said.startswith("before ")
    assert said.endswith(" after")


def test_what_tells_of_nobody_stays():
    for words in (
        "governance.close 117 failed at 12:30:00",
        "v1.2.3 of peers.add.v1",
        "x::y",
        "GET /decide/4",
    ):
        assert struck_out(words) == words


def _record(message: str, *args: object, broke: bool = False) -> logging.LogRecord:
    error = None
    if broke:
        try:
            raise ValueError("Key (email)=(ada@example.org) already exists. Failing row contains (1, Ada).")
        except ValueError:
            error = sys.exc_info()
    return logging.LogRecord("commonhold.jobs", logging.ERROR, "", 0, message, args, error)


def test_a_line_of_json_has_what_a_machine_needs_and_a_traceback_without_anybody():
    told = json.loads(AsJson().format(_record("mail to %s failed", "ada@example.org", broke=True)))
    assert (told["level"], told["logger"], told["message"]) == (
        "error",
        "commonhold.jobs",
        "mail to …@… failed",
    )
    assert told["error"] == "ValueError"
    assert "already exists" in told["traceback"]
    assert not {"ada", "Ada"} & set(told["traceback"].replace("(", " ").replace(",", " ").split())


def test_a_plain_line_keeps_its_time_and_nothing_of_anybody():
    line = Plain().format(_record("asked by %s", "203.0.113.7", broke=True))
    assert "asked by …" in line
    assert "ada@" not in line
    assert line.count(":") > 3


def test_a_form_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="plain or json"):
        log_settings("xml")
