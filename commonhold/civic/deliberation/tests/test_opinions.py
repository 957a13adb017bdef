from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.deliberation import personal_data
from commonhold.civic.deliberation.actions.statements import (
    answer_statement,
    make_statement,
    withdraw_statement,
)
from commonhold.civic.deliberation.models import Opinion
from commonhold.civic.deliberation.queries import opinion_map as maps
from commonhold.civic.deliberation.queries.opinion_map import opinion_map
from commonhold.civic.deliberation.queries.statements import next_statement, statement, statements
from commonhold.civic.deliberation.refusals import (
    AnswerUnknown,
    BallotNeeded,
    NoSuchStatement,
    NotYours,
    SaidAlready,
    TalkNotOpen,
    TalkOver,
    TooLong,
    TooManyStatements,
    WordsMissing,
)
from commonhold.civic.deliberation.tests.conftest import draft
from commonhold.civic.governance.tests.conftest import NAMES
from commonhold.ground.refusal import NotFound
from commonhold.social.people.queries import ANYONE
from tests.cast import make_person

EARLY, LATE = NAMES[:6], NAMES[6:]


@pytest.fixture
def parted(talk) -> dict[str, int]:
    """Three statements that part early from late risers, one on which they agree, and what all answered."""
    made = {text: talk.states("ada", text) for text in ("Start at six", "No lamps", "Bells", "Bread for all")}
    for name in NAMES:
        for text, statement_id in made.items():
            agrees = text == "Bread for all" or name in EARLY
            talk.answers(name, statement_id, "agree" if agrees else "disagree")
    return made


def test_a_statement_is_put_to_everybody_and_its_maker_agrees_with_it(talk):
    made = talk.states("ben", "  Four days \n are few ")
    (seen,) = statements(talk.looks("ben"), talk.id)
    assert (seen.text, seen.answer, seen.is_mine) == ("Four days are few", "agree", True)
    (other,) = statements(talk.looks("caro"), talk.id)
    assert (other.answer, other.is_mine) == ("", False)
    assert statement(ANYONE, made) == statements(ANYONE, talk.id)[0]


def test_what_fewest_answered_comes_next_until_all_is_answered(talk):
    first, second = talk.states("ben", "One"), talk.states("ben", "Two")
    talk.answers("caro", first, "pass")
    assert next_statement(talk.looks("dev"), talk.id).id == second
    talk.answers("dev", second, "agree")
    assert next_statement(talk.looks("dev"), talk.id).id == first
    talk.answers("dev", first, "disagree")
    assert next_statement(talk.looks("dev"), talk.id) is None


def test_an_answer_can_be_changed_until_the_talk_is_over(talk):
    made = talk.states("ben", "One")
    talk.answers("caro", made, "agree")
    talk.answers("caro", made, "pass")
    assert statements(talk.looks("caro"), talk.id)[0].answer == "pass"
    talk.ends()
    with pytest.raises(TalkOver):
        talk.answers("caro", made, "agree")
    assert statements(talk.looks("caro"), talk.id)[0].answer == "pass"


def test_the_map_shows_groups_without_names_and_the_viewer_her_own(talk, parted):
    ours = opinion_map(talk.looks("ben"), talk.id, now=talk.coop.now)
    assert (ours.sizes, ours.placed, ours.answered) == ((6, 6), 12, 12)
    theirs = opinion_map(talk.looks("noa"), talk.id, now=talk.coop.now)
    assert {ours.mine, theirs.mine} == {0, 1}
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).mine is None
    assert [each.text for each in ours.uniting] == ["Bread for all"]
    assert {each.text for each in ours.dividing} == {"Start at six", "No lamps", "Bells"}
    assert ours.uniting[0].everybody.agree == 12
    assert ours.dividing[0].divides == 1


def test_nothing_is_shown_of_fewer_than_five(talk):
    made = talk.states("ben", "One")
    for name in ("caro", "dev", "finn"):
        talk.answers(name, made, "agree")
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).statements[0].everybody is None
    talk.answers("ada", made, "disagree")
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).statements[0].everybody.agree == 4


def test_groups_are_not_shown_where_the_rest_could_be_counted_out(talk, parted):
    few = talk.states("ben", "Only early risers answer this")
    for name in EARLY:
        talk.answers(name, few, "agree")
    talk.answers("noa", few, "agree")
    line = next(e for e in opinion_map(ANYONE, talk.id, now=talk.coop.now).statements if e.id == few)
    assert (line.everybody.given, line.groups) == (7, ())


def test_before_eight_have_answered_there_are_no_groups(talk):
    for text in ("One", "Two", "Three"):
        made = talk.states("ada", text)
        for name in NAMES[:7]:
            talk.answers(name, made, "agree" if name in EARLY[:3] else "disagree")
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).sizes == ()


def test_a_map_of_very_many_is_kept_for_a_while(talk, parted, monkeypatch):
    monkeypatch.setattr(maps, "_MANY", 3)
    before = opinion_map(ANYONE, talk.id, now=talk.coop.now)
    talk.answers("ada", parted["Bells"], "disagree")
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).statements == before.statements
    later = opinion_map(ANYONE, talk.id, now=talk.coop.now + timedelta(minutes=5))
    assert later.statements != before.statements
    withdraw_statement(talk.coop.ids["ada"], statement_id=parted["Bells"], now=talk.coop.now)
    assert len(opinion_map(ANYONE, talk.id, now=talk.coop.now).statements) == 3


def test_a_withdrawn_statement_goes_with_all_that_was_answered(talk):
    made = talk.states("ben", "One")
    talk.answers("caro", made, "agree")
    with pytest.raises(NotYours):
        withdraw_statement(talk.coop.ids["caro"], statement_id=made, now=talk.coop.now)
    for _ in range(2):
        withdraw_statement(talk.coop.ids["ben"], statement_id=made, now=talk.coop.now)
    assert statements(ANYONE, talk.id) == []
    assert not Opinion.objects.exists()
    with pytest.raises(NoSuchStatement):
        talk.answers("caro", made, "agree")
    with pytest.raises(NoSuchStatement):
        statement(ANYONE, made)
    with pytest.raises(NoSuchStatement):
        withdraw_statement(talk.coop.ids["ben"], statement_id=1, now=talk.coop.now)
    talk.states("ben", "One")


def test_after_the_talk_no_statement_is_withdrawn(talk):
    made = talk.states("ben", "One")
    talk.ends()
    with pytest.raises(TalkOver):
        withdraw_statement(talk.coop.ids["ben"], statement_id=made, now=talk.coop.now)


@pytest.mark.parametrize(
    ("text", "why"), [("  ", WordsMissing), ("x" * 141, TooLong), ("bread FOR all", SaidAlready)]
)
def test_a_statement_is_short_and_new(talk, text, why):
    talk.states("ada", "Bread for all")
    with pytest.raises(why):
        talk.states("ben", text)


def test_nobody_makes_more_statements_than_the_charter_lets(talk):
    for number in range(5):
        talk.states("ben", f"Statement {number}")
    with pytest.raises(TooManyStatements, match="5"):
        talk.states("ben", "One more")


def test_only_members_with_a_ballot_state_and_answer(talk):
    gus, now = make_person("gus"), talk.coop.now
    with pytest.raises(BallotNeeded):
        make_statement(gus, proposal_id=talk.id, text="Hello", now=now)
    with pytest.raises(BallotNeeded):
        answer_statement(gus, statement_id=talk.states("ben", "One"), answer="agree", now=now)


def test_an_answer_is_one_of_three(talk):
    with pytest.raises(AnswerUnknown):
        talk.answers("caro", talk.states("ben", "One"), "maybe")


def test_of_a_draft_nothing_is_shown(coop):
    made = draft(coop)
    with pytest.raises(TalkNotOpen):
        make_statement(coop.ids["ada"], proposal_id=made, text="Hello", now=coop.now)
    with pytest.raises(NotFound):
        statements(ANYONE, made)
    with pytest.raises(NotFound):
        opinion_map(ANYONE, made, now=coop.now)


def test_a_person_gets_her_own_opinions_and_takes_them_along(talk, parted):
    caro = talk.coop.ids["caro"]
    talk.says("caro", "Hello")
    given = personal_data.export_of(caro)
    assert {"statement": "Bells", "answer": "agree", "at": talk.coop.now.isoformat()} in given["opinions"]
    assert given["remarks"][0]["text"] == "Hello"
    personal_data.erase(caro, talk.coop.now)
    assert not any(personal_data.export_of(caro)["opinions"])
    assert personal_data.export_of(caro)["remarks"][0]["text"] == ""
    assert opinion_map(ANYONE, talk.id, now=talk.coop.now).placed == 11
