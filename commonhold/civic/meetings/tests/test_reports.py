"""The year's reports: made from the data at the notice, and adopted by a vote."""

from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from commonhold.civic.governance.actions.propose import announce_proposal, withdraw_proposal
from commonhold.civic.governance.decisions import Resolve
from commonhold.civic.meetings import queries
from commonhold.civic.meetings.actions.adopting import propose_adoption
from commonhold.civic.meetings.actions.agenda import Item
from commonhold.civic.meetings.decisions import AdoptReport
from commonhold.civic.meetings.refusals import (
    AdoptedAlready,
    NoSuchReport,
    NotNow,
    ProposedAlready,
    ReportChanged,
)
from commonhold.civic.meetings.tests.conftest import Coop
from commonhold.civic.members import actions as members
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.treasury.actions import books
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.actions import enact
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import make_person
from tests.paying import pays


@pytest.fixture
def annual(coop: Coop) -> int:
    """The annual meeting after a year's start: a gift, a bill, one report answered, Lea joined, Finn left."""
    ada, ben, caro = (coop.ids[name] for name in ("ada", "ben", "caro"))
    coop.wait(days=1)
    books.give_to_fund(ben, cents=5_000, now=coop.now)
    pays(ben, cents=2_400, what="Server", payee="Host", approved_by=ada, now=coop.now)
    sent = moderation.report(caro, about=f"person:{coop.ids['dev']}", words="Rude", now=coop.now)
    coop.wait(hours=3)
    moderation.answer_report(ben, report_id=sent, is_kept=False, answer="It was a joke", now=coop.now)
    members.enrol(make_person("lea", now=coop.now), votes_from=coop.now, now=coop.now)
    members.leave(coop.ids["finn"], now=coop.now)
    coop.decide(Resolve("A bench."))
    coop.wait(days=1)
    return coop.call(
        Item("Money", report="treasurer"),
        Item("What was reported", report="moderation"),
        kind="annual",
        title="The annual meeting",
        starts_at=coop.now + timedelta(days=20),
    )


def _told(coop: Coop, meeting_id: int, report: str):
    return queries.report(ANYONE, meeting_id, report, now=coop.now).told


def test_the_treasurers_report_is_made_from_the_books(coop: Coop, annual: int) -> None:
    told = _told(coop, annual, "treasurer")
    assert (told["currency"], told["costs_cents"], told["income_cents"]) == ("EUR", 2_400, 0)
    assert (told["bank_before"], told["bank_after"]) == (0, 2_600)
    assert (told["fund_before"], told["fund_after"]) == (0, 5_000)
    assert [each["cents"] for each in told["costs"]] == [2_400]


def test_moderations_report_has_numbers_and_names_nobody(coop: Coop, annual: int) -> None:
    told = _told(coop, annual, "moderation")
    reports = {"reported": 1, "waiting": 0, "kept": 0, "dismissed": 1, "median_minutes": 180}
    measures = dict.fromkeys(("measures", "appealed", "overturned", "juries", "law_reports"), 0)
    assert told == {**reports, **measures, "by_kind": [], "median_hours": None}
    body = queries.report(ANYONE, annual, "moderation", now=coop.now).body
    assert all(word not in body for word in ("caro", "dev", "Rude", "joke"))


def test_the_boards_report_tells_of_members_decisions_and_votes(coop: Coop, annual: int) -> None:
    told = _told(coop, annual, "board")
    assert (told["members_before"], told["joined"], told["left"], told["members_after"]) == (0, 5, 1, 4)
    assert [each["kinds"] for each in told["enacted"]][-1] == ["governance.resolve.v1"]
    assert told["votes"] == []


def test_a_report_stays_as_it_was_at_the_notice_with_its_hash_on_the_record(coop: Coop, annual: int) -> None:
    before = queries.report(ANYONE, annual, "treasurer", now=coop.now)
    books.give_to_fund(coop.ids["ben"], cents=1_000, now=coop.now)
    after = queries.report(ANYONE, annual, "treasurer", now=coop.now)
    assert before == after
    assert before.sha256 == hashlib.sha256(before.body.encode()).hexdigest()
    (leaf,) = record.leaves(kind="meetings.notice", about=f"meeting:{annual}")
    assert dict(leaf.body["reports"]).get("treasurer") == before.sha256  # type: ignore[arg-type]  # a mapping
    with pytest.raises(NoSuchReport):
        queries.report(ANYONE, coop.call(starts_at=coop.now + timedelta(days=15)), "board", now=coop.now)


def test_a_vote_adopts_a_report(coop: Coop, annual: int) -> None:
    found = queries.report(ANYONE, annual, "board", now=coop.now)
    decision = AdoptReport(str(annual), "board", found.sha256)
    assert codec.decode(codec.encode(decision)) == decision
    assert decision.words() == "Adopt the Board's report of “The annual meeting”"
    assert decision.preview(charter.current()).after == "adopted"
    coop.decide(decision)
    assert queries.report(ANYONE, annual, "board", now=coop.now).adopted_at == coop.now


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"meeting_id": "1"}, NoSuchReport),
        ({"meeting_id": "none"}, NoSuchReport),
        ({"report": "weather"}, NoSuchReport),
        ({"sha256": "0" * 64}, ReportChanged),
        ({}, AdoptedAlready),
    ],
)
def test_what_cannot_be_adopted(
    coop: Coop, annual: int, changed: dict[str, str], refusal: type[Refusal]
) -> None:
    found = queries.report(ANYONE, annual, "board", now=coop.now)
    right = {"meeting_id": str(annual), "report": "board", "sha256": found.sha256}
    if not changed:
        coop.decide(AdoptReport(**right))
    decision = AdoptReport(**{**right, **changed})
    with pytest.raises(refusal):
        decision.check(charter.current(), UNANIMOUS)
    assert not enact([decision], reference="test:of-this", rule=UNANIMOUS, now=coop.now).done


def test_the_board_drafts_the_proposal_to_adopt_once_until_it_came_to_nothing(
    coop: Coop, annual: int
) -> None:
    ada = coop.ids["ada"]
    assert queries.report(Viewer(ada), annual, "treasurer", now=coop.now).may_propose
    made = propose_adoption(ada, meeting_id=annual, report="treasurer", now=coop.now)
    with pytest.raises(ProposedAlready):
        propose_adoption(coop.ids["ben"], meeting_id=annual, report="treasurer", now=coop.now)
    assert queries.report(ANYONE, annual, "treasurer", now=coop.now).proposal_id is None
    announce_proposal(ada, proposal_id=made, now=coop.now)
    assert queries.report(ANYONE, annual, "treasurer", now=coop.now).proposal_id == made
    withdraw_proposal(ada, proposal_id=made, now=coop.now)
    assert propose_adoption(ada, meeting_id=annual, report="treasurer", now=coop.now) != made


def test_who_cannot_put_a_report_to_the_vote_and_when(coop: Coop, annual: int) -> None:
    ada = coop.ids["ada"]
    with pytest.raises(Refusal, match="mandate"):
        propose_adoption(coop.ids["caro"], meeting_id=annual, report="board", now=coop.now)
    with pytest.raises(NoSuchReport):
        propose_adoption(ada, meeting_id=annual, report="weather", now=coop.now)
    planned = coop.plan(kind="annual", starts_at=coop.now + timedelta(days=30))
    with pytest.raises(NotNow):
        propose_adoption(ada, meeting_id=planned, report="board", now=coop.now)
