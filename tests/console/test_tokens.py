"""Letting a program act for somebody, from the console."""

from __future__ import annotations

from tests.console.typed import USAGE, YES, typed

MINT = ["tokens", "mint", "ada", "--scopes", "read write", "--because", "She asked me to try her app."]


def test_a_reason_is_one_and_without_it_the_token_is_made_and_she_reads_that(real):
    assert "why you look" in real.refusal(*MINT[:5], "--because", "x")
    assert real.gets("tokens", "list", "ada") == []
    real.gets(*MINT[:5])
    real.gets(*MINT)


def test_a_token_is_minted_listed_and_taken_back(real):
    made = real.gets(*MINT)
    assert made.keys() == {"handle", "scopes", "token"}
    assert (made["handle"], made["scopes"]) == ("ada", ["read", "write"])
    assert len(made["token"]) > 40
    (listed,) = real.gets("tokens", "list", "@Ada")
    assert listed.keys() == {"id", "scopes", "since", "used_on"}
    assert (listed["scopes"], listed["used_on"]) == (["read", "write"], None)
    assert real.gets("tokens", "list", "ben") == []
    revoked = ["tokens", "revoke", "ada", "--id", str(listed["id"])]
    assert real.gets(*revoked) == {"handle": "ada", "revoked": listed["id"]}
    assert real.gets("tokens", "list", "ada") == []
    assert "no such token" in real.refusal(*revoked)


def test_a_token_alone_is_printed_for_a_script(play):
    words = ["tokens", "mint", "ada", "--scopes", "read", "write:statuses", "--value", "spoken-token"]
    said = typed(*words, "--data", play.data)
    assert (said.status, said.out, said.err) == (YES, "spoken-token\n", "")


def test_a_literal_token_is_for_test_mode_alone(real, play):
    words = ["tokens", "mint", "ada", "--scopes", "read,write,follow,push", "--value", "spoken-token"]
    assert "--test-mode" in real.refusal(*words)
    assert real.gets("tokens", "list", "ada") == []
    assert play.gets(*words)["token"] == "spoken-token"
    assert "already" in play.refusal(*words)
    assert play.refusal("tokens", "mint", "ada", "--scopes", "read", "--value", "two words")


def test_tokens_are_for_people_and_scopes_that_exist(real):
    assert real.refusal("tokens", "mint", "zoe", "--scopes", "read")
    assert real.refusal("tokens", "mint", "ada", "--scopes", "read everything")
    assert real.refusal("tokens", "list", "zoe")
    assert real.refusal("tokens", "revoke", "zoe", "--id", "1")
    assert real.types("tokens", "mint", "ada").status == USAGE


def test_no_token_before_the_founding(empty):
    assert empty.refusal("tokens", "mint", "ada", "--scopes", "read")
