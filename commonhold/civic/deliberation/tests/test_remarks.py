from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.deliberation.actions import remarks as actions
from commonhold.civic.deliberation.actions.remarks import make_remark, withdraw_remark
from commonhold.civic.deliberation.queries import remarks
from commonhold.civic.deliberation.queries.overview import overview
from commonhold.civic.deliberation.refusals import (
    BallotNeeded,
    NoSuchRemark,
    NotYours,
    TalkNotOpen,
    TalkOver,
    TooLong,
    TooManyRemarks,
    WordsMissing,
)
from commonhold.civic.deliberation.tests.conftest import draft
from commonhold.ground.refusal import NotFound
from commonhold.social.notifications.models import Notification
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE
from tests.cast import make_person


def told(person_id: int) -> list[str]:
    return list(Notification.objects.filter(person_id=person_id).values_list("kind", flat=True))


def test_members_talk_in_threads_and_everybody_reads_them(talk):
    first = talk.says("ben", "Four days are few.")
    answer = talk.says("caro", "For whom?", to=first)
    talk.says("ben", "For me.", to=answer)
    talk.says("dev", "Fine by me.")
    one, other = remarks.remarks(ANYONE, talk.id)
    assert (one.text, one.person.name, one.below, other.text) == (
        "Four days are few.",
        "Ben",
        2,
        "Fine by me.",
    )
    assert one.replies[0].replies[0].text == "For me."
    seen = overview(talk.looks("ben"), talk.id, now=talk.coop.now)
    assert (seen.remarks, seen.statements, seen.amendments) == (4, 0, 0)
    assert (seen.is_open, seen.may_talk) == (True, True)
    assert not overview(ANYONE, talk.id, now=talk.coop.now).may_talk
    assert remarks.remark(ANYONE, answer).text == "For whom?"


def test_whoever_is_answered_is_told_and_nobody_of_her_own_answer(talk):
    first = talk.says("ben", "Four days are few.")
    talk.says("caro", "For whom?", to=first)
    talk.says("ben", "For me.", to=first)
    assert told(talk.coop.ids["ben"]) == ["deliberation.reply"]
    assert told(talk.coop.ids["ada"]) == []


def test_an_answer_that_is_taken_back_is_told_no_more(talk):
    answer = talk.says("caro", "For whom?", to=talk.says("ben", "Four days are few."))
    withdraw_remark(talk.coop.ids["caro"], remark_id=answer, now=talk.coop.now)
    assert told(talk.coop.ids["ben"]) == []


def test_a_withdrawn_remark_leaves_a_place_where_somebody_answered(talk):
    first, alone = talk.says("ben", "Nonsense!"), talk.says("ben", "Sorry.")
    talk.says("caro", "Please be kind.", to=first)
    for each in (first, first, alone):
        withdraw_remark(talk.coop.ids["ben"], remark_id=each, now=talk.coop.now)
    (left,) = remarks.remarks(ANYONE, talk.id)
    assert (left.is_withdrawn, left.text, left.person) == (True, "", None)
    assert left.replies[0].text == "Please be kind."
    with pytest.raises(NoSuchRemark):
        talk.says("dev", "What was it?", to=first)


def test_only_its_author_withdraws_a_remark_also_when_the_talk_is_over(talk):
    first = talk.says("ben", "Nonsense!")
    with pytest.raises(NotYours):
        withdraw_remark(talk.coop.ids["ada"], remark_id=first, now=talk.coop.now)
    with pytest.raises(NoSuchRemark):
        withdraw_remark(talk.coop.ids["ada"], remark_id=1, now=talk.coop.now)
    talk.ends()
    withdraw_remark(talk.coop.ids["ben"], remark_id=first, now=talk.coop.now)
    assert remarks.remarks(ANYONE, talk.id) == []


def test_whom_one_keeps_away_one_neither_reads_nor_answers(talk):
    ben, caro = talk.coop.ids["ben"], talk.coop.ids["caro"]
    said = talk.says("ben", "Four days are few.")
    people.block(caro, person_id=ben, now=talk.coop.now)
    for name in ("caro", "ben"):
        other = talk.says("caro" if name == "ben" else "ben", "Again.")
        seen = next(each for each in remarks.remarks(talk.looks(name), talk.id) if each.id == other)
        assert (seen.is_kept_away, seen.text, seen.person) == (True, "", None)
    with pytest.raises(NoSuchRemark):
        talk.says("caro", "No.", to=said)
    people.mute(talk.coop.ids["dev"], person_id=ben, now=talk.coop.now)
    assert remarks.remarks(talk.looks("dev"), talk.id)[0].is_kept_away
    assert not remarks.remarks(talk.looks("finn"), talk.id)[0].is_kept_away


def test_answers_go_no_deeper_than_pages_can_show(talk):
    at = talk.says("ben", "0")
    for number in range(1, 12):
        at = talk.says("caro" if number % 2 else "ben", str(number), to=at)
    depth, branch = 0, tuple(remarks.remarks(ANYONE, talk.id))
    while branch:
        depth, branch = depth + 1, branch[0].replies
    assert depth == actions.DEEPEST + 1
    assert overview(ANYONE, talk.id, now=talk.coop.now).remarks == 12


@pytest.mark.parametrize(("text", "why"), [(" \0 ", WordsMissing), ("x" * 2001, TooLong)])
def test_words_must_be_there_and_few_enough(talk, text, why):
    with pytest.raises(why):
        talk.says("ben", text)


def test_nobody_fills_the_talk_alone(talk):
    for number in range(40):
        talk.says("ben", f"And {number}!")
    with pytest.raises(TooManyRemarks, match="40"):
        talk.says("ben", "And more!")
    talk.coop.now += timedelta(days=1)
    talk.says("ben", "Good morning.")


def test_only_members_with_a_ballot_talk(talk):
    with pytest.raises(BallotNeeded):
        make_remark(make_person("gus"), proposal_id=talk.id, text="Hello", now=talk.coop.now)


def test_before_the_talk_nobody_talks_and_a_draft_is_its_authors_alone(coop):
    made = draft(coop)
    with pytest.raises(TalkNotOpen):
        make_remark(coop.ids["ada"], proposal_id=made, text="Hello", now=coop.now)
    with pytest.raises(NotFound):
        make_remark(coop.ids["ben"], proposal_id=made, text="Hello", now=coop.now)
    with pytest.raises(NotFound):
        remarks.remarks(ANYONE, made)
    with pytest.raises(NotFound):
        overview(ANYONE, made, now=coop.now)


def test_after_the_talk_all_stays_to_read(talk):
    said = talk.says("ben", "Four days are few.")
    talk.ends()
    with pytest.raises(TalkOver):
        talk.says("caro", "For whom?", to=said)
    assert [each.text for each in remarks.remarks(ANYONE, talk.id)] == ["Four days are few."]


def test_an_answer_stays_beside_its_own_proposal(talk):
    said = talk.says("ben", "Four days are few.")
    other = draft(talk.coop)
    with pytest.raises(NotFound):
        remarks.remark(ANYONE, said + 1)
    with pytest.raises(NotFound):
        make_remark(talk.coop.ids["ben"], proposal_id=other, text="x", parent_id=said, now=talk.coop.now)
