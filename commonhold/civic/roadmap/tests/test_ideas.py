from __future__ import annotations

from typing import Any

import pytest

from commonhold.civic.roadmap import personal_data, queries
from commonhold.civic.roadmap.actions.merging import merge_ideas, undo_merge
from commonhold.civic.roadmap.actions.proposing import (
    change_idea,
    propose_idea,
    support_idea,
    supported_by,
    withdraw_support,
)
from commonhold.civic.roadmap.actions.steering import estimate_idea, move_idea
from commonhold.civic.roadmap.refusals import (
    AmountNotAllowed,
    LengthNotAllowed,
    LinkNeeded,
    MandateNeeded,
    MayNotMerge,
    MembersAlone,
    MergedAlready,
    MergedIntoItself,
    NoSuchIdea,
    NoSuchState,
    NotMerged,
    NotWaiting,
    NotYourIdea,
    ReasonNeeded,
    SameState,
    TooLateToUndo,
    TooManySupported,
)
from commonhold.civic.roadmap.tests.conftest import Coop
from commonhold.civic.roadmap.vocabulary import State
from commonhold.civic.treasury.decisions import SetBudgetLine
from commonhold.civic.treasury.refusals import NoSuchLine
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer

SHOP = "https://yard.example/bikes"


def test_a_member_writes_an_idea_and_others_support_it(coop: Coop) -> None:
    made = coop.idea("Cargo bikes to lend", "caro", "finn", "finn")
    line = coop.seen("finn", made).line
    assert (line.title, line.state, line.supporters, line.is_supported) == (
        "Cargo bikes to lend",
        State.OPEN,
        2,
        True,
    )
    withdraw_support(coop.ids["finn"], idea_id=made, now=coop.now)
    withdraw_support(coop.ids["finn"], idea_id=made, now=coop.now)
    assert coop.seen("finn", made).line.supporters == 1
    assert queries.idea(ANYONE, made, now=coop.now).author.handle == "caro"


def test_only_members_write_and_support(coop: Coop) -> None:
    made, dev = coop.idea("Cargo bikes"), coop.ids["dev"]
    for deed in (
        lambda: propose_idea(dev, title="Mine", now=coop.now),
        lambda: change_idea(dev, idea_id=made, title="Mine", text="", now=coop.now),
        lambda: support_idea(dev, idea_id=made, now=coop.now),
        lambda: withdraw_support(dev, idea_id=made, now=coop.now),
        lambda: merge_ideas(dev, idea_id=made, into_id=1, now=coop.now),
        lambda: estimate_idea(dev, idea_id=made, cents=1, now=coop.now),
        lambda: move_idea(dev, idea_id=made, state="planned", now=coop.now),
    ):
        with pytest.raises(MembersAlone):
            deed()
    assert queries.allowance(Viewer(dev)) == queries.Allowance(0, 0)


@pytest.mark.parametrize(
    "said", [{"title": "No"}, {"title": "x" * 121}, {"title": "Yes", "text": "x" * 5001}]
)
def test_an_idea_has_a_title_and_no_endless_text(coop: Coop, said: dict[str, str]) -> None:
    with pytest.raises(LengthNotAllowed):
        propose_idea(coop.ids["caro"], **said, now=coop.now)


def test_its_author_may_say_it_better_while_nobody_else_supports_it(coop: Coop) -> None:
    made, caro = coop.idea("Bikes", "caro"), coop.ids["caro"]
    change_idea(caro, idea_id=made, title="Cargo bikes", text="With a box.", now=coop.now)
    assert coop.seen("ada", made).text == "With a box."
    with pytest.raises(NotYourIdea):
        change_idea(coop.ids["ada"], idea_id=made, title="Cars", text="", now=coop.now)
    support_idea(coop.ids["finn"], idea_id=made, now=coop.now)
    with pytest.raises(NotYourIdea):
        change_idea(caro, idea_id=made, title="Cars", text="", now=coop.now)
    with pytest.raises(NoSuchIdea):
        change_idea(caro, idea_id=1, title="Cars", text="", now=coop.now)


def test_what_waits_no_more_is_neither_changed_nor_supported_nor_estimated(coop: Coop) -> None:
    made, caro, ben = coop.idea("Bikes"), coop.ids["caro"], coop.ids["ben"]
    move_idea(ben, idea_id=made, state="shipped", link=SHOP, now=coop.now)
    for deed in (
        lambda: change_idea(caro, idea_id=made, title="Cars", text="", now=coop.now),
        lambda: support_idea(caro, idea_id=made, now=coop.now),
        lambda: estimate_idea(ben, idea_id=made, cents=1, now=coop.now),
    ):
        with pytest.raises(NotWaiting):
            deed()


def test_a_member_supports_as_many_at_a_time_as_the_charter_says(coop: Coop) -> None:
    finn = coop.ids["finn"]
    made = [coop.idea(f"Idea {number}", "finn") for number in range(5)]
    one_more = coop.idea("One more")
    with pytest.raises(TooManySupported):
        support_idea(finn, idea_id=one_more, now=coop.now)
    assert queries.allowance(Viewer(finn)) == queries.Allowance(5, 5)
    move_idea(coop.ids["ada"], idea_id=made[0], state="declined", reason="Too dear", now=coop.now)
    support_idea(finn, idea_id=one_more, now=coop.now)
    assert supported_by(finn) == {*made[1:], one_more}


def test_of_two_that_are_the_same_one_leads_and_support_moves(coop: Coop) -> None:
    first = coop.idea("Cargo bikes", "caro", "finn")
    second = coop.idea("A bike with a box", "finn", "hana", by="finn")
    merge_ideas(coop.ids["finn"], idea_id=second, into_id=first, now=coop.now)
    leader = coop.seen("hana", first)
    assert (leader.line.supporters, leader.line.is_supported) == (3, True)
    assert leader.merged == [(second, "A bike with a box")]
    assert coop.seen("hana", second).merged_into == (first, "Cargo bikes")
    assert [each.id for each in queries.ideas(ANYONE, now=coop.now)[0]] == [first]
    assert [each.id for each in queries.ideas(ANYONE, text="box bike", now=coop.now)[0]] == [first]
    assert coop.told("hana") == ["roadmap.merged"]
    assert coop.recorded(second) == ["roadmap.merged"]
    with pytest.raises(NotWaiting):
        support_idea(coop.ids["ben"], idea_id=second, now=coop.now)


def test_a_merge_is_undone_within_its_period_and_everybody_has_her_support_back(coop: Coop) -> None:
    first, second = coop.idea("Cargo bikes", "caro", "finn"), coop.idea("A box bike", "finn", "hana")
    merge_ideas(coop.ids["ada"], idea_id=second, into_id=first, now=coop.now)
    undo_merge(coop.ids["ada"], idea_id=second, now=coop.now)
    assert [coop.seen("ada", each).line.supporters for each in (first, second)] == [2, 2]
    assert coop.recorded(second) == ["roadmap.merge-undone", "roadmap.merged"]
    with pytest.raises(NotMerged):
        undo_merge(coop.ids["ada"], idea_id=second, now=coop.now)
    merge_ideas(coop.ids["ada"], idea_id=second, into_id=first, now=coop.now)
    assert coop.seen("ada", second).may_undo_merge
    coop.wait(days=90)
    assert not coop.seen("ada", second).may_undo_merge
    with pytest.raises(TooLateToUndo):
        undo_merge(coop.ids["ada"], idea_id=second, now=coop.now)


def test_a_row_of_merges_leads_to_the_last_and_comes_apart_again(coop: Coop) -> None:
    one, two, three = (
        coop.idea("One bike", "caro"),
        coop.idea("Two bikes", "finn"),
        coop.idea("Bikes", "hana"),
    )
    ada = coop.ids["ada"]
    merge_ideas(ada, idea_id=one, into_id=two, now=coop.now)
    merge_ideas(ada, idea_id=two, into_id=three, now=coop.now)
    assert coop.seen("ada", three).line.supporters == 3
    assert coop.seen("ada", one).merged_into == (three, "Bikes")
    undo_merge(ada, idea_id=two, now=coop.now)
    assert [coop.seen("ada", each).line.supporters for each in (two, three)] == [2, 1]


def test_who_cannot_merge_and_what(coop: Coop) -> None:
    first, second, third = (coop.idea(title) for title in ("Cargo bikes", "Box bikes", "Trains"))
    ada, ben = coop.ids["ada"], coop.ids["ben"]
    for by in (ben, coop.ids["finn"]):
        with pytest.raises(MayNotMerge):
            merge_ideas(by, idea_id=second, into_id=first, now=coop.now)
    with pytest.raises(MergedIntoItself):
        merge_ideas(ada, idea_id=second, into_id=second, now=coop.now)
    with pytest.raises(NoSuchIdea):
        merge_ideas(ada, idea_id=second, into_id=1, now=coop.now)
    merge_ideas(ada, idea_id=second, into_id=first, now=coop.now)
    for idea_id, into_id in ((second, third), (third, second)):
        with pytest.raises(MergedAlready):
            merge_ideas(ada, idea_id=idea_id, into_id=into_id, now=coop.now)
    with pytest.raises(MayNotMerge):
        undo_merge(ben, idea_id=second, now=coop.now)
    move_idea(ada, idea_id=third, state="declined", reason="None here", now=coop.now)
    with pytest.raises(NotWaiting):
        merge_ideas(ada, idea_id=first, into_id=third, now=coop.now)


def test_whoever_holds_a_mandate_estimates_and_earlier_estimates_stay(coop: Coop) -> None:
    made, ben = coop.idea("Cargo bikes"), coop.ids["ben"]
    estimate_idea(ben, idea_id=made, cents=300_000, note="One new", now=coop.now)
    estimate_idea(ben, idea_id=made, cents=120_000, note="One used", now=coop.now)
    seen = coop.seen("caro", made)
    assert (seen.line.cents, seen.line.currency) == (120_000, "EUR")
    assert [each.note for each in seen.estimates] == ["One used", "One new"]
    with pytest.raises(MandateNeeded):
        estimate_idea(coop.ids["caro"], idea_id=made, cents=1, now=coop.now)
    for cents in (-1, 100_000_000_001):
        with pytest.raises(AmountNotAllowed):
            estimate_idea(ben, idea_id=made, cents=cents, now=coop.now)
    with pytest.raises(LengthNotAllowed):
        estimate_idea(ben, idea_id=made, cents=1, note="x" * 1001, now=coop.now)


def test_whoever_supports_an_idea_is_told_where_it_comes(coop: Coop) -> None:
    made, ben = coop.idea("Cargo bikes", "finn"), coop.ids["ben"]
    move_idea(ben, idea_id=made, state="planned", now=coop.now)
    move_idea(ben, idea_id=made, state="under-way", reason="Two are ordered", now=coop.now)
    move_idea(ben, idea_id=made, state="shipped", link=SHOP, now=coop.now)
    assert coop.told("finn") == ["roadmap.shipped", "roadmap.under-way", "roadmap.planned"]
    assert coop.told("caro") == coop.told("finn")
    assert coop.recorded(made) == ["roadmap.state"] * 3
    assert [each.state for each in coop.seen("finn", made).steps] == [
        "open",
        "planned",
        "under-way",
        "shipped",
    ]
    (there,) = queries.shipped(ANYONE, now=coop.now)
    assert (there.id, there.link) == (made, SHOP)


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"state": "dreamt"}, NoSuchState),
        ({"state": "open"}, SameState),
        ({"state": "shipped"}, LinkNeeded),
        ({"state": "shipped", "link": "javascript:1"}, LinkNeeded),
        ({"state": "shipped", "link": "http://["}, LinkNeeded),
        ({"state": "declined", "reason": " "}, ReasonNeeded),
        ({"state": "planned", "reason": "x" * 1001}, LengthNotAllowed),
    ],
)
def test_where_an_idea_cannot_be_moved(coop: Coop, said: dict[str, str], refusal: type[Refusal]) -> None:
    made = coop.idea("Cargo bikes")
    with pytest.raises(refusal):
        move_idea(coop.ids["ben"], idea_id=made, **said, now=coop.now)
    assert coop.recorded(made) == []


def test_only_a_mandate_moves_an_idea_and_none_that_is_merged(coop: Coop) -> None:
    first, second = coop.idea("Cargo bikes"), coop.idea("Box bikes")
    with pytest.raises(MandateNeeded):
        move_idea(coop.ids["caro"], idea_id=first, state="planned", now=coop.now)
    merge_ideas(coop.ids["ada"], idea_id=first, into_id=second, now=coop.now)
    with pytest.raises(NotWaiting):
        move_idea(coop.ids["ada"], idea_id=first, state="planned", now=coop.now)


def test_ideas_are_found_by_words_state_support_and_age(coop: Coop) -> None:
    old = coop.idea("Cargo bikes to lend", "caro", "finn")
    new = coop.idea("A tool library", "finn")
    move_idea(coop.ids["ben"], idea_id=new, state="planned", now=coop.now)

    def found(**asked: Any) -> list[int]:
        return [each.id for each in queries.ideas(ANYONE, now=coop.now, **asked)[0]]

    assert found() == [old, new]
    assert found(newest=True) == [new, old]
    assert found(state=State.PLANNED) == [new]
    assert found(text="lend cargo") == [old]
    with pytest.raises(NoSuchIdea):
        queries.idea(ANYONE, 1, now=coop.now)


def test_who_leaves_takes_her_support_along_and_leaves_her_ideas(coop: Coop) -> None:
    made, caro = coop.idea("Cargo bikes", "caro", "finn"), coop.ids["caro"]
    given = personal_data.export_of(caro)
    assert (given["ideas"][0]["title"], given["ideas_supported"][0]["idea"]) == ("Cargo bikes", "Cargo bikes")
    personal_data.erase(caro, coop.now)
    assert coop.seen("finn", made).line.supporters == 1


def test_an_estimate_names_the_budget_line_that_would_pay_for_it(coop: Coop) -> None:
    ben, made = coop.ids["ben"], coop.idea("Bikes")
    with pytest.raises(NoSuchLine):
        estimate_idea(ben, idea_id=made, cents=120_000, line="bikes", now=coop.now)
    coop.decide(SetBudgetLine(coop.now.year, "bikes", "Bikes for all", 200_000))
    estimate_idea(ben, idea_id=made, cents=120_000, line="bikes", now=coop.now)
    [waiting] = queries.waiting_for(ANYONE, {"bikes", "boats"})
    assert (waiting.title, waiting.cents, waiting.code) == ("Bikes", 120_000, "bikes")
    estimate_idea(ben, idea_id=made, cents=90_000, now=coop.now)
    assert queries.waiting_for(ANYONE, {"bikes"}) == []


@pytest.mark.parametrize("newest", [False, True])
def test_ideas_are_read_page_by_page_to_the_last(coop: Coop, newest: bool) -> None:
    made = [coop.idea(f"Idea {number}", *["finn"][: number % 2]) for number in range(7)]
    seen: list[int] = []
    last = None
    for _page in range(4):
        lines, last = queries.ideas(ANYONE, newest=newest, last=last, now=coop.now, limit=2)
        seen += [each.id for each in lines]
    assert last is None
    wanted = made[::-1] if newest else [*made[1::2][::-1], *made[0::2][::-1]]
    assert seen == wanted
