"""Words on how it went: published together or in time, answered once, and never a mark."""

from __future__ import annotations

import pytest

from commonhold.civic.exchange.actions.going import cancel
from commonhold.civic.exchange.actions.telling_how import answer_word, write_word
from commonhold.civic.exchange.queries import words
from commonhold.civic.exchange.queries.words import Summed
from commonhold.civic.exchange.refusals import (
    AnsweredAlready,
    NoSuchAgreement,
    NoSuchWord,
    NoWordNow,
    TextLength,
)
from commonhold.civic.exchange.tests.conftest import Coop
from commonhold.civic.members import actions as members
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person


def says(coop: Coop, by: str, agreement_id: int, text: str = "Well done.", *, again: bool = True) -> int:
    return write_word(
        coop.ids[by],
        agreement_id=agreement_id,
        text=text,
        was_as_agreed=True,
        would_again=again,
        now=coop.now,
    )


def seen(coop: Coop, by: str, agreement_id: int) -> list[str]:
    return [each.text for each in coop.look(by, agreement_id).words]


def test_both_words_are_published_together(coop: Coop) -> None:
    made = coop.agrees()
    coop.done(made)
    says(coop, "caro", made, "He was on time.")
    assert (seen(coop, "caro", made), seen(coop, "finn", made)) == (["He was on time."], [])
    says(coop, "finn", made, "She sang.")
    assert seen(coop, "caro", made) == seen(coop, "finn", made) == ["He was on time.", "She sang."]
    assert coop.told("caro")[0] == "words-out"


def test_a_single_word_is_published_when_the_time_is_over(coop: Coop) -> None:
    made = coop.agrees()
    coop.done(made)
    says(coop, "caro", made)
    coop.wait(days=15)
    assert seen(coop, "finn", made) == ["Well done."]
    with pytest.raises(NoWordNow):
        says(coop, "finn", made)


def test_words_are_written_once_by_each_side_of_what_was_done(coop: Coop) -> None:
    made = coop.agrees()
    with pytest.raises(NoWordNow):
        says(coop, "caro", made)
    coop.done(made)
    with pytest.raises(NoSuchAgreement):
        says(coop, "dev", made)
    with pytest.raises(TextLength):
        says(coop, "caro", made, " ")
    says(coop, "caro", made)
    with pytest.raises(NoWordNow):
        says(coop, "caro", made)
    other = coop.agrees("dev")
    cancel(coop.ids["dev"], agreement_id=other, now=coop.now)
    with pytest.raises(NoWordNow):
        says(coop, "dev", other)


def test_a_word_is_answered_once_by_the_one_it_is_about(coop: Coop) -> None:
    made = coop.agrees()
    coop.done(made)
    word = says(coop, "caro", made)
    with pytest.raises(NoSuchWord):
        answer_word(coop.ids["finn"], word_id=word, text="Thanks.", now=coop.now)
    says(coop, "finn", made)
    with pytest.raises(NoSuchWord):
        answer_word(coop.ids["caro"], word_id=word, text="Thanks.", now=coop.now)
    answer_word(coop.ids["finn"], word_id=word, text="Thanks.", now=coop.now)
    assert coop.told("caro")[0] == "word-answered"
    with pytest.raises(AnsweredAlready):
        answer_word(coop.ids["finn"], word_id=word, text="Thanks again.", now=coop.now)


def test_words_of_those_near_are_read_and_others_counted_together_from_five_on(coop: Coop) -> None:
    for number, name in enumerate(("ada", "ben", "dev", "finn", "hana", "ivo")):
        if name not in coop.ids:
            coop.ids[name] = make_person(name)
            members.enrol(coop.ids[name], votes_from=MORNING, now=MORNING)
        made = coop.agrees(name)
        coop.done(made, "caro", name)
        says(coop, name, made, f"Word of {name}", again=number % 2 == 0)
        says(coop, "caro", made)
        if number == 4:
            viewer, caro = Viewer(coop.ids["eve"]), coop.ids["caro"]
            assert words.about(viewer, caro, near={coop.ids["ada"]: 5}).rest is None
    told = words.about(viewer, caro, near={coop.ids["ada"]: 5})
    assert [each.text for each in told.near] == ["Word of ada"]
    assert told.rest == Summed(count=5, as_agreed=5, would_again=2)
    both = words.about(viewer, caro, near={coop.ids["ada"]: 5, coop.ids["ben"]: 9})
    assert [each.text for each in both.near] == ["Word of ben", "Word of ada"]
    assert both.rest is None
    assert len(words.about(Viewer(caro), caro, near={}).near) == 6
    assert words.about(Viewer(None), caro, near={}).near == []
