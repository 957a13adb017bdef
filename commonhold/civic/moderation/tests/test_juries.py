"""Juries: drawn by public lot, paid flat, blind until all voted; and bad luck never stops one."""

from __future__ import annotations

import json

import pytest

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.moderation import actions, behind, drawing, jury_pay, queries
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Draw, Juror, Report
from commonhold.civic.moderation.refusals import (
    AnswerMissing,
    NobodyCanJudge,
    NoSuchMeasure,
    NoSuchReport,
    NotCalled,
    NotForThis,
    NothingToReveal,
    NotTheNumber,
)
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.civic.moderation.vocabulary import Answer, Ladder
from commonhold.civic.payments import queries as payments
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.booked import booked
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.record import queries as record
from commonhold.social.people import actions as people_actions
from commonhold.social.people import queries as people
from commonhold.social.people.actions import block
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.draw import jury


def before_a_jury(case: Case, kind: str = "label", commitment: str = "", **how) -> int:
    made = case.measure(kind, **how)
    case.review(case.appeal(made), upholds=True)
    case.appeal(made, commitment)
    return made


def draw_of(measure_id: int) -> Draw:
    return Draw.objects.filter(measure_id=measure_id).latest("id")


def test_those_with_a_part_in_it_are_not_in_the_pool(case: Case) -> None:
    made = before_a_jury(case)
    draw = draw_of(made)
    left_out = {drawing.key_of(draw.secret, case.who(each)): each for each in ("ada", "ben", "caro", "finn")}
    why = {left_out[key]: why for key, why in draw.excluded}
    assert why == {"ada": "conflict", "finn": "conflict", "ben": "decided", "caro": "decided"}
    assert (len(draw.pool), draw.seats) == (8, 3)


def test_what_the_lot_commits_to_is_on_the_record_before_the_head_that_seeds_it(case: Case) -> None:
    made = before_a_jury(case)
    (leaf,) = record.leaves(kind="moderation.draw")
    assert leaf.body == drawing.committed(draw_of(made)).body()
    case.coop.wait(hours=25)
    draw = draw_of(made)
    said = drawing.committed(draw).body()  # its leaf has an index only now
    leaf = next(each for each in record.leaves(kind="moderation.draw") if each.body == said)
    head = record.first_checkpoint_after(leaf.index or 0)
    assert head is not None
    assert (draw.checkpoint_size, draw.checkpoint_root) == (head.size, head.root)
    assert (leaf.index or 0) < head.size


def test_the_published_file_replays_and_names_nobody(case: Case) -> None:
    made = before_a_jury(case)
    case.coop.wait(hours=25)
    data = queries.draw_file(ANYONE, draw_of(made).id)
    assert jury.sheet(*jury.read_sheet(json.loads(data))) == data
    for each in case.coop.ids.values():
        assert str(each) not in data.decode()
    seated = json.loads(data)["seated"]
    called = Juror.objects.order_by("place").values_list("person_id", flat=True)
    assert seated == [drawing.key_of(draw_of(made).secret, each) for each in called]


def test_whoever_appeals_may_add_a_number_of_her_own(case: Case) -> None:
    made = before_a_jury(case, commitment=jury.digest_of("forty-two"))
    draw, finn = draw_of(made), case.who("finn")
    with pytest.raises(NoSuchMeasure):
        actions.reveal_number(case.who("dev"), draw_id=draw.id, number="forty-two", now=case.now)
    with pytest.raises(NotTheNumber):
        actions.reveal_number(finn, draw_id=draw.id, number="forty-three", now=case.now)
    actions.reveal_number(finn, draw_id=draw.id, number="forty-two", now=case.now)
    with pytest.raises(NothingToReveal):
        actions.reveal_number(finn, draw_id=draw.id, number="forty-two", now=case.now)
    case.coop.wait(hours=25)
    assert ["party", "forty-two"] in json.loads(queries.draw_file(ANYONE, draw.id))["numbers"]


def test_whoever_commits_and_does_not_reveal_stops_nothing(case: Case) -> None:
    made = before_a_jury(case, commitment=jury.digest_of("forty-two"))
    case.coop.wait(hours=25)
    assert draw_of(made).drawn_at is not None
    with pytest.raises(NothingToReveal):
        actions.reveal_number(case.who("finn"), draw_id=draw_of(made).id, number="forty-two", now=case.now)


@pytest.mark.parametrize(("upholding", "end"), [(0, "overturned"), (1, "overturned"), (2, ""), (3, "")])
def test_a_measure_stands_only_if_two_thirds_uphold_it(case: Case, upholding: int, end: str) -> None:
    made = before_a_jury(case)
    case.jury(made, upholding)
    assert case.state(made).end == end


@pytest.mark.parametrize(("upholding", "end"), [(0, "overturned"), (1, "overturned"), (2, ""), (3, "")])
def test_what_protects_somebody_falls_only_if_two_thirds_overturn_it(
    case: Case, upholding: int, end: str
) -> None:
    made = before_a_jury(case, "withhold")
    case.jury(made, upholding)
    assert case.state(made).end == end


def test_a_long_suspension_holds_only_when_a_jury_imposes_it(case: Case) -> None:
    made = case.measure("suspend", days=60)
    assert not people.is_suspended(case.who("finn"))
    case.jury(made, upholding=3)
    assert people.is_suspended(case.who("finn"))
    case.appeal(made)  # goes to the larger one at once
    assert draw_of(made).level == 3
    case.jury(made, upholding=0)
    assert not people.is_suspended(case.who("finn"))


def test_a_jury_that_does_not_agree_imposes_nothing(case: Case) -> None:
    made = case.measure("suspend", days=60)
    case.jury(made, upholding=1)
    assert (case.state(made).end, people.is_suspended(case.who("finn"))) == ("refused", False)


def test_where_the_charter_says_so_a_jury_expels(case: Case) -> None:
    case.decides(SetParameter("moderation.expulsion", "jury"))
    made = case.measure("expel")
    case.jury(made, upholding=3)
    assert people.is_suspended(case.who("finn"))
    case.coop.wait(days=31)
    assert not people.is_member(case.who("finn"))


def test_nobody_sees_a_ballot_before_all_have_voted(case: Case) -> None:
    made = before_a_jury(case)
    case.coop.wait(hours=25)
    first, second, third = Juror.objects.order_by("place")
    draw = draw_of(made)
    actions.give_verdict(first.person_id or 0, draw_id=draw.id, upholds=True, reasons="Unkind.", now=case.now)
    assert queries.jury_of(Viewer(second.person_id), draw.id, now=case.now).reasons == ()
    with pytest.raises(NotCalled):
        actions.give_verdict(
            first.person_id or 0, draw_id=draw.id, upholds=False, reasons="No.", now=case.now
        )
    with pytest.raises(AnswerMissing):
        actions.give_verdict(second.person_id or 0, draw_id=draw.id, upholds=True, reasons=" ", now=case.now)
    for each in (second, third):
        actions.give_verdict(each.person_id or 0, draw_id=draw.id, upholds=True, reasons="Yes.", now=case.now)
    seen = queries.jury_of(Viewer(second.person_id), draw.id, now=case.now)
    assert seen.reasons == ("Unkind.", "Yes.", "Yes.")


def test_a_seat_that_is_declined_or_left_goes_to_the_next_in_the_lot(case: Case) -> None:
    made = before_a_jury(case)
    case.coop.wait(hours=25)
    first, second, _third = Juror.objects.order_by("place")
    actions.decline_seat(first.person_id or 0, draw_id=draw_of(made).id, now=case.now)
    block(case.who("finn"), person_id=second.person_id or 0, now=case.now)
    actions.take_seat(second.person_id or 0, draw_id=draw_of(made).id, now=case.now)
    assert list(Juror.objects.order_by("place").values_list("answer", flat=True)) == [
        Answer.DECLINED,
        Answer.DECLINED,
        Answer.CALLED,
        Answer.CALLED,
        Answer.CALLED,
    ]
    with pytest.raises(NotCalled):
        actions.take_seat(first.person_id or 0, draw_id=draw_of(made).id, now=case.now)


def test_jurors_who_vanish_are_replaced_until_nobody_is_left_and_then_the_measure_goes(case: Case) -> None:
    made = before_a_jury(case)
    case.coop.wait(days=25)
    assert not Juror.objects.exclude(answer=Answer.VANISHED).exists()
    assert Juror.objects.count() == 8
    assert case.state(made).end == "overturned"


def test_when_jurors_vanish_what_protects_somebody_stays_and_is_escalated(case: Case) -> None:
    made = before_a_jury(case, "withhold")
    case.coop.wait(days=25)
    assert case.state(made).end == ""
    assert record.leaves(kind="moderation.escalated", about=f"case:{case.id}")


def test_where_everybody_has_a_part_in_it_the_measure_goes_and_none_can_be_proposed(case: Case) -> None:
    made = case.measure("label")
    case.review(case.appeal(made), upholds=True)
    for name in case.coop.ids:
        if name not in {"finn", "ada", "ben", "caro"}:
            block(case.who(name), person_id=case.who("finn"), now=case.now)
    case.appeal(made)
    assert case.state(made).end == "overturned"
    with pytest.raises(NobodyCanJudge):
        case.measure("suspend", days=60)


def test_where_everybody_has_a_part_in_it_what_protects_somebody_is_escalated(case: Case) -> None:
    made = case.measure("withhold")
    case.review(case.appeal(made), upholds=True)
    for name in case.coop.ids:
        if name not in {"finn", "ada", "ben", "caro"}:
            block(case.who(name), person_id=case.who("finn"), now=case.now)
    case.appeal(made)
    assert case.state(made).end == ""
    assert record.leaves(kind="moderation.escalated", about=f"case:{case.id}")


def test_whoever_is_suspended_sits_on_no_jury(case: Case) -> None:
    people_actions.grant_standing(person_id=case.who("dev"), kind=Standing.Kind.SUSPENDED, now=case.now)
    draw = draw_of(before_a_jury(case))
    assert [drawing.key_of(draw.secret, case.who("dev")), "suspended"] in draw.excluded


def test_everybody_who_voted_is_paid_the_same(case: Case) -> None:
    case.decides(SetParameter("moderation.jury_pay_cents", 2_500))
    made = before_a_jury(case)
    case.coop.wait(hours=25)
    seated, before = list(Juror.objects.order_by("place").values_list("person_id", flat=True)), case.now
    case.coop.wait(seconds=1)
    case.vote(draw_of(made).id, upholding=1)
    for each in seated:
        (owed,) = payments.my_payments(Viewer(each)).owed
        assert (owed.kind, owed.cents) == ("jury", 2_500)
    entries = booked(AccountKind.EXPENSES, currency="EUR", since=before, until=case.now)
    assert {each.who for each in behind.behind(entries)} == {f"person:{each}" for each in seated}


def test_where_the_books_are_empty_for_ever_no_jury_puts_a_debt_into_them(case: Case) -> None:
    case.decides(SetParameter("moderation.jury_pay_cents", 2_500))
    ending.begin(Stage.READING, reference="proposal:9", now=case.now)
    jury_pay.owe(case.who("dev"), "1", now=case.now)
    assert not payments.my_payments(Viewer(case.who("dev"))).owed
    assert ledger.held_in(jury_pay.OWED) == {}


def test_a_lot_waits_until_the_record_has_signed_what_it_commits_to(case: Case) -> None:
    made = before_a_jury(case)
    late = draw_of(made).draws_at
    ran = jobs.run_due(late)  # no sequencer ran in between
    assert [each.ok for each in ran if each.kind == "moderation.draws"] == [False]
    assert draw_of(made).drawn_at is None
    case.coop.wait(hours=26)
    assert draw_of(made).drawn_at is not None


def test_a_jury_is_asked_without_anybody_for_agreements_alone(case: Case) -> None:
    reasons = Reasons("Nobody answered.", "What two people agree on holds.")
    with pytest.raises(NoSuchReport):
        actions.ask_jury(report_id=1, kind=Ladder.UNDO, reasons=reasons, now=case.now)
    sent = Report.objects.get().id
    with pytest.raises(NotForThis):
        actions.ask_jury(report_id=sent, kind=Ladder.UNDO, reasons=reasons, now=case.now)
    assert not Draw.objects.exists()
