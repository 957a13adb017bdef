"""What a joint collection is offered for is its artists' vote, as is taking it off sale."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.offering import Draft, drawn_up, take_back_offer
from commonhold.civic.exchange.judged import on_measure_began, on_measure_stopped
from commonhold.civic.exchange.models import Agreement, Offer, OfferStep
from commonhold.civic.exchange.queries import pools
from commonhold.civic.exchange.queries.offers import OfferLine
from commonhold.civic.exchange.refusals import (
    NoSuchPool,
    NotAllMeet,
    OfferIsOver,
    PoolOfferStands,
    PriceTooHigh,
    QuestionWaits,
    TooManyOffers,
    UnknownCategory,
    WorkMissing,
)
from commonhold.civic.exchange.tests.conftest import RIDE, Coop
from commonhold.civic.exchange.tests.test_pools import comes_in, look, of_two, sold
from commonhold.civic.moderation.news import MeasureBegan, MeasureStopped
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer


@pytest.fixture
def pool(coop: Coop, folder: Path) -> int:
    return of_two(coop)


def asks(coop: Coop, pool: int, cents: int = 1_000, by: str = "caro", category: str = "Rides") -> int:
    return pooling.ask_to_sell(coop.ids[by], pool_id=pool, category=category, cents=cents, now=coop.now)


def says(coop: Coop, by: str, question: int, agrees: bool = True) -> None:
    pooling.vote_in_pool(coop.ids[by], question_id=question, agrees=agrees, now=coop.now)


def on_sale(coop: Coop, pool: int) -> list[OfferLine]:
    return list(look(coop, "finn", pool).sales)


def test_nobody_of_several_sells_or_gives_away_a_collection_alone(coop: Coop, pool: int) -> None:
    for cents in (1, 0):
        asked = asks(coop, pool, cents)
        assert on_sale(coop, pool) == []
        says(coop, "ben", asked, agrees=False)
        assert look(coop, "caro", pool).questions[0].outcome == "Not passed"
    assert not Offer.objects.filter(pool=pool).exists()


def test_more_than_half_put_it_on_sale_by_whoever_asked_and_all_hear_of_it(coop: Coop, pool: int) -> None:
    comes_in(coop, "dev", pool, "ben")
    asked = asks(coop, pool, 3_000)
    question = look(coop, "ben", pool).questions[0]
    assert ("30.00" in question.words, question.by.handle) == (True, "caro")
    assert (question.agreed, question.enough, question.may_vote) == (1, 2, True)
    assert coop.told("dev")[0] == "pool-asks"
    says(coop, "ben", asked)
    (sale,) = on_sale(coop, pool)
    assert (sale.by.handle, sale.price.cents) == ("caro", 3_000)
    assert [coop.told(name)[0] for name in ("caro", "dev")] == ["pool-sale"] * 2
    assert coop.told("ben")[0] != "pool-sale"


def test_one_artist_alone_decides_at_once(coop: Coop, pool: int) -> None:
    pooling.leave_pool(coop.ids["ben"], pool_id=pool, now=coop.now)
    asks(coop, pool, 0)
    (sale,) = on_sale(coop, pool)
    assert sale.price.cents == 0
    assert look(coop, "caro", pool).questions[0].words.startswith("Offer all of it as a gift")
    take_back_offer(coop.ids["caro"], offer_id=sale.id, now=coop.now)
    asks(coop, pool)
    pooling.ask_to_stop_selling(coop.ids["caro"], pool_id=pool, now=coop.now)
    assert on_sale(coop, pool) == []


def test_another_price_replaces_the_one_before_when_it_passes_and_not_earlier(coop: Coop, pool: int) -> None:
    first = sold(coop, pool, 1_000)
    asked = asks(coop, pool, 500, by="ben")
    assert [each.id for each in on_sale(coop, pool)] == [first]
    says(coop, "caro", asked)
    (sale,) = on_sale(coop, pool)
    assert (sale.by.handle, sale.price.cents) == ("ben", 500)


def test_it_goes_off_sale_by_vote_and_not_by_its_seller_alone(coop: Coop, pool: int) -> None:
    offer, caro = sold(coop, pool), coop.ids["caro"]
    assert not coop.sees("caro", offer).may_take_back
    with pytest.raises(PoolOfferStands):
        take_back_offer(caro, offer_id=offer, now=coop.now)
    asked = pooling.ask_to_stop_selling(caro, pool_id=pool, now=coop.now)
    assert look(coop, "ben", pool).questions[0].words == "Take it off sale"
    with pytest.raises(QuestionWaits):
        asks(coop, pool)
    assert len(on_sale(coop, pool)) == 1
    says(coop, "ben", asked)
    assert on_sale(coop, pool) == []
    with pytest.raises(OfferIsOver):
        pooling.ask_to_stop_selling(caro, pool_id=pool, now=coop.now)


def test_what_was_asked_for_while_it_was_on_sale_is_not_sold_when_it_no_more_is(
    coop: Coop, pool: int
) -> None:
    made = coop.asks(sold(coop, pool, 1_000), "finn")
    says(coop, "ben", asks(coop, pool, 5_000))
    with pytest.raises(OfferIsOver):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "asked"


def test_who_leaves_takes_her_own_works_and_what_she_sells_in_all_their_name(coop: Coop, pool: int) -> None:
    comes_in(coop, "dev", pool, "ben")
    sold(coop, pool)
    asks(coop, pool, 2_000)
    pooling.leave_pool(coop.ids["caro"], pool_id=pool, now=coop.now)
    seen = look(coop, "ben", pool)
    assert ([each.by.handle for each in seen.works], seen.sales) == (["ben"], [])
    assert seen.questions[0].outcome == "Not passed"


def test_the_rest_go_on_selling_when_another_leaves(coop: Coop, pool: int) -> None:
    sold(coop, pool)
    pooling.leave_pool(coop.ids["ben"], pool_id=pool, now=coop.now)
    assert len(on_sale(coop, pool)) == 1


@pytest.mark.parametrize(
    ("said", "refusal"),
    [({"category": "Nonsense"}, UnknownCategory), ({"cents": 10**12}, PriceTooHigh)],
)
def test_what_no_offer_may_be_is_not_voted_on(
    coop: Coop, pool: int, said: dict[str, int | str], refusal: type[Refusal]
) -> None:
    before = len(look(coop, "caro", pool).questions)
    with pytest.raises(refusal):
        asks(coop, pool, **said)  # type: ignore[arg-type]  # one of the two, each of its type
    assert len(look(coop, "caro", pool).questions) == before


def test_an_empty_collection_is_not_voted_on(coop: Coop, pool: int) -> None:
    for each in look(coop, "caro", pool).works:
        pooling.take_out(each.by.id, pool_id=pool, offer_id=each.id, now=coop.now)
    with pytest.raises(WorkMissing):
        asks(coop, pool)


def test_what_passes_and_cannot_be_offered_any_more_leaves_the_sale_before_as_it_was(
    coop: Coop, pool: int
) -> None:
    first = sold(coop, pool)
    asked = asks(coop, pool, 2_000)
    coop.set(most_cents=1_500)
    says(coop, "ben", asked)
    assert look(coop, "caro", pool).questions[0].outcome.startswith("Passed, and could not be offered")
    assert [each.id for each in on_sale(coop, pool)] == [first]


def test_a_sale_that_was_withheld_meanwhile_comes_back_only_if_nothing_else_was_decided(
    coop: Coop, pool: int
) -> None:
    first = sold(coop, pool)
    withhold(coop, first)
    assert on_sale(coop, pool) == []
    free(coop, first)
    assert [each.id for each in on_sale(coop, pool)] == [first]
    withhold(coop, first)
    coop.wait(minutes=1)
    says(coop, "ben", asks(coop, pool, 2_000))
    free(coop, first)
    assert [each.price.cents for each in on_sale(coop, pool)] == [2_000]
    assert OfferStep.objects.filter(offer=first).latest("id").kind == "taken-back"


def withhold(coop: Coop, offer: int) -> None:
    on_measure_began(MeasureBegan(1, "withhold", f"offer:{offer}"), coop.now)


def free(coop: Coop, offer: int) -> None:
    on_measure_stopped(MeasureStopped(1, "withhold", f"offer:{offer}", "lifted"), coop.now)


def test_a_block_hides_an_artist_with_her_works_and_her_part_and_nothing_of_the_others(
    coop: Coop, pool: int
) -> None:
    fixed = {coop.ids["caro"]: 400, coop.ids["ben"]: 600}
    asked = pooling.ask_to_share(coop.ids["caro"], pool_id=pool, rule="fixed", parts=fixed, now=coop.now)
    says(coop, "ben", asked)
    offer = sold(coop, pool)
    made = coop.asks(offer, "finn")
    assert "Ben" in coop.sees("finn", offer).licence_words
    people.block(coop.ids["ben"], person_id=coop.ids["finn"], now=coop.now)
    seen = look(coop, "finn", pool)
    assert [each.handle for each in seen.artists] == ["caro"]
    assert [each.by.handle for each in seen.works] == ["caro"]
    for words in (seen.rule, coop.sees("finn", offer).licence_words):
        assert ("Ben" in words, "Caro" in words) == (False, True)
    assert "Ben" in look(coop, "dev", pool).rule
    with pytest.raises(NotAllMeet):
        coop.asks(sold(coop, pool), "finn")
    with pytest.raises(OfferIsOver):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)


def test_a_block_after_the_question_keeps_it_from_being_agreed_on(coop: Coop, pool: int) -> None:
    made = coop.asks(sold(coop, pool), "finn")
    people.block(coop.ids["finn"], person_id=coop.ids["ben"], now=coop.now)
    with pytest.raises(NotAllMeet):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)


def test_a_collection_of_hidden_artists_alone_is_not_there_and_artists_always_see_each_other(
    coop: Coop, pool: int
) -> None:
    asked = asks(coop, pool)
    people.block(coop.ids["ben"], person_id=coop.ids["caro"], now=coop.now)
    assert [each.handle for each in look(coop, "caro", pool).artists] == ["ben", "caro"]
    says(coop, "ben", asked, agrees=False)
    assert [each.handle for each in look(coop, "caro", pool).questions[0].no] == ["ben"]
    for name in ("ben", "caro"):
        people.block(coop.ids[name], person_id=coop.ids["dev"], now=coop.now)
    with pytest.raises(NoSuchPool):
        look(coop, "dev", pool)
    assert pools.listed(Viewer(coop.ids["dev"])) == []
    assert [each.id for each in pools.listed(Viewer(coop.ids["finn"]))] == [pool]


def test_who_is_voted_in_reads_of_no_votes_of_those_who_are_apart_from_her(coop: Coop, pool: int) -> None:
    dev = coop.ids["dev"]
    asked = pooling.ask_to_take_in(coop.ids["caro"], pool_id=pool, person_id=dev, now=coop.now)
    says(coop, "ben", asked)
    assert [each.handle for each in look(coop, "dev", pool).questions[0].yes] == ["caro", "ben"]
    people.block(coop.ids["ben"], person_id=dev, now=coop.now)
    assert [each.handle for each in look(coop, "dev", pool).questions[0].yes] == ["caro"]
    people.block(coop.ids["caro"], person_id=dev, now=coop.now)
    with pytest.raises(NoSuchPool):
        look(coop, "dev", pool)


def test_what_was_agreed_on_stands_whatever_is_decided_later(coop: Coop, pool: int) -> None:
    made = coop.asks(sold(coop, pool), "finn")
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    says(coop, "ben", pooling.ask_to_stop_selling(coop.ids["caro"], pool_id=pool, now=coop.now))
    assert Agreement.objects.get(id=made).state == "agreed"


def test_an_offer_that_is_only_drawn_up_is_checked_and_not_kept(coop: Coop) -> None:
    caro = coop.ids["caro"]
    assert drawn_up(caro, Draft(**RIDE), coop.now).title == RIDE["title"]
    assert not Offer.objects.exists()
    coop.set(offers_each=1)
    coop.offers()
    with pytest.raises(TooManyOffers):
        drawn_up(caro, Draft(**RIDE), coop.now)
