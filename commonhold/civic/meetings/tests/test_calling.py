from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions.agenda import Item, add_item, change_item, move_item, remove_item
from commonhold.civic.meetings.actions.attending import answer_meeting
from commonhold.civic.meetings.actions.calling import call_meeting, call_off_meeting, change_meeting
from commonhold.civic.meetings.refusals import (
    ChairNoMember,
    EmptyAgenda,
    FullAgenda,
    LengthNotAllowed,
    LinkNeeded,
    NoSuchChoice,
    NoSuchItem,
    NoSuchMeeting,
    NoSuchProposal,
    NoticeWasGiven,
    NotNow,
    OnlyAnnualReports,
    PlaceNeeded,
    ReasonNeeded,
    ReportTwice,
    TooShortNotice,
)
from commonhold.civic.meetings.tests.conftest import EVENING, IN_THREE_WEEKS, Coop
from commonhold.civic.meetings.vocabulary import State
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING


def test_the_board_prepares_a_meeting_and_everybody_is_told_of_its_notice(coop: Coop) -> None:
    made = coop.plan()
    add_item(coop.ids["ben"], meeting_id=made, item=Item("What we do next"), now=MORNING)
    assert coop.seen("ben", made).state is State.PLANNED
    with pytest.raises(NoSuchMeeting):
        coop.seen("caro", made)
    call_meeting(coop.ids["ada"], meeting_id=made, now=MORNING)
    coop.wait()
    seen = coop.seen("caro", made)
    assert (seen.state, seen.chair.handle, [each.title for each in seen.items]) == (
        State.CALLED,
        "ada",
        ["What we do next"],
    )
    assert "meetings.called" in coop.told("caro")
    assert coop.recorded(made) == ["meetings.notice"]
    assert [each.id for each in queries.meetings(ANYONE, now=MORNING)] == [made]


@pytest.mark.parametrize("name", ["caro", "dev"])
def test_without_the_boards_mandate_nobody_calls_a_meeting(coop: Coop, name: str) -> None:
    made = coop.plan()
    by, now = coop.ids[name], MORNING
    for deed in (
        lambda: coop.plan(by=name),
        lambda: change_meeting(by, meeting_id=made, plan=EVENING, now=now),
        lambda: add_item(by, meeting_id=made, item=Item("Mine"), now=now),
        lambda: call_meeting(by, meeting_id=made, now=now),
        lambda: call_off_meeting(by, meeting_id=made, reason="No", now=now),
    ):
        with pytest.raises(Refusal, match="mandate"):
            deed()


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"kind": "party"}, NoSuchChoice),
        ({"form": "by letter"}, NoSuchChoice),
        ({"title": "Hi"}, LengthNotAllowed),
        ({"place": ""}, PlaceNeeded),
        ({"link": ""}, LinkNeeded),
        ({"link": "javascript:alert(1)"}, LinkNeeded),
        ({"form": "online", "link": "http://["}, LinkNeeded),
        ({"starts_at": MORNING + timedelta(days=13)}, TooShortNotice),
        ({"kind": "board", "starts_at": MORNING + timedelta(days=2)}, TooShortNotice),
    ],
)
def test_what_a_meeting_cannot_be(coop: Coop, changed: dict[str, Any], refusal: type[Refusal]) -> None:
    with pytest.raises(refusal):
        coop.plan(**changed)


def test_a_meeting_is_chaired_by_a_member_who_need_not_be_on_the_board(coop: Coop) -> None:
    assert coop.seen("ada", coop.plan(chair_id=coop.ids["caro"])).chair.handle == "caro"
    with pytest.raises(ChairNoMember):
        coop.plan(chair_id=coop.ids["dev"])


def test_notice_is_given_in_time_with_an_agenda_and_once(coop: Coop) -> None:
    made = coop.plan()
    ada = coop.ids["ada"]
    with pytest.raises(EmptyAgenda):
        call_meeting(ada, meeting_id=made, now=MORNING)
    add_item(ada, meeting_id=made, item=Item("What we do next"), now=MORNING)
    with pytest.raises(TooShortNotice):
        call_meeting(ada, meeting_id=made, now=MORNING + timedelta(days=8))
    call_meeting(ada, meeting_id=made, now=MORNING + timedelta(days=7))
    with pytest.raises(NotNow):
        call_meeting(ada, meeting_id=made, now=MORNING + timedelta(days=7))
    with pytest.raises(NoSuchMeeting):
        call_meeting(ada, meeting_id=1, now=MORNING)


def test_after_the_notice_time_and_place_may_change_and_people_are_told(coop: Coop) -> None:
    made = coop.call()
    ada = coop.ids["ada"]
    later = IN_THREE_WEEKS + timedelta(days=7)
    change_meeting(ada, meeting_id=made, plan=replace(EVENING, starts_at=later), now=coop.now)
    change_meeting(ada, meeting_id=made, plan=replace(EVENING, starts_at=later), now=coop.now)
    coop.wait()
    assert (coop.seen("caro", made).starts_at, coop.seen("caro", made).revision) == (later, 1)
    assert coop.told("caro").count("meetings.changed") == 1
    at_that_time = replace(EVENING, starts_at=later)
    for other in (
        replace(at_that_time, title="Another one"),
        replace(at_that_time, kind="board"),
        replace(at_that_time, text="Bring cake"),
    ):
        with pytest.raises(NoticeWasGiven):
            change_meeting(ada, meeting_id=made, plan=other, now=coop.now)
    soon = replace(EVENING, starts_at=coop.now + timedelta(days=3))
    with pytest.raises(TooShortNotice):
        change_meeting(ada, meeting_id=made, plan=soon, now=coop.now)


def test_before_the_notice_all_of_it_may_change(coop: Coop) -> None:
    made = coop.plan()
    change_meeting(coop.ids["ben"], meeting_id=made, plan=replace(EVENING, title="Another"), now=MORNING)
    assert coop.seen("ada", made).title == "Another"


def test_a_meeting_is_called_off_with_a_reason_that_everybody_reads(coop: Coop) -> None:
    made, ada = coop.call(), coop.ids["ada"]
    with pytest.raises(ReasonNeeded):
        call_off_meeting(ada, meeting_id=made, reason=" ", now=coop.now)
    call_off_meeting(ada, meeting_id=made, reason="The brewery is closed", now=coop.now)
    coop.wait(days=20)
    seen = coop.seen("caro", made)
    assert (seen.state, seen.reason) == (State.CALLED_OFF, "The brewery is closed")
    assert coop.told("caro")[0] == "meetings.called-off"
    assert coop.recorded(made) == ["meetings.called-off", "meetings.notice"]
    assert [each.id for each in queries.past(ANYONE, now=coop.now)] == [made]
    with pytest.raises(NotNow):
        call_off_meeting(ada, meeting_id=made, reason="Again", now=coop.now)


def test_whoever_may_come_is_reminded_a_day_before_but_not_who_sent_regrets(coop: Coop) -> None:
    made = coop.call()
    answer_meeting(coop.ids["finn"], meeting_id=made, answer="regrets", now=coop.now)
    coop.wait(days=20)
    assert coop.told("caro")[0] == "meetings.tomorrow"
    assert "meetings.tomorrow" not in coop.told("finn")


def test_a_board_meeting_is_for_the_board_and_known_to_members(coop: Coop) -> None:
    made = coop.call(kind="board", starts_at=MORNING + timedelta(days=4))
    assert "meetings.called" in coop.told("ben")
    assert "meetings.called" not in coop.told("caro")
    assert coop.seen("caro", made).link == ""
    assert coop.seen("ben", made).link == EVENING.link
    for viewer in (ANYONE, Viewer(coop.ids["dev"])):
        with pytest.raises(NoSuchMeeting):
            queries.meeting(viewer, made, now=coop.now)


def test_the_agenda_is_put_in_order_until_the_notice(coop: Coop) -> None:
    made, ada = coop.plan(), coop.ids["ada"]
    first, second, third = (
        add_item(ada, meeting_id=made, item=Item(title), now=MORNING) for title in ("One", "Two", "Three")
    )
    move_item(ada, item_id=third, up=True, now=MORNING)
    move_item(ada, item_id=first, up=True, now=MORNING)
    move_item(ada, item_id=first, up=False, now=MORNING)
    change_item(ada, item_id=second, item=Item("Zwei", text="More"), now=MORNING)
    assert [each.title for each in coop.seen("ada", made).items] == ["Three", "One", "Zwei"]
    remove_item(ada, item_id=first, now=MORNING)
    call_meeting(ada, meeting_id=made, now=MORNING)
    for deed in (
        lambda: add_item(ada, meeting_id=made, item=Item("Four"), now=MORNING),
        lambda: move_item(ada, item_id=third, up=False, now=MORNING),
        lambda: change_item(ada, item_id=third, item=Item("Five"), now=MORNING),
        lambda: remove_item(ada, item_id=third, now=MORNING),
    ):
        with pytest.raises(NoticeWasGiven):
            deed()
    with pytest.raises(NoSuchItem):
        remove_item(ada, item_id=first, now=MORNING)


def test_what_cannot_stand_on_an_agenda(coop: Coop) -> None:
    ada = coop.ids["ada"]
    draft = draft_proposal(ada, title="A bench", decisions=[Resolve("A bench.")], now=MORNING)
    made, annual = coop.plan(), coop.plan(kind="annual")
    for meeting_id, item, refusal in (
        (made, Item(" "), LengthNotAllowed),
        (made, Item("A bench", proposal_id=draft), NoSuchProposal),
        (made, Item("Money", report="treasurer"), OnlyAnnualReports),
        (annual, Item("Money", report="weather"), NoSuchChoice),
    ):
        with pytest.raises(refusal):
            add_item(ada, meeting_id=meeting_id, item=item, now=MORNING)
    add_item(ada, meeting_id=annual, item=Item("Money", report="treasurer"), now=MORNING)
    with pytest.raises(ReportTwice):
        add_item(ada, meeting_id=annual, item=Item("Money again", report="treasurer"), now=MORNING)
    for number in range(40):
        add_item(ada, meeting_id=made, item=Item(f"Number {number}"), now=MORNING)
    with pytest.raises(FullAgenda):
        add_item(ada, meeting_id=made, item=Item("One more"), now=MORNING)


def test_an_item_bears_the_proposal_that_it_is_about(coop: Coop) -> None:
    ada = coop.ids["ada"]
    proposal = draft_proposal(ada, title="A bench", decisions=[Resolve("A bench.")], now=MORNING)
    announce_proposal(ada, proposal_id=proposal, now=MORNING)
    made = coop.call(Item("The bench", proposal_id=proposal))
    (item,) = coop.seen("caro", made).items
    assert (item.proposal_id, item.proposal_title) == (proposal, "A bench")
