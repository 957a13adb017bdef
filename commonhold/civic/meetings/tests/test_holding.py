from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.meetings import personal_data, queries
from commonhold.civic.meetings.actions.agenda import Item
from commonhold.civic.meetings.actions.attending import answer_meeting, be_present, withdraw_answer
from commonhold.civic.meetings.actions.chairing import (
    close_meeting,
    open_meeting,
    publish_minutes,
    write_minutes,
)
from commonhold.civic.meetings.refusals import (
    BoardAlone,
    CorrectionUnexplained,
    LengthNotAllowed,
    MinutesMissing,
    NoSuchChoice,
    NoSuchItem,
    NoSuchMinutes,
    NothingCorrected,
    NotInvited,
    NotNow,
    NotTheChair,
    NoWayToBeThere,
    TooEarly,
)
from commonhold.civic.meetings.tests.conftest import IN_THREE_WEEKS, Coop
from commonhold.civic.meetings.vocabulary import State
from commonhold.ground.record import queries as record
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING


def test_members_say_whether_they_come_and_change_their_mind(coop: Coop) -> None:
    made = coop.call()
    for name, answer in (("caro", "comes"), ("finn", "online"), ("ben", "comes"), ("ben", "regrets")):
        answer_meeting(coop.ids[name], meeting_id=made, answer=answer, now=coop.now)
    seen = coop.seen("caro", made)
    assert (seen.answer, seen.coming, seen.online, seen.regrets) == ("comes", 1, 1, 1)
    who = queries.attendance(Viewer(coop.ids["ada"]), made, now=coop.now)
    assert [[p.handle for p in each] for each in (who.coming, who.online, who.regrets)] == [
        ["caro"],
        ["finn"],
        ["ben"],
    ]
    withdraw_answer(coop.ids["caro"], meeting_id=made, now=coop.now)
    assert coop.seen("caro", made).answer == ""


def test_strangers_read_the_agenda_and_neither_the_link_nor_who_comes(coop: Coop) -> None:
    made = coop.call()
    answer_meeting(coop.ids["caro"], meeting_id=made, answer="comes", now=coop.now)
    for viewer in (ANYONE, Viewer(coop.ids["dev"])):
        seen = queries.meeting(viewer, made, now=coop.now)
        assert (seen.link, seen.has_link, seen.coming, len(seen.items)) == ("", True, 1, 1)
        assert queries.attendance(viewer, made, now=coop.now) == queries.Attendance((), (), (), ())


def test_what_nobody_can_answer(coop: Coop) -> None:
    hybrid, online = coop.call(), coop.call(form="online", place="")
    board = coop.call(kind="board")
    caro, dev = coop.ids["caro"], coop.ids["dev"]
    for by, meeting_id, answer, refusal in (
        (caro, hybrid, "perhaps", NoSuchChoice),
        (caro, online, "comes", NoWayToBeThere),
        (caro, board, "comes", BoardAlone),
        (dev, hybrid, "comes", NotInvited),
    ):
        with pytest.raises(refusal):
            answer_meeting(by, meeting_id=meeting_id, answer=answer, now=coop.now)
    with pytest.raises(NotNow):
        be_present(caro, meeting_id=hybrid, is_online=False, now=coop.now)


def test_the_chair_opens_and_closes_and_people_say_themselves_that_they_are_there(coop: Coop) -> None:
    made = coop.call(chair_id=coop.ids["caro"])
    caro, finn = coop.ids["caro"], coop.ids["finn"]
    coop.wait(days=20)
    with pytest.raises(TooEarly):
        open_meeting(caro, meeting_id=made, now=coop.now)
    coop.wait(days=1)
    with pytest.raises(NotTheChair):
        open_meeting(coop.ids["ada"], meeting_id=made, now=coop.now)
    open_meeting(caro, meeting_id=made, now=IN_THREE_WEEKS)
    be_present(caro, meeting_id=made, is_online=False, now=coop.now)
    for is_online in (False, True):
        be_present(finn, meeting_id=made, is_online=is_online, now=coop.now)
    seen = coop.seen("finn", made)
    assert (seen.state, seen.present, seen.present_online, seen.was_present) == (State.OPEN, 1, 1, True)
    with pytest.raises(NotNow):
        answer_meeting(finn, meeting_id=made, answer="comes", now=coop.now)
    with pytest.raises(NotNow):
        open_meeting(caro, meeting_id=made, now=coop.now)
    with pytest.raises(NotTheChair):
        close_meeting(finn, meeting_id=made, now=coop.now)
    close_meeting(caro, meeting_id=made, now=coop.now + timedelta(hours=1))
    assert coop.seen("dev", made).state is State.CLOSED
    with pytest.raises(NotNow):
        be_present(finn, meeting_id=made, is_online=True, now=coop.now)
    with pytest.raises(NotNow):
        close_meeting(caro, meeting_id=made, now=coop.now)


def test_minutes_are_published_with_results_numbers_and_their_hash_on_the_record(coop: Coop) -> None:
    ada = coop.ids["ada"]
    proposal = draft_proposal(ada, title="A bench", decisions=[Resolve("A bench.")], now=MORNING)
    announce_proposal(ada, proposal_id=proposal, now=MORNING)
    made = coop.hold(Item("The bench", proposal_id=proposal), Item("Other things"))
    bench, _other = coop.seen("ada", made).items
    write_minutes(ada, item_id=bench.id, text="We talked of where it stands.", now=coop.now)
    assert coop.seen("ada", made).items[0].minutes != ""
    assert coop.seen("caro", made).items[0].minutes == ""
    assert publish_minutes(ada, meeting_id=made, now=coop.now) == 1
    coop.wait()
    read = queries.minutes(Viewer(coop.ids["caro"]), made, now=coop.now)
    assert (read.said["present"], read.said["online"], read.said["regrets"]) == (1, 1, 0)
    assert read.said["items"][0]["minutes"] == "We talked of where it stands."
    assert read.said["items"][0]["proposal"]["state"] == "no-quorum"
    assert read.sha256 == hashlib.sha256(read.body.encode()).hexdigest()
    leaf = record.leaves(kind="meetings.minutes", about=f"meeting:{made}")[0]
    assert leaf.body == {"meeting": str(made), "version": 1, "sha256": read.sha256}
    assert coop.told("caro")[0] == "meetings.minutes"


def test_the_words_of_minutes_are_for_members(coop: Coop) -> None:
    made, ada = coop.hold(), coop.ids["ada"]
    with pytest.raises(NoSuchMinutes):
        queries.minutes(Viewer(ada), made, now=coop.now)
    write_minutes(ada, item_id=coop.seen("ada", made).items[0].id, text="Much", now=coop.now)
    publish_minutes(ada, meeting_id=made, now=coop.now)
    for viewer in (ANYONE, Viewer(coop.ids["dev"])):
        with pytest.raises(NoSuchMinutes):
            queries.minutes(viewer, made, now=coop.now)
        assert [each.version for each in queries.meeting(viewer, made, now=coop.now).minutes] == [1]


def test_a_correction_is_a_further_version_that_says_what_it_corrects(coop: Coop) -> None:
    made, ada = coop.hold(), coop.ids["ada"]
    (item,) = coop.seen("ada", made).items
    write_minutes(ada, item_id=item.id, text="Twelve came", now=coop.now)
    publish_minutes(ada, meeting_id=made, now=coop.now)
    with pytest.raises(CorrectionUnexplained):
        publish_minutes(ada, meeting_id=made, now=coop.now)
    with pytest.raises(NothingCorrected):
        publish_minutes(ada, meeting_id=made, because="A number", now=coop.now)
    write_minutes(ada, item_id=item.id, text="Two came", now=coop.now)
    assert publish_minutes(ada, meeting_id=made, because="A number", now=coop.now) == 2
    member = Viewer(coop.ids["finn"])
    assert [each.because for each in coop.seen("finn", made).minutes] == ["A number", ""]
    assert queries.minutes(member, made, now=coop.now).said["items"][0]["minutes"] == "Two came"
    first = queries.minutes(member, made, version=1, now=coop.now)
    assert first.said["items"][0]["minutes"] == "Twelve came"
    with pytest.raises(NoSuchMinutes):
        queries.minutes(member, made, version=3, now=coop.now)


def test_who_may_not_write_or_publish_minutes_and_when(coop: Coop) -> None:
    called, ada, ben = coop.call(), coop.ids["ada"], coop.ids["ben"]
    (item,) = coop.seen("ada", called).items
    with pytest.raises(NotNow):
        write_minutes(ada, item_id=item.id, text="Early", now=coop.now)
    with pytest.raises(NotNow):
        publish_minutes(ada, meeting_id=called, now=coop.now)
    held = coop.hold(starts_at=coop.now + timedelta(days=21))
    (item,) = coop.seen("ada", held).items
    with pytest.raises(NotTheChair):
        write_minutes(ben, item_id=item.id, text="Mine", now=coop.now)
    with pytest.raises(LengthNotAllowed):
        write_minutes(ada, item_id=item.id, text="x" * 20_001, now=coop.now)
    with pytest.raises(NoSuchItem):
        write_minutes(ada, item_id=1, text="Nowhere", now=coop.now)
    with pytest.raises(NotTheChair):
        publish_minutes(ben, meeting_id=held, now=coop.now)
    with pytest.raises(MinutesMissing):
        publish_minutes(ada, meeting_id=held, now=coop.now)


def test_the_chair_is_reminded_when_minutes_are_due_and_missing(coop: Coop) -> None:
    made = coop.hold()
    assert coop.seen("caro", made).minutes_due == coop.now + timedelta(days=30)
    coop.wait(days=30)
    assert coop.told("ada")[0] == "meetings.minutes-due"


def test_who_leaves_is_forgotten_and_the_numbers_of_the_minutes_stay(coop: Coop) -> None:
    made, ada, caro = coop.hold(), coop.ids["ada"], coop.ids["caro"]
    write_minutes(ada, item_id=coop.seen("ada", made).items[0].id, text="Much", now=coop.now)
    publish_minutes(ada, meeting_id=made, now=coop.now)
    assert personal_data.export_of(caro)["meetings_attended"][0]["meeting"] == "The summer meeting"
    assert personal_data.export_of(ada)["minutes_published"][0]["version"] == 1
    personal_data.erase(caro, coop.now)
    assert personal_data.export_of(caro)["meetings_attended"] == []
    assert queries.minutes(Viewer(ada), made, now=coop.now).said["present"] == 1
