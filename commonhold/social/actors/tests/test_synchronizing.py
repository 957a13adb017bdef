"""Followers in few bytes."""

from __future__ import annotations

from hashlib import sha256

from commonhold.social.actors.synchronizing import digest_of

EVE, ZOE = "https://testing.example.org/users/1", "https://testing.example.org/users/2"


def test_the_digest_of_followers_knows_no_order_and_no_one_twice():
    assert digest_of([EVE]) == sha256(EVE.encode()).hexdigest()
    assert digest_of([EVE, ZOE]) == digest_of([ZOE, EVE])
    assert digest_of([EVE, EVE]) == digest_of([]) == "0" * 64


def test_the_digest_is_the_exclusive_or_of_its_parts():
    one, other = (int(sha256(each.encode()).hexdigest(), 16) for each in (EVE, ZOE))
    assert int(digest_of([EVE, ZOE]), 16) == one ^ other
