"""Several at once, with real commits, on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import transaction

from commonhold.civic.credit import queries as credit
from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.doing import pay_now, say_done
from commonhold.civic.exchange.actions.going import cancel
from commonhold.civic.exchange.models import Agreement, AgreementStep, PoolQuestion
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.tests.conftest import CREDIT, Coop, build
from commonhold.social.people.queries import Viewer
from tests.together import ended_at_once

pytestmark = pytest.mark.both_databases


@pytest.fixture
def town(committing_db) -> Coop:
    return build()


def test_both_at_once_say_that_it_is_done_and_it_is_paid_once(town: Coop) -> None:
    town.trust("finn", "caro")
    made = town.agrees(price=CREDIT)
    both = [town.ids[name] for name in ("caro", "finn")]
    ended = ended_at_once(*(lambda by=by: say_done(by, agreement_id=made, now=town.now) for by in both))
    assert ended == ["done", "done"]
    assert AgreementStep.objects.filter(agreement_id=made, kind="settled").count() == 1
    assert credit.overview(Viewer(town.ids["caro"]), now=town.now).balance == 60


def test_paying_twice_at_once_is_one_payment(town: Coop) -> None:
    made = town.agrees(price=CREDIT)
    town.done(made)
    town.trust("finn", "caro")
    finn = town.ids["finn"]
    ended = ended_at_once(*(lambda: pay_now(finn, agreement_id=made, now=town.now) for _each in range(3)))
    assert ended == ["done"] * 3
    assert credit.overview(Viewer(town.ids["caro"]), now=town.now).balance == 60


def test_both_cancelling_at_once_cancel_once(town: Coop) -> None:
    made = town.agrees(span=town.span(2))
    both = [town.ids[name] for name in ("caro", "finn")]
    ended = ended_at_once(*(lambda by=by: cancel(by, agreement_id=made, now=town.now) for by in both))
    assert ended == ["done", "done"]
    assert AgreementStep.objects.filter(agreement_id=made, kind="cancelled").count() == 1


def test_a_deposit_is_lost_or_free_once_whoever_cancels_at_the_same_moment(town: Coop) -> None:
    town.trust("finn", "caro")
    price = Asked(price="credit", minutes=60, deposit_minutes=120, cancelling="day")
    made = town.agrees(span=town.span(2), price=price)
    town.now += timedelta(days=1, hours=20)
    both = [town.ids[name] for name in ("caro", "finn")]
    ended = ended_at_once(*(lambda by=by: cancel(by, agreement_id=made, now=town.now) for by in both))
    assert ended == ["done", "done"]
    kinds = list(AgreementStep.objects.filter(agreement_id=made).values_list("kind", flat=True))
    assert kinds.count("deposit-free") + kinds.count("deposit-lost") == kinds.count("cancelled") == 1
    balance = credit.overview(Viewer(town.ids["caro"]), now=town.now).balance
    assert balance == (120 if "deposit-lost" in kinds else 0)


def test_room_for_one_deposit_is_set_aside_for_one_of_two_at_once(town: Coop) -> None:
    town.trust("finn", "caro", hours=3)
    price = Asked(deposit_minutes=120)
    asked = [town.asks(town.offers(price=price)) for _each in range(2)]
    caro = town.ids["caro"]
    ended = ended_at_once(*(lambda of=each: agree(caro, agreement_id=of, now=town.now) for each in asked))
    assert ended == ["DepositHasNoWay", "done"]
    assert credit.reach(Viewer(town.ids["finn"]), to_id=caro, now=town.now) == 60


def test_of_two_questions_for_one_seat_agreed_to_at_once_one_holds(town: Coop) -> None:
    offer, caro = town.offers(), town.ids["caro"]
    asked = [town.asks(offer, name, town.span(3)) for name in ("finn", "dev")]
    ended = ended_at_once(*(lambda of=each: agree(caro, agreement_id=of, now=town.now) for each in asked))
    assert ended == ["TakenThen", "done"]
    assert sorted(Agreement.objects.values_list("state", flat=True)) == ["agreed", "asked"]


def test_who_leaves_or_answers_twice_while_others_vote_waits_for_nobody_for_ever(town: Coop) -> None:
    """Whatever is done to a question waits for its collection first, so no two wait for each other."""
    caro, ben, dev = (town.ids[name] for name in ("caro", "ben", "dev"))
    pool = pooling.found_pool(caro, title="Lights of our town", now=town.now)
    taken_in = pooling.ask_to_take_in(caro, pool_id=pool, person_id=ben, now=town.now)
    ended = ended_at_once(
        *(
            lambda yes=yes: pooling.accept_place(ben, question_id=taken_in, accepts=yes, now=town.now)
            for yes in (True, True)
        )
    )
    assert ended == ["NoSuchPool", "done"]
    asked = pooling.ask_to_take_in(caro, pool_id=pool, person_id=dev, now=town.now)
    ended = ended_at_once(
        lambda: pooling.vote_in_pool(ben, question_id=asked, agrees=True, now=town.now),
        lambda: pooling.leave_pool(caro, pool_id=pool, now=town.now),
        lambda: in_one(lambda: pooling.decide_late(asked, town.now)),
    )
    assert ended in (["done"] * 3, ["NoSuchPool", "done", "done"])
    assert PoolQuestion.objects.get(id=asked).outcome


def in_one(act: Callable[[], None]) -> None:
    """As a job is run."""
    with transaction.atomic():
        act()
