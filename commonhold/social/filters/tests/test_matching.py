"""Whether words stand in a text, as a reader would say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.social.filters.matching import Place, Rule, Rules, folded
from tests.timing import takes_at_most


def finds(phrase: str, text: str, *, are_whole: bool = True) -> bool:
    asked = (folded(phrase),)
    words, parts = (asked, ()) if are_whole else ((), asked)
    rule = Rule("A", words, parts, frozenset(Place), hides=True)
    return Rules((rule,)).verdict([text], Place.HOME) is not None


@pytest.mark.parametrize(
    ("phrase", "text"),
    [
        ("football", "FOOTBALL!"),
        ("football", "Only (football)."),
        ("café", "the CAFE\u0301 is open"),
        ("cafe", "the café is open"),
        ("strasse", "Die Straße"),
        ("Ὀδυσσεύς", "οδυσσευσ"),
        ("привет", "Привет, мир"),
        ("בראשית", "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea"),
        ("سلام", "سَلَامٌ عليكم"),
        ("नमस्ते", "अच्छा, नमस्ते!"),
        ("足球", "我喜欢足球比赛"),
        ("ฟุตบอล", "ดูฟุตบอลกัน"),
        ("world cup", "the world\n\n  cup"),
        ("#spoiler", "see #spoiler!"),
        ("👩🏽", "hello👩🏽you"),
        ("foot", "f\u00ado\u200bot"),
        ("\uff46\uff4f\uff4f\uff54", "foot"),
        ("istanbul", "İSTANBUL"),
        ("foot", "football, and then a foot"),
    ],
)
def test_a_word_is_found_in_any_script_case_and_accent(phrase: str, text: str) -> None:
    assert finds(phrase, text)
    assert finds(phrase, text, are_whole=False)


@pytest.mark.parametrize(
    ("phrase", "text"),
    [("foot", "football"), ("ball", "football"), ("कम", "कमी"), ("ан", "план"), ("1", "10")],
)
def test_a_whole_word_is_not_found_inside_a_longer_one_but_a_part_is(phrase: str, text: str) -> None:
    assert not finds(phrase, text)
    assert finds(phrase, text, are_whole=False)


def test_what_does_not_stand_there_is_not_found() -> None:
    assert not finds("football", "foot ball", are_whole=False)
    assert not finds("#seeds", "seeds", are_whole=False)


@given(st.text(max_size=30), st.text(max_size=30), st.text("abcñé ", min_size=1, max_size=12))
def test_a_part_is_found_wherever_letters_stand_around_it(before: str, after: str, word: str) -> None:
    if word.strip():
        assert finds(word, f"{before} {word.upper()} {after}", are_whole=False)
        assert finds(word, f"{before} {word} {after}")


def test_all_titles_that_apply_are_named_and_hiding_wins() -> None:
    places = frozenset({Place.HOME})
    rules = Rules(
        (
            Rule("Sport", (), ("ball",), places, hides=False),
            Rule("Foot", ("football",), (), places, hides=True),
            Rule("Other", ("chess",), (), places, hides=True),
        )
    )
    verdict = rules.verdict(["No words", "football"], Place.HOME)
    assert verdict is not None
    assert (verdict.hides, verdict.reason) == (True, "Sport, Foot")


def test_many_phrases_and_long_texts_are_judged_in_a_moment() -> None:
    phrases = tuple(f"phrase {number}" for number in range(5000))
    rules = Rules((Rule("A", phrases, (), frozenset(Place), hides=True),))
    assert rules.verdict(["aphrase 1" * 100], Place.HOME) is None
    takes_at_most(0.1, lambda: rules.verdict(["aphrase 1" * 100], Place.HOME))
