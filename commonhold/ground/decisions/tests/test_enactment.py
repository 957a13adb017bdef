from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction

import pytest

from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter
from commonhold.ground.decisions import codec, queries, register
from commonhold.ground.decisions.absent import Absent, RoomIsAbsent
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision, Difference, Enactment
from commonhold.ground.record import actions as record
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)
RULE = Rule("ordinary", Fraction(1, 2), Fraction(1, 5))


@dataclass(frozen=True)
class HangLantern(Decision):
    """A decision for tests: it leaves one leaf, is refused below 1 and crashes above 100."""

    kind = "test.hang-lantern.v1"
    title = "Hang a lantern"
    height: int
    colour: str = "warm"

    def words(self) -> str:
        return f"Hang a {self.colour} lantern at {self.height} m"

    def rule_name(self, charter: Charter) -> str:
        return "ordinary"

    def check(self, charter: Charter, rule: Rule) -> None:
        if self.height < 1:
            raise Refusal("A lantern hangs above the ground.")

    def preview(self, charter: Charter) -> Difference:
        return Difference("Lantern", "none", self.words())

    def enact(self, enactment: Enactment) -> None:
        record.append("test.hung", {"height": self.height}, now=enactment.at)
        if self.height > 100:
            raise RuntimeError("the ladder broke")
        if self.height > 50:
            raise Refusal("The post is only 50 m high.")


@pytest.fixture(autouse=True)
def lantern(monkeypatch, db):
    monkeypatch.setitem(register._kinds, HangLantern.kind, HangLantern)


def kinds_on_record() -> list[str]:
    return [leaf.kind for leaf in Leaf.objects.order_by("id")]


def test_all_decisions_are_carried_out_and_recorded(db):
    done = enact([HangLantern(3), HangLantern(4)], reference="proposal:1", rule=RULE, now=NOON)
    assert done.done
    assert kinds_on_record() == ["test.hung", "test.hung", "decisions.enacted"]


def test_one_refusal_undoes_all_and_its_reason_stands_on_the_record(db):
    done = enact([HangLantern(3), HangLantern(60)], reference="proposal:1", rule=RULE, now=NOON)
    assert (done.done, done.reason) == (False, "The post is only 50 m high.")
    assert kinds_on_record() == ["decisions.failed"]


def test_the_check_is_made_again_at_enactment(db):
    assert not enact([HangLantern(0)], reference="proposal:1", rule=RULE, now=NOON).done


def test_a_crash_leaves_nothing_and_can_be_tried_again(db):
    with pytest.raises(RuntimeError):
        enact([HangLantern(101)], reference="proposal:1", rule=RULE, now=NOON)
    assert kinds_on_record() == []
    assert queries.enactment_of("proposal:1") is None
    assert enact([HangLantern(3)], reference="proposal:1", rule=RULE, now=NOON).done


def test_a_proposal_is_enacted_once_however_often_one_tries(db):
    first = enact([HangLantern(3)], reference="proposal:1", rule=RULE, now=NOON)
    again = enact([HangLantern(3)], reference="proposal:1", rule=RULE, now=NOON)
    assert again == first
    assert kinds_on_record().count("test.hung") == 1


def test_an_enactment_can_be_read_back_with_its_decisions(db):
    enact([HangLantern(3)], reference="proposal:1", rule=RULE, now=NOON)
    assert [each.decisions for each in queries.latest(limit=5)] == [[HangLantern(3)]]


def test_a_written_decision_decodes_to_itself():
    decision = HangLantern(3, "cold")
    assert codec.decode(codec.encode(decision)) == decision


def test_a_field_that_came_later_has_its_default_in_old_proposals():
    assert codec.decode({"kind": HangLantern.kind, "height": 3}) == HangLantern(3, "warm")


@pytest.mark.parametrize(
    "written",
    [
        {"kind": "test.unknown.v1"},
        {},
        {"kind": HangLantern.kind},
        {"kind": HangLantern.kind, "height": "3"},
        {"kind": HangLantern.kind, "height": True},
        {"kind": HangLantern.kind, "height": 3.5},
        {"kind": HangLantern.kind, "height": 3, "depth": 1},
        {"kind": HangLantern.kind, "height": 3, "colour": 1},
    ],
)
def test_what_no_decision_says_is_refused(written):
    with pytest.raises(Refusal):
        codec.decode(written)


def test_the_digest_depends_on_nothing_but_the_decisions():
    assert codec.digest([HangLantern(3)]) == codec.digest([HangLantern(3)])
    assert codec.digest([HangLantern(3)]) != codec.digest([HangLantern(4)])


@pytest.mark.parametrize("decision", register.decisions(), ids=lambda each: each.kind)
def test_every_kind_has_a_title_and_ends_in_its_version(decision):
    assert str(decision.title)
    assert decision.kind.rpartition(".v")[2].isdecimal()


def test_what_a_room_that_is_gone_decided_reads_back_and_hashes_the_same(db, monkeypatch):
    written = codec.encode(HangLantern(3))
    before = codec.digest([HangLantern(3)])
    monkeypatch.delitem(register._kinds, HangLantern.kind)
    kept = codec.read_back(written)
    assert codec.digest([kept]) == before
    assert (
        kept.words() == "“test.hang-lantern.v1” (height 3, colour warm), of a room that is not installed here"
    )


def test_what_touches_a_number_of_a_room_that_is_gone_reads_back_too(db):
    written = {"kind": "charter.set-parameter.v1", "key": "lanterns.height", "value": 3}
    assert codec.encode(codec.read_back(written)) == written


def test_it_is_not_carried_out_without_its_room_and_waits(db):
    with pytest.raises(RoomIsAbsent):
        enact([Absent(codec.encode(HangLantern(3)))], reference="proposal:1", rule=RULE, now=NOON)
    assert kinds_on_record() == []


def test_it_is_not_voted_on_anew_without_its_room(db):
    with pytest.raises(Refusal, match="hang-lantern"):
        Absent(codec.encode(HangLantern(3))).check(charter.current(), RULE)
