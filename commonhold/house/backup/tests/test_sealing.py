from __future__ import annotations

import pytest

from commonhold.ground.refusal import Refusal
from commonhold.house.backup.sealing import Damaged, agreed, new_terms

SECRET = b"some long secret words"


def test_the_same_secret_opens_and_another_is_refused() -> None:
    seal, terms = new_terms(SECRET)
    closed = seal.close("one", b"words")
    assert agreed(terms, SECRET).open("one", closed) == b"words"
    with pytest.raises(Refusal, match="not the key"):
        agreed(terms, b"some other secret words")
    with pytest.raises(Refusal, match="--key"):
        agreed(terms, None)


def test_what_was_altered_or_stands_under_another_name_is_not_opened() -> None:
    seal, _terms = new_terms(SECRET)
    closed = seal.close("one", b"words")
    for name, data in (("other", closed), ("one", closed[:-1]), ("one", b"CHB1"), ("one", b"")):
        with pytest.raises(Damaged):
            seal.open(name, data)


def test_equal_content_has_one_name_and_never_the_same_bytes() -> None:
    seal, terms = new_terms(SECRET)
    assert (
        seal.name_of(b"words")
        == agreed(terms, SECRET).name_of(b"words")
        != new_terms(SECRET)[0].name_of(b"words")
    )
    assert seal.close("one", b"words") != seal.close("one", b"words")


def test_a_secret_that_is_quickly_guessed_is_refused() -> None:
    with pytest.raises(Refusal, match="12 characters"):
        new_terms(b"short")


def test_without_a_secret_damage_is_noticed_too_and_a_key_is_one_too_many() -> None:
    seal, terms = new_terms(None)
    assert seal.open("one", seal.close("one", b"words")) == b"words"
    with pytest.raises(Damaged):
        seal.open("one", b"words")
    with pytest.raises(Refusal, match="not sealed"):
        agreed(terms, SECRET)
