"""Whatever is typed into the search box means something, and nothing that is typed can break it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.social.posts.index.match import Match, Phrase, for_postgresql, for_sqlite
from commonhold.social.posts.index.words import words_of
from commonhold.social.search.asking import Asked, read


def phrases(*texts: str) -> tuple[Phrase, ...]:
    return tuple(Phrase(tuple(each.split())) for each in texts)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("", Asked()),
        ("  \t ", Asked()),
        ("Bread rolls", Asked(phrases=phrases("bread", "rolls"))),
        ('"Rye  Flour" bread', Asked(phrases=phrases("rye flour", "bread"))),
        ('"not closed', Asked(phrases=phrases("not closed"))),
        ("bread -white", Asked(phrases=phrases("bread"), without=phrases("white"))),
        ('-"white bread"', Asked(without=phrases("white bread"))),
        ("bak*", Asked(phrases=(Phrase(("bak",), is_beginning=True),))),
        ("seed_library co-op", Asked(phrases=phrases("seed library", "co op"))),
        ("#Straße", Asked(phrases=phrases("strasse"))),
        ("été ÉTÉ", Asked(phrases=phrases("ete", "ete"))),
        ("日本語", Asked(phrases=phrases("日 本 語"))),
        ("from:@Ada", Asked(authors=frozenset({"ada"}))),
        ("from:me -from:ben", Asked(authors=frozenset({"me"}), without_authors=frozenset({"ben"}))),
        ("has:media -has:poll", Asked(has=frozenset({"media"}), without_has=frozenset({"poll"}))),
        ("in:members lang:EN", Asked(within=frozenset({"members"}), languages=frozenset({"en"}))),
        ("after:2025", Asked(since=date(2026, 1, 1))),
        ("since:2025-03", Asked(since=date(2025, 3, 1))),
        ("on:2025-12-31", Asked(since=date(2025, 12, 31), until=date(2026, 1, 1))),
        ("before:2026-02 before:2026-01-15", Asked(until=date(2026, 1, 15))),
        ("before:yesterday", Asked(unread=("before:yesterday",))),
        ("before:2026-02-31 has:cake", Asked(unread=("before:2026-02-31", "has:cake"))),
        ("after:9999 from: lang:!!", Asked(unread=("after:9999", "lang:!!"), phrases=phrases("from"))),
        ("news: today http://a.example", Asked(phrases=phrases("news", "today", "http a example"))),
        ("Ada O'Neil", Asked(phrases=phrases("ada", "o neil"))),
        ("🌱 ... !", Asked()),
    ],
)
def test_a_search_is_read(text, asked):
    assert read(text) == asked


def test_a_search_without_anything_to_look_for_says_so():
    assert read("").is_empty
    assert read("before:yesterday").is_empty
    assert not read("from:ada").is_empty
    assert read('"rye flour" -white bread').words == "rye flour bread"


@given(st.text())
def test_no_text_whatever_is_an_error(text):
    asked = read(text)
    for say in (for_sqlite, for_postgresql):
        assert say(Match(asked.phrases, asked.without))


@given(
    st.lists(
        st.sampled_from(
            ["-", '"', "*", ":", "from", "has", "before", "2026-13", "x", " ", "media", "'", "\0"]
        )
    )
)
def test_no_heap_of_signs_is_an_error(pieces):
    read("".join(pieces))


@given(st.text())
def test_words_bear_nothing_that_a_database_would_take_for_its_own(text):
    for word in words_of(text):
        assert word
        assert not set(word) & set(" \"'\\*():&|!<>\0-=")
        assert words_of(word) == [word]
