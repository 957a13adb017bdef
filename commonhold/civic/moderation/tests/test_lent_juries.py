"""Where fewer than three of us may judge a peer lends jurors: drawn by the same lot, known by keys alone."""

from __future__ import annotations

import json
import random
import re

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.lending import agreeing, wire
from commonhold.civic.lending.models import Agreement, Message, Pool, Question
from commonhold.civic.lending.refusals import TicketOver
from commonhold.civic.lending.tests.houses import NAME, Bakers
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.models import Borrowing, Draw, Juror
from commonhold.civic.moderation.models import Case as CaseRow
from commonhold.civic.moderation.refusals import SeatGone, SeatNotTaken
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.civic.moderation.tests.lent import EVERYBODY, before_a_jury, drawn, lent, small
from commonhold.civic.moderation.vocabulary import Answer
from commonhold.civic.payments import queries as payments
from commonhold.civic.peers import actions as peers
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.record import queries as record
from commonhold.social.notifications.models import Notification
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.draw import jury


def test_one_lot_over_both_pools_that_anybody_replays_and_both_records_hold(
    case: Case, bakers: Bakers
) -> None:
    small(case, "dev")
    bakers.volunteer(*EVERYBODY)
    made = before_a_jury(case)
    assert not Draw.objects.exists()
    draw = drawn(case, bakers)
    assert (draw.measure_id, draw.seats, len(draw.pool)) == (made, 3, 5)
    data = queries.draw_file(ANYONE, draw.id)
    assert jury.sheet(*jury.read_sheet(json.loads(data))) == data
    theirs = [key for key in draw.pool if wire.is_lent(key)]
    (offered,) = record.leaves(kind="lending.lent")
    (borrowed,) = record.leaves(kind="moderation.jurors-borrowed")
    assert offered.body["pool_root"] == jury.merkle_root(theirs)
    assert borrowed.body["lenders"] == [f"{NAME}:{offered.body['pool_root']}:4"]


def test_a_lent_juror_reads_that_case_says_that_she_is_apart_and_votes_blind(
    case: Case, bakers: Bakers
) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    made = before_a_jury(case)
    draw = drawn(case, bakers)
    called = lent(bakers)
    assert len(called) == 3
    name, *others = called
    ticket = bakers.ticket(name)
    seen = queries.lent_jury(ticket, now=case.now)
    assert seen.copy is not None
    assert seen.copy.text == "You are all fools"
    with pytest.raises(SeatNotTaken):
        actions.give_lent_verdict(ticket, upholds=False, reasons="A joke.", now=case.now)
    actions.take_lent_seat(ticket, now=case.now)
    actions.give_lent_verdict(ticket, upholds=False, reasons="A joke.", now=case.now)
    with pytest.raises(SeatGone):
        actions.give_lent_verdict(ticket, upholds=True, reasons="Or not.", now=case.now)
    assert queries.lent_jury(bakers.ticket(others[0]), now=case.now).reasons == ()
    for each in others:
        actions.take_lent_seat(bakers.ticket(each), now=case.now)
        actions.give_lent_verdict(bakers.ticket(each), upholds=False, reasons="Too harsh.", now=case.now)
    draw.refresh_from_db()
    assert (draw.outcome, case.state(made).end) == ("overturned", "overturned")
    bakers.delivers()
    assert all(bakers.seat(each).has_voted for each in called)
    assert not Pool.objects.exclude(secret="").exists()


def test_nothing_of_the_case_of_who_reported_or_of_who_serves_crosses_the_wire(
    case: Case, bakers: Bakers
) -> None:
    """Nor does the borrower's database know a volunteer, or the public file a name."""
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    draw = drawn(case, bakers)
    for name in lent(bakers):
        actions.take_lent_seat(bakers.ticket(name), now=case.now)
        actions.give_lent_verdict(bakers.ticket(name), upholds=True, reasons="Unkind.", now=case.now)
    bakers.delivers()
    lines = b"\n".join(bakers.wire).decode().splitlines()
    said = "\n".join(line for line in lines if not line.startswith("\N{EM DASH}"))  # but for signatures
    marks = ["fools", "joke", "Unkind", "called us", queries.rules()[0], "label", *case.coop.ids, *EVERYBODY]
    assert [each for each in marks if re.search(rf"\b{re.escape(each)}\b", said, re.IGNORECASE)] == []
    assert [n for n, i in (case.coop.ids | bakers.people).items() if str(i) in said] == []
    public = queries.draw_file(ANYONE, draw.id).decode()
    kept = str(list(Juror.objects.values())) + str(list(Question.objects.values())) + public
    assert [n for n, i in bakers.people.items() if re.search(rf"\b({n}|{i})\b", kept)] == []
    assert Question.objects.get().addresses == {}


def test_who_has_a_part_in_it_under_an_address_of_the_lender_is_left_out(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    wim = people.meet_remote_person(handle="wim", domain="bakers.example", display_name="Wim", now=case.now)
    people.block(case.who("finn"), person_id=wim, now=case.now)
    before_a_jury(case)
    draw = drawn(case, bakers)
    assert [why for key, why in draw.excluded if wire.is_lent(key)] == ["conflict"]
    assert "wim" not in lent(bakers)
    assert len(lent(bakers)) == 3


@pytest.mark.parametrize("seed", range(4))
def test_however_many_there_are_nobody_with_a_part_sits_and_never_fewer_than_three(
    case: Case, bakers: Bakers, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    neutral = chance.sample(["dev", "hana", "ivo"], chance.randrange(4))
    small(case, *neutral)
    bakers.volunteer(*chance.sample(EVERYBODY, chance.randrange(5)))
    made = before_a_jury(case)
    bakers.delivers()
    case.coop.wait(hours=50)
    many = len(neutral) + (len(bakers.people) if len(neutral) < 3 else 0)
    if many < 3:
        assert not Draw.objects.exists()
        assert case.state(made).end == "overturned"
        return
    draw = Draw.objects.get()
    assert draw.seats == 3
    away = {case.who(each) for each in ("ada", "ben", "caro", "finn")}
    assert away.isdisjoint(Juror.objects.values_list("person_id", flat=True))
    assert Juror.objects.filter(draw=draw, answer=Answer.CALLED).count() == 3


def test_a_silent_peer_is_waited_for_a_day_and_then_nobody_judges(case: Case, bakers: Bakers) -> None:
    small(case, "dev", "hana")
    bakers.volunteer(*EVERYBODY)
    bakers.silent = True
    made = before_a_jury(case)
    bakers.delivers()
    case.coop.wait(hours=23)
    assert case.state(made).end == ""
    case.coop.wait(hours=2)
    assert case.state(made).end == "overturned"
    assert Borrowing.objects.get().ended_at is not None


def test_where_a_silent_peer_leaves_nobody_what_protects_somebody_stays_and_is_escalated(
    case: Case, bakers: Bakers
) -> None:
    small(case)
    bakers.silent = True
    made = before_a_jury(case, "withhold")
    case.coop.wait(hours=25)
    assert case.state(made).end == ""
    assert record.leaves(kind="moderation.escalated", about=f"case:{case.id}")


def test_a_lent_juror_who_declines_or_vanishes_is_replaced_and_then_those_who_voted_decide(
    case: Case, bakers: Bakers
) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    made = before_a_jury(case)
    draw = drawn(case, bakers)
    first, second, third = lent(bakers)
    actions.decline_lent_seat(bakers.ticket(first), now=case.now)
    bakers.delivers()
    assert bakers.seat(first).ended_at is not None
    (fourth,) = set(lent(bakers)) - {second, third}
    for each in (second, third):
        actions.take_lent_seat(bakers.ticket(each), now=case.now)
        actions.give_lent_verdict(bakers.ticket(each), upholds=True, reasons="Unkind.", now=case.now)
    old = bakers.ticket(fourth)
    case.coop.wait(days=5)  # and the pool is empty: two who voted are too few
    draw.refresh_from_db()
    assert (draw.outcome, case.state(made).end) == ("overturned", "overturned")
    with pytest.raises(TicketOver):
        queries.lent_jury(old, now=case.now)


def test_when_the_peering_ends_its_jurors_seats_go_to_the_next_in_the_lot(case: Case, bakers: Bakers) -> None:
    small(case, "dev", "hana")
    bakers.volunteer("vera")
    before_a_jury(case)
    draw = drawn(case, bakers)
    ticket = bakers.ticket("vera")
    peers.end(bakers.peer, because=Enactment(2, case.now, "proposal:9", UNANIMOUS))
    case.coop.wait(minutes=1)
    assert Juror.objects.get(lent_by_id=bakers.peer).answer == Answer.VANISHED
    with pytest.raises(TicketOver):
        queries.lent_jury(ticket, now=case.now)
    for name in ("dev", "hana"):
        actions.give_verdict(case.who(name), draw_id=draw.id, upholds=True, reasons="Unkind.", now=case.now)
    draw.refresh_from_db()
    assert draw.outcome == "overturned"  # two of three are no jury


def test_whom_the_peer_can_t_call_is_replaced_at_once(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    bakers.delivers()
    case.coop.wait(hours=25)
    for name in ("vera", "wim"):
        agreeing.step_back(bakers.people[name], now=case.now)
    bakers.delivers()
    case.coop.wait(minutes=1)
    bakers.delivers()
    assert {"vera", "wim"}.isdisjoint(lent(bakers))
    assert lent(bakers)


def test_nobody_judges_the_same_matter_twice(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    made = before_a_jury(case)
    drawn(case, bakers)
    for name in lent(bakers):
        actions.take_lent_seat(bakers.ticket(name), now=case.now)
        actions.give_lent_verdict(bakers.ticket(name), upholds=True, reasons="Unkind.", now=case.now)
    bakers.delivers()
    case.appeal(made)
    bakers.delivers()
    assert len(Pool.objects.latest("id").keys) == 1
    case.coop.wait(hours=25)
    assert case.state(made).end == "overturned"


def test_a_sealed_case_is_shown_to_no_lent_juror(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    drawn(case, bakers)
    name = next(iter(lent(bakers)))
    CaseRow.objects.update(is_sealed=True)
    with pytest.raises(SeatGone):
        queries.lent_jury(bakers.ticket(name), now=case.now)
    with pytest.raises(SeatGone):
        actions.take_lent_seat(bakers.ticket(name), now=case.now)


def test_members_agreed_to_pay_whom_they_lend(case: Case, bakers: Bakers) -> None:
    because = Enactment(3, case.now, "proposal:7", UNANIMOUS)
    agreeing.agree(bakers.us, Agreement.Way.LEND, is_paid=True, because=because)
    case.decides(SetParameter("moderation.jury_pay_cents", 2_500))
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    drawn(case, bakers)
    called = list(lent(bakers))
    for name in called:
        actions.take_lent_seat(bakers.ticket(name), now=case.now)
        actions.give_lent_verdict(bakers.ticket(name), upholds=True, reasons="Unkind.", now=case.now)
    bakers.delivers()
    case.coop.wait(minutes=1)
    for name in called:
        (owed,) = payments.my_payments(Viewer(bakers.people[name])).owed
        assert (owed.kind, owed.cents) == ("jury", 2_500)


def test_a_proposed_measure_waits_for_lent_jurors_until_it_is_lifted(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    made = case.measure("suspend", days=60)
    assert case.state(made).since is None
    bakers.delivers()
    actions.lift_measure(case.who("ben"), measure_id=made, now=case.now)
    case.coop.wait(hours=50)
    assert case.state(made).end == "lifted"
    assert not Draw.objects.exists()
    assert [each.said["do"] for each in Message.objects.all()] == ["over"]


def test_a_volunteer_is_told_of_her_call_by_her_own_co_op(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    drawn(case, bakers)
    told = Notification.objects.filter(kind="lending.called").values_list("person_id", flat=True)
    assert set(told) == {bakers.people[name] for name in lent(bakers)}
