"""What goes wrong between two co-ops of which one lends jurors, and what nobody loses by it."""

from __future__ import annotations

from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.lending import borrower
from commonhold.civic.lending.models import Question
from commonhold.civic.lending.tests.houses import Bakers
from commonhold.civic.members import queries as members
from commonhold.civic.members.actions import enrol
from commonhold.civic.moderation import actions, measures
from commonhold.civic.moderation.drawing import pool_of_ours, vanish
from commonhold.civic.moderation.models import Juror, Measure
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.civic.moderation.tests.lent import EVERYBODY, before_a_jury, drawn, lent, small
from commonhold.civic.moderation.vocabulary import Answer, End
from tests.cast import make_person


def test_who_voted_stays_told_when_members_end_the_measure_before_her_co_op_heard(
    case: Case, bakers: Bakers
) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    made = before_a_jury(case)
    drawn(case, bakers)
    called = list(lent(bakers))
    for name in called:
        actions.take_lent_seat(bakers.ticket(name), now=case.now)
        actions.give_lent_verdict(bakers.ticket(name), upholds=True, reasons="Unkind.", now=case.now)
    measures.stop(Measure.objects.get(id=made), End.VOTED, now=case.now)
    bakers.delivers()
    assert all(bakers.seat(name).has_voted for name in called)


def test_hashes_of_addresses_go_also_where_nobody_can_judge(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer("vera")
    made = before_a_jury(case)
    bakers.delivers()
    case.coop.wait(hours=25)
    assert case.state(made).end == "overturned"
    assert Question.objects.get().keys
    assert Question.objects.get().addresses == {}


def test_who_answers_only_when_the_pool_is_made_is_not_listened_to(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    borrower.forget_addresses(Question.objects.get().draw)
    bakers.delivers()
    assert Question.objects.get().addresses == {}


def test_a_call_that_did_not_arrive_goes_with_the_seat(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    bakers.delivers()
    case.coop.wait(hours=25)
    bakers.silent = True
    bakers.delivers()
    first = Juror.objects.order_by("place")[0]
    vanish(first.id, now=case.now)
    bakers.silent = False
    case.coop.wait(minutes=10)
    bakers.delivers()
    assert first.key not in {each.key for each in lent(bakers).values()}
    assert len(lent(bakers)) == 3


def test_who_voted_in_the_last_moment_has_not_vanished(case: Case, bakers: Bakers) -> None:
    small(case)
    bakers.volunteer(*EVERYBODY)
    before_a_jury(case)
    drawn(case, bakers)
    name, juror = next(iter(lent(bakers).items()))
    actions.take_lent_seat(bakers.ticket(name), now=case.now)
    actions.give_lent_verdict(bakers.ticket(name), upholds=True, reasons="Unkind.", now=case.now)
    vanish(juror.id, now=case.now)
    juror.refresh_from_db()
    assert juror.answer == Answer.VOTED


def test_lent_jurors_are_not_counted_among_ours_who_served(case: Case, bakers: Bakers) -> None:
    """Ours rest after a jury where so many others are left: just as many as that are."""
    small(case, "dev", "hana")
    bakers.volunteer("vera")
    before_a_jury(case)
    drawn(case, bakers)
    while (many := len(members.members(case.now))) % 3 != 1:
        enrol(make_person(f"more{many}", now=case.now), branch=1, votes_from=case.now, now=case.now)
    Juror.objects.filter(person_id=case.who("hana")).delete()
    Juror.objects.update(answer=Answer.VOTED, answered_at=case.now)
    case.decides(SetParameter("moderation.jury_seats", many // 3))
    _pool, excluded = pool_of_ours(Measure.objects.get(id=case.measure("cover")), case.now)
    assert dict(excluded)[case.who("dev")] == "served"
