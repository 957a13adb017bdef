"""Disputes: a mediator first, a jury where no way is found, and credit that goes back within the limits."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import queries as credit
from commonhold.civic.credit.actions import set_limit
from commonhold.civic.exchange import judged
from commonhold.civic.exchange.actions.clearing import pay_owed
from commonhold.civic.exchange.actions.disputing import (
    answer_proposal,
    bring_before_jury,
    close_dispute,
    end_dispute,
    mediate,
    open_dispute,
    propose,
)
from commonhold.civic.exchange.actions.going import cancel
from commonhold.civic.exchange.actions.telling_how import write_word
from commonhold.civic.exchange.models import Dispute
from commonhold.civic.exchange.queries import agreements
from commonhold.civic.exchange.refusals import (
    DisputeTooLate,
    MandateNeeded,
    NoDispute,
    NoSuchAgreement,
    NoSuchOffer,
    NothingToReverse,
    NotNow,
    NotYours,
    OwnMatter,
    TextLength,
)
from commonhold.civic.exchange.tests.conftest import CREDIT, Coop
from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.members import actions as members
from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation import queries as cases
from commonhold.civic.moderation.actions import Reasons
from commonhold.civic.moderation.models import Draw, Juror, Measure
from commonhold.civic.moderation.news import MeasureStopped
from commonhold.civic.moderation.refusals import NobodyCanJudge, NotForThis
from commonhold.civic.moderation.vocabulary import Answer
from commonhold.ground.record import queries as record
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person


@pytest.fixture
def paid(coop: Coop) -> int:
    """Finn paid Caro an hour through trust."""
    coop.trust("finn", "caro")
    made = coop.agrees(price=CREDIT)
    coop.done(made)
    return made


def disputed(coop: Coop, agreement_id: int, by: str = "finn") -> None:
    open_dispute(coop.ids[by], agreement_id=agreement_id, words="It broke again.", now=coop.now)


def owed(coop: Coop) -> int:
    """What Finn owes Caro, in minutes."""
    view = credit.overview(Viewer(coop.ids["caro"]), now=coop.now)
    return view.balance


def test_a_mediator_finds_a_way_and_what_was_paid_goes_back(coop: Coop, paid: int) -> None:
    assert owed(coop) == 60
    disputed(coop, paid)
    assert coop.told("caro")[0] == "disputed"
    assert coop.told("ada")[0] == "to-mediate"
    assert [each.id for each in agreements.disputes(Viewer(coop.ids["ada"]), now=coop.now)] == [paid]
    ada = coop.ids["ada"]
    mediate(ada, agreement_id=paid, now=coop.now)
    with pytest.raises(NoDispute):
        mediate(ada, agreement_id=paid, now=coop.now)
    propose(ada, agreement_id=paid, words="It goes back.", goes_back=True, now=coop.now)
    answer_proposal(coop.ids["caro"], agreement_id=paid, accepts=True, now=coop.now)
    with pytest.raises(NoDispute):
        answer_proposal(coop.ids["caro"], agreement_id=paid, accepts=True, now=coop.now)
    assert coop.state(paid) == "disputed"
    answer_proposal(coop.ids["finn"], agreement_id=paid, accepts=True, now=coop.now)
    assert (coop.state(paid), owed(coop)) == ("resolved", 0)
    (leaf,) = record.leaves(kind="exchange.dispute-resolved")
    assert (leaf.body["how"], leaf.body["back"]) == ("mediated", "yes")
    assert write_word(
        coop.ids["finn"], agreement_id=paid, text="Fair.", was_as_agreed=False, would_again=True, now=coop.now
    )


def test_a_new_proposal_asks_both_again(coop: Coop, paid: int) -> None:
    disputed(coop, paid)
    ada = coop.ids["ada"]
    mediate(ada, agreement_id=paid, now=coop.now)
    with pytest.raises(NoDispute):
        answer_proposal(coop.ids["finn"], agreement_id=paid, accepts=True, now=coop.now)
    propose(ada, agreement_id=paid, words="It stays.", goes_back=False, now=coop.now)
    answer_proposal(coop.ids["finn"], agreement_id=paid, accepts=False, now=coop.now)
    propose(ada, agreement_id=paid, words="It goes back.", goes_back=True, now=coop.now)
    assert coop.look("finn", paid).dispute.may_answer
    assert coop.look("caro", paid).dispute.may_answer


def test_who_may_not_open_mediate_or_end_a_dispute(coop: Coop, paid: int) -> None:
    with pytest.raises(NoSuchAgreement):
        disputed(coop, paid, "dev")
    with pytest.raises(TextLength):
        open_dispute(coop.ids["finn"], agreement_id=paid, words=" ", now=coop.now)
    with pytest.raises(NoDispute):
        mediate(coop.ids["ada"], agreement_id=paid, now=coop.now)
    disputed(coop, paid)
    with pytest.raises(NotNow):
        disputed(coop, paid, "caro")
    with pytest.raises(MandateNeeded):
        mediate(coop.ids["dev"], agreement_id=paid, now=coop.now)
    with pytest.raises(NotYours):
        propose(coop.ids["ada"], agreement_id=paid, words="So.", goes_back=False, now=coop.now)
    coop.decide(AppointMandate(str(coop.ids["caro"]), "moderator"))
    with pytest.raises(OwnMatter):
        mediate(coop.ids["caro"], agreement_id=paid, now=coop.now)
    with pytest.raises(NotYours):
        end_dispute(coop.ids["caro"], agreement_id=paid, now=coop.now)
    end_dispute(coop.ids["finn"], agreement_id=paid, now=coop.now)
    assert (coop.state(paid), owed(coop)) == ("resolved", 60)


def test_a_dispute_has_its_time_and_a_question_has_none(coop: Coop, paid: int) -> None:
    asked = coop.asks(coop.offers(), "dev")
    with pytest.raises(NotNow):
        disputed(coop, asked, "dev")
    coop.wait(days=31)
    with pytest.raises(DisputeTooLate):
        disputed(coop, paid)
    assert not coop.look("finn", paid).may_dispute


def test_what_was_cancelled_can_be_disputed_and_has_nothing_to_go_back(coop: Coop) -> None:
    made = coop.agrees(span=coop.span(2))
    cancel(coop.ids["caro"], agreement_id=made, now=coop.now)
    disputed(coop, made)
    mediate(coop.ids["ada"], agreement_id=made, now=coop.now)
    with pytest.raises(NothingToReverse):
        propose(coop.ids["ada"], agreement_id=made, words="So.", goes_back=True, now=coop.now)
    with pytest.raises(NothingToReverse):
        bring_before_jury(coop.ids["ada"], agreement_id=made, facts="So.", rule="", now=coop.now)


def test_where_no_way_is_found_in_time_its_mediator_ends_it(coop: Coop, paid: int) -> None:
    disputed(coop, paid)
    ada = coop.ids["ada"]
    mediate(ada, agreement_id=paid, now=coop.now)
    with pytest.raises(NotNow):
        close_dispute(ada, agreement_id=paid, words="No way.", now=coop.now)
    coop.wait(days=14)
    assert coop.told("ada")[0] == "mediation-late"
    close_dispute(ada, agreement_id=paid, words="No way was found.", now=coop.now)
    assert coop.look("finn", paid).steps[-1].words == "No way was found."


def test_credit_that_the_limits_hold_back_is_said_and_the_dispute_ends(coop: Coop, paid: int) -> None:
    """Caro spent what she got: then nothing of it lies where it could go back."""
    coop.trust("caro", "dev")
    disputed(coop, paid)
    mediate(coop.ids["ada"], agreement_id=paid, now=coop.now)
    set_limit(coop.ids["caro"], person_id=coop.ids["finn"], minutes=0, now=coop.now)
    propose(coop.ids["ada"], agreement_id=paid, words="It goes back.", goes_back=True, now=coop.now)
    for name in ("caro", "finn"):
        answer_proposal(coop.ids[name], agreement_id=paid, accepts=True, now=coop.now)
    kinds = [each.kind for each in coop.look("finn", paid).steps]
    assert coop.state(paid) == "resolved"
    assert "reversed" in kinds or "not-reversed" in kinds


@pytest.fixture
def town(coop: Coop, paid: int) -> int:
    """Twelve members, and a dispute that Ada could not mediate."""
    for name in ("gil", "hana", "ivo", "jun", "kira", "lena", "mia"):
        coop.ids[name] = make_person(name)
        members.enrol(coop.ids[name], votes_from=MORNING, now=MORNING)
    disputed(coop, paid)
    mediate(coop.ids["ada"], agreement_id=paid, now=coop.now)
    return paid


def jury(coop: Coop, measure_id: int, *, upholding: int) -> None:
    coop.wait(hours=1)  # the record signs what the lot commits to
    coop.wait(hours=24)
    draw = Draw.objects.get(measure_id=measure_id, decided_at=None)
    seated = Juror.objects.filter(draw=draw, answer__in=[Answer.CALLED, Answer.SERVES])
    for number, juror in enumerate(seated.order_by("place")):
        moderation.take_seat(juror.person_id or 0, draw_id=draw.id, now=coop.now)
        moderation.give_verdict(
            juror.person_id or 0,
            draw_id=draw.id,
            upholds=number < upholding,
            reasons="I read it.",
            now=coop.now,
        )
    coop.wait(minutes=1)


def test_a_jury_decides_that_what_was_paid_goes_back(coop: Coop, town: int) -> None:
    rule = cases.rules()[0]
    made = bring_before_jury(
        coop.ids["ada"], agreement_id=town, facts="It was a sham.", rule=rule, now=coop.now
    )
    case = cases.case(Viewer(coop.ids["ada"]), Measure.objects.get(id=made).case_id, now=coop.now)
    assert case.copy is not None
    assert "mutual credit" in case.copy.text
    with pytest.raises(NoDispute):
        end_dispute(coop.ids["finn"], agreement_id=town, now=coop.now)
    jury(coop, made, upholding=99)
    assert (coop.state(town), owed(coop)) == ("resolved", 0)


def test_a_jury_leaves_what_was_paid_where_it_is(coop: Coop, town: int) -> None:
    rule = cases.rules()[0]
    made = bring_before_jury(
        coop.ids["ada"], agreement_id=town, facts="It was a sham.", rule=rule, now=coop.now
    )
    jury(coop, made, upholding=0)
    assert (coop.state(town), owed(coop)) == ("resolved", 60)


def test_too_few_for_a_jury_is_said_and_the_dispute_stays(coop: Coop, paid: int) -> None:
    disputed(coop, paid)
    mediate(coop.ids["ada"], agreement_id=paid, now=coop.now)
    rule = cases.rules()[0]
    with pytest.raises(NobodyCanJudge):
        bring_before_jury(coop.ids["ada"], agreement_id=paid, facts="A sham.", rule=rule, now=coop.now)
    assert coop.state(paid) == "disputed"
    assert coop.look("finn", paid).dispute.measure_id is None


def overturned(coop: Coop, measure_id: int) -> None:
    """Whom it is on appeals, and another jury sees it otherwise."""
    caro = coop.ids["caro"]
    moderation.appeal(caro, measure_id=measure_id, words="It worked.", now=coop.now)
    jury(coop, measure_id, upholding=0)


def undone(coop: Coop, town: int) -> int:
    """A jury let what was paid go back; its measure."""
    ada, rule = coop.ids["ada"], cases.rules()[0]
    made = bring_before_jury(ada, agreement_id=town, facts="It was a sham.", rule=rule, now=coop.now)
    jury(coop, made, upholding=99)
    assert owed(coop) == 0
    return made


def test_a_second_jury_overturns_it_and_what_went_back_comes_again_once(coop: Coop, town: int) -> None:
    made = undone(coop, town)
    overturned(coop, made)
    assert (owed(coop), coop.look("finn", town).owed) == (60, [])
    (leaf,) = record.leaves(kind="exchange.dispute-overturned")
    assert leaf.body["back"] == "yes"
    judged.on_measure_stopped(
        MeasureStopped(measure_id=made, kind="undo", about=f"agreement:{town}", how="overturned"), coop.now
    )
    assert owed(coop) == 60
    assert len(record.leaves(kind="exchange.dispute-overturned")) == 1


def test_what_cannot_come_again_stays_owed_in_a_row_of_its_own(coop: Coop, town: int) -> None:
    made = undone(coop, town)
    set_limit(coop.ids["caro"], person_id=coop.ids["finn"], minutes=20, now=coop.now)
    overturned(coop, made)
    (left,) = coop.look("finn", town).owed
    assert (owed(coop), left.minutes, left.debtor.handle) == (20, 40, "finn")
    assert "40 min could not" in next(
        each.words for each in coop.look("finn", town).steps if each.kind == "restored"
    )
    set_limit(coop.ids["caro"], person_id=coop.ids["finn"], minutes=60, now=coop.now)
    pay_owed(coop.ids["finn"], agreement_id=town, now=coop.now)
    assert (owed(coop), coop.look("finn", town).owed) == (60, [])


def test_another_measure_about_it_that_ends_moves_nothing(coop: Coop, town: int) -> None:
    undone(coop, town)
    judged.on_measure_stopped(
        MeasureStopped(measure_id=1, kind="undo", about=f"agreement:{town}", how="overturned"), coop.now
    )
    assert owed(coop) == 0


def test_a_dispute_that_nobody_takes_on_goes_before_a_jury_by_itself(coop: Coop, town: int) -> None:
    Dispute.objects.filter(agreement_id=town).update(mediator=None)
    coop.wait(days=4)
    assert (coop.told("ada")[0], coop.told("finn")[0]) == ("to-mediate", "goes-on")
    coop.wait(days=4)
    made = coop.look("finn", town).dispute.measure_id
    assert made is not None
    jury(coop, made, upholding=99)
    assert (coop.state(town), owed(coop)) == ("resolved", 0)


def test_a_mediator_who_ends_nothing_is_reminded_and_then_a_jury_is_asked(coop: Coop, town: int) -> None:
    coop.wait(days=15)
    assert coop.told("ada")[0] == "mediation-late"
    assert coop.look("finn", town).dispute.measure_id is None
    coop.wait(days=14)
    assert coop.look("finn", town).dispute.measure_id is not None


def test_a_jury_that_too_few_sit_on_moves_nothing_and_the_dispute_ends(coop: Coop, town: int) -> None:
    ada, rule = coop.ids["ada"], cases.rules()[0]
    bring_before_jury(ada, agreement_id=town, facts="It was a sham.", rule=rule, now=coop.now)
    coop.wait(hours=1)
    for _each in range(8):
        coop.wait(days=5)
    assert (coop.state(town), owed(coop)) == ("resolved", 60)


def test_where_nothing_can_move_it_ends_without_an_outcome_and_says_so(coop: Coop) -> None:
    made = coop.agrees(span=coop.span(2))
    disputed(coop, made)
    coop.wait(days=8)
    assert coop.state(made) == "resolved"
    (leaf,) = record.leaves(kind="exchange.dispute-resolved")
    assert leaf.body["how"] == "no-outcome"
    assert "without an outcome" in coop.look("finn", made).steps[-1].words


def test_an_offer_is_withheld_by_a_measure_and_shown_again_when_it_ends(coop: Coop) -> None:
    offer, rule = coop.offers(), cases.rules()[0]
    report = moderation.report(coop.ids["finn"], about=f"offer:{offer}", rule=rule, now=coop.now)
    case = moderation.open_case(coop.ids["ada"], report_id=report, now=coop.now)
    with pytest.raises(NotForThis):
        moderation.take_measure(
            coop.ids["ada"], case_id=case, kind="undo", reasons=Reasons("So.", rule), now=coop.now
        )
    made = moderation.take_measure(
        coop.ids["ada"], case_id=case, kind="withhold", reasons=Reasons("So.", rule), now=coop.now
    )
    coop.wait(minutes=1)
    assert coop.told("caro") == ["withheld"]
    with pytest.raises(NoSuchOffer):
        coop.sees("finn", offer)
    assert coop.sees("caro", offer).ended
    moderation.lift_measure(coop.ids["ada"], measure_id=made, now=coop.now)
    coop.wait(minutes=1)
    assert coop.sees("finn", offer).line.is_open
