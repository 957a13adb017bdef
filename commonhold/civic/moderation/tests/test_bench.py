"""The elected bench judges first where the charter says so; who stands aside judges nothing more."""

from __future__ import annotations

import pytest

from commonhold.civic.governance.decisions import AppointMandate, EndMandate, SetParameter
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.models import Appeal, Draw, Recusal
from commonhold.civic.moderation.refusals import NoSuchCase, NotCalled, NothingToJudge, OwnMatter
from commonhold.civic.moderation.tests.conftest import Case
from commonhold.civic.moderation.vocabulary import Level
from commonhold.social.notifications import queries as notifications
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer

BENCH = ("ada", "dev", "eve", "gus")


def judges(case: Case, count: int = 4) -> list[int]:
    """So many members, who hold nothing else and have no part in it, are elected to the bench."""
    away = {case.who(name) for name in ("ada", "ben", "caro", "finn")}
    chosen = [each for each in case.coop.ids.values() if each not in away][:count]
    case.decides(SetParameter("moderation.first_court", "bench"))
    case.decides(*[AppointMandate(str(each), Role.BENCH, months=12) for each in chosen])
    return chosen


def lost_before_the_review(case: Case) -> int:
    made = case.measure("suspend", days=14)
    case.review(case.appeal(made), upholds=True)
    case.appeal(made)
    return made


def test_the_bench_judges_in_the_place_of_the_first_jury_and_a_larger_jury_after_it(case: Case) -> None:
    bench = judges(case)
    made = lost_before_the_review(case)
    draw = Draw.objects.get()
    assert (draw.level, draw.seats, len(draw.pool)) == (Level.BENCH, 3, 4)
    case.jury(made, upholding=2)
    called = {each.person_id for each in draw.jurors.all()}
    assert called <= set(bench)
    assert Appeal.objects.get(level=Level.BENCH).outcome == "upheld"
    assert case.state(made).end == ""
    case.appeal(made)
    second = Draw.objects.get(level=Level.SECOND)
    left_out = dict(second.excluded).values()
    assert list(left_out).count("decided") >= 3  # who decided before never judges again


def test_the_bench_overturns_and_everything_is_given_back(case: Case) -> None:
    judges(case)
    made = lost_before_the_review(case)
    case.jury(made, upholding=1)
    assert case.state(made).end == "overturned"
    assert not people.is_suspended(case.who("finn"))


def test_without_three_of_the_bench_a_jury_judges(case: Case) -> None:
    judges(case, 2)
    lost_before_the_review(case)
    assert Draw.objects.get().level == Level.JURY


def test_while_the_charter_says_jury_a_bench_judges_nothing(case: Case) -> None:
    judges(case)
    case.decides(SetParameter("moderation.first_court", "jury"))
    lost_before_the_review(case)
    assert Draw.objects.get().level == Level.JURY


def test_whoever_keeps_order_sits_on_no_bench(case: Case) -> None:
    bench = judges(case)
    case.decides(AppointMandate(str(bench[0]), Role.BOARD))
    lost_before_the_review(case)
    draw = Draw.objects.get()
    assert (len(draw.pool), [why for _key, why in draw.excluded]) == (3, ["mandate"])


def test_who_is_on_the_bench_answers_no_reports_and_is_no_steward(case: Case) -> None:
    (judge,) = judges(case, 1)
    assert not people.is_steward(judge)
    case.decides(AppointMandate(str(judge), Role.BOARD))
    assert people.is_steward(judge)
    case.decides(EndMandate(str(judge), Role.BOARD))
    assert not people.is_steward(judge)


def test_who_stands_aside_on_the_bench_gives_the_seat_to_the_next(case: Case) -> None:
    judges(case)
    lost_before_the_review(case)
    case.coop.wait(hours=25)
    draw = Draw.objects.get()
    first = draw.jurors.order_by("place").first()
    assert first is not None
    assert "moderation.bench-called" in [
        each.kind for each in notifications.for_person(Viewer(first.person_id))
    ]
    actions.stand_aside(first.person_id or 0, case_id=case.id, words="We are neighbours", now=case.now)
    assert draw.jurors.count() == 4
    with pytest.raises(NotCalled):
        actions.give_verdict(first.person_id or 0, draw_id=draw.id, upholds=True, reasons="No", now=case.now)


def test_a_holder_of_a_mandate_who_stands_aside_measures_reviews_and_reads_nothing_of_it(case: Case) -> None:
    caro = case.who("caro")
    actions.stand_aside(caro, case_id=case.id, now=case.now)
    with pytest.raises(NoSuchCase):
        queries.case(Viewer(caro), case.id, now=case.now)
    with pytest.raises(OwnMatter):
        actions.note_danger(caro, case_id=case.id, words="x", now=case.now)
    made = case.measure("label")
    case.appeal(made)
    assert Appeal.objects.get().level == Level.JURY  # nobody else holds a mandate
    with pytest.raises(NoSuchCase):
        actions.stand_aside(caro, case_id=case.id, now=case.now)


def test_who_judges_nothing_stands_aside_from_nothing(case: Case) -> None:
    with pytest.raises(NothingToJudge):
        actions.stand_aside(case.who("dev"), case_id=case.id, now=case.now)
    with pytest.raises(NoSuchCase):
        actions.stand_aside(case.who("ben"), case_id=1, now=case.now)
    assert not Recusal.objects.exists()
