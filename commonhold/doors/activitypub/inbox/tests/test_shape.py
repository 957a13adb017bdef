"""What other servers' JSON may look like."""

from __future__ import annotations

import orjson
import pytest

from commonhold.doors.activitypub.inbox.shape import DEEPEST, WIDEST, Misshapen, object_of
from tests.timing import takes_at_most


def test_an_object_is_read():
    assert object_of(b'{"type":"Like","deep":[[[1]]]}') == {"type": "Like", "deep": [[[1]]]}


def test_brackets_and_commas_in_words_count_for_nothing():
    words = "[{" * 500 + '\\" ' + "," * (WIDEST + 1)
    assert object_of(orjson.dumps({"content": words}))["content"] == words


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"a":' + b"[" * DEEPEST + b"]" * DEEPEST + b"}", "nested too deeply"),
        (b'{"a":' * 5000 + b"1" + b"}" * 5000, "nested too deeply"),
        (b"[" * 900_000, "nested too deeply"),
        (b'{"a":[' + b"1," * (WIDEST + 1) + b"1]}", "too much"),
        (b'"' * 1_000_000 + b"[" * 50, "nested too deeply"),
        (b"[" * 50 + b'"' + b'\\"' * 480_000, "nested too deeply"),
        (b'"' + b'\\"' * 400_000 + b"[" * 50, "no JSON"),
        (b'["a"]', "no JSON object"),
        (b"{", "no JSON"),
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b'{"a":NaN}', "no JSON"),
        (b'{"a":"\\ud800"}', "no JSON"),
        (b'{"a":"\\u0000"}', "characters"),
    ],
)
def test_hostile_json_is_refused_cheaply(body: bytes, words: str):
    def refused() -> None:
        with pytest.raises(Misshapen, match=words):
            object_of(body)

    takes_at_most(0.5, refused)
