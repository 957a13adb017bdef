"""What members agree on with a peer, what is refused, and what a lender answers to whom."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.civic.lending import agreeing, lender, personal_data, queries, wire
from commonhold.civic.lending.decisions import BorrowJurors, LendJurors
from commonhold.civic.lending.models import Agreement, Pool, Seat, Volunteer
from commonhold.civic.lending.refusals import AgreedAlready, MembersOnly
from commonhold.civic.lending.tests.houses import Bakers
from commonhold.civic.peers import notes
from commonhold.civic.peers.refusals import NoSuchPeer
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from rulebook.canonical import Json
from tests.cast import MORNING, make_person

DAY = timedelta(days=1)
SALT, DUE = "ab" * 16, int((MORNING + DAY).timestamp())


@pytest.fixture
def bakers(db: None, tmp_path: Path, settings) -> Bakers:
    settings.DATA_DIR = tmp_path
    settings.RECORD_DIR, settings.KEYS_DIR = tmp_path / "record", tmp_path / "keys"
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    found = Bakers(tmp_path / "bakers", lambda: MORNING)
    found.agrees()
    return found


def decides(decision: Decision, number: int) -> None:
    decision.check(charter.current(), UNANIMOUS)
    assert decision.words()
    assert enact([decision], reference=f"proposal:{number}", rule=UNANIMOUS, now=MORNING).done


def test_votes_begin_change_and_end_what_is_lent_and_borrowed(bakers: Bakers) -> None:
    us, peer = str(bakers.us), str(bakers.peer)
    assert LendJurors(us, "paid").preview(charter.current()).before == "Yes, without pay"
    decides(LendJurors(us, "paid"), 11)
    assert queries.agreed_with(bakers.us).is_paid
    decides(LendJurors(us, "no"), 12)
    decides(BorrowJurors(peer, "no"), 13)
    assert not queries.agreed_with(bakers.us).lends
    assert not queries.agreed_with(bakers.peer).borrows
    decides(BorrowJurors(peer, "yes"), 14)
    kinds = [str(leaf.body["way"]) for leaf in record.leaves(kind="lending.agreed")]
    assert sorted(kinds) == ["borrow", "borrow", "lend", "lend"]
    assert Agreement.objects.filter(until=None).count() == 1


def test_what_holds_already_strange_answers_and_strangers_are_refused(bakers: Bakers) -> None:
    us = str(bakers.us)
    for decision, refusal in (
        (LendJurors(us, "yes"), AgreedAlready),
        (LendJurors(us, "perhaps"), Refusal),
        (LendJurors("999", "yes"), NoSuchPeer),
        (BorrowJurors(us, "no"), AgreedAlready),
        (BorrowJurors(us, "paid"), Refusal),
        (BorrowJurors("x", "yes"), NoSuchPeer),
    ):
        with pytest.raises(refusal):
            decision.check(charter.current(), UNANIMOUS)


def test_members_alone_volunteer_once_and_step_back(bakers: Bakers) -> None:
    with pytest.raises(MembersOnly):
        agreeing.volunteer(make_person("gus"), now=MORNING)
    bakers.volunteer("vera")
    agreeing.volunteer(bakers.people["vera"], now=MORNING)
    assert Volunteer.objects.count() == 1
    agreeing.step_back(bakers.people["vera"], now=MORNING + DAY)
    assert Volunteer.objects.get().until == MORNING + DAY


def says(bakers: Bakers, body: dict[str, Json], *, to: str = "", at: timedelta = timedelta(0)) -> lender.Word:
    """We say this to the bakers."""
    stamped = wire.stamped(body, to=to or "bakers.example/record", now=MORNING + at)
    note = notes.signed(wire.ASKS, stamped)
    with bakers.at_home():
        return lender.answer(note, now=MORNING)


def asks(draw: str = "17:2") -> dict[str, Json]:
    return {"do": "ask", "draw": draw, "matter": "5", "salt": SALT}


def test_a_pool_that_is_asked_for_twice_is_the_same_and_is_committed_once(bakers: Bakers) -> None:
    bakers.volunteer("vera", "wim")
    first, second = says(bakers, asks()), says(bakers, asks())
    assert (first.status, first.body) == (200, second.body)
    assert len(record.leaves(kind="lending.lent")) == 1
    agreeing.step_back(bakers.people["wim"], now=MORNING)
    said = notes.opened(says(bakers, asks()).body, log_key=_log_key(bakers), kind=wire.ANSWERS)
    found = wire.read_pool(said, draw="17:2")
    assert sorted(map(len, found.values())) == [0, 1]  # who left is there without an address


def test_what_nobody_asks_so_and_what_is_for_others_or_of_another_day_is_refused(bakers: Bakers) -> None:
    bakers.volunteer("vera")
    strange: list[dict[str, Json]] = [
        {"do": "ask", "draw": "17:2", "matter": "5", "salt": "short"},
        {"do": "ask", "draw": "x", "matter": "5", "salt": SALT},
        {"do": "call", "draw": "17:2", "key": "me", "due": DUE},
        {"do": "call", "draw": "17:2", "key": "ab" * 32, "due": "soon"},
        {"do": "over", "draw": "17:2", "voted": "all"},
        {"do": "dance", "draw": "17:2"},
    ]
    for body in strange:
        assert says(bakers, body).status == 400
    assert says(bakers, asks(), to="others.example/record").status == 400
    assert says(bakers, asks(), at=DAY * 2).status == 400
    assert says(bakers, asks(), at=-DAY * 2).status == 400
    assert not Pool.objects.exists()


def test_a_stranger_and_a_co_op_to_which_nothing_is_lent_get_nothing(bakers: Bakers) -> None:
    bakers.volunteer("vera")
    with bakers.at_home():
        assert lender.answer(b"hello\n", now=MORNING).status == 403
    decides(LendJurors(str(bakers.us), "no"), 12)
    assert says(bakers, asks()).status == 404


def test_too_many_juries_in_a_day_are_none(bakers: Bakers) -> None:
    bakers.volunteer("vera")
    answers = [says(bakers, asks(f"{number}:2")).status for number in range(1, 23)]
    assert answers == [200] * 20 + [429] * 2


def test_only_who_is_in_the_pool_is_called_once_and_not_when_it_is_over(bakers: Bakers) -> None:
    bakers.volunteer("vera")
    says(bakers, asks())
    (key,) = Pool.objects.get().keys
    call: dict[str, Json] = {"do": "call", "draw": "17:2", "key": key, "due": DUE}
    assert says(bakers, {**call, "key": "cd" * 32}).status == 410
    assert [says(bakers, call).status, says(bakers, call).status] == [200, 200]
    assert Seat.objects.get().person_id == bakers.people["vera"]
    assert says(bakers, {"do": "over", "draw": "17:2", "voted": [key]}).status == 200
    assert Seat.objects.get().has_voted
    assert [says(bakers, call).status, says(bakers, asks()).status] == [410, 410]


def test_what_is_kept_of_a_volunteer_is_hers_and_goes_with_her(bakers: Bakers) -> None:
    bakers.volunteer("vera")
    says(bakers, asks())
    (key,) = Pool.objects.get().keys
    says(bakers, {"do": "call", "draw": "17:2", "key": key, "due": DUE})
    (called,) = personal_data.export_of(bakers.people["vera"])["called"]
    assert called["co_op"] == "The yard"
    personal_data.erase(bakers.people["vera"], MORNING)
    assert not Seat.objects.exists()
    assert not Volunteer.objects.exists()


def _log_key(bakers: Bakers) -> str:
    with bakers.at_home():
        return record.vkey()
