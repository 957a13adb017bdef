"""Joint collections: artists vote on who is in and how income is shared; each sale by the rule of its day."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.actions.asking import agree
from commonhold.civic.exchange.actions.doing import say_done, say_received
from commonhold.civic.exchange.actions.offering import Draft, change_offer
from commonhold.civic.exchange.actions.opening import attach_work
from commonhold.civic.exchange.fees import fee_of
from commonhold.civic.exchange.models import PoolQuestion
from commonhold.civic.exchange.queries import agreements, papers, pools
from commonhold.civic.exchange.queries.pools import PoolView
from commonhold.civic.exchange.refusals import (
    FewerWorks,
    NoPart,
    NoSuchPool,
    NotAnArtist,
    NotHandedOver,
    NotYours,
    PartsDontFit,
    PoolOfferStands,
    QuestionWaits,
    TextLength,
    UnknownChoice,
    WorkMissing,
)
from commonhold.civic.exchange.sharing import shared
from commonhold.civic.exchange.tests.conftest import MONEY, RIDE, Coop
from commonhold.civic.exchange.vocabulary import PoolOutcome
from commonhold.social.people.queries import Viewer

WORK = {"category": "Photographs, music and texts", "licence": "cc-by-4.0", "price": MONEY}


def look(coop: Coop, by: str, pool: int) -> PoolView:
    return pools.pool(Viewer(coop.ids[by]), pool, now=coop.now)


def lays_in(coop: Coop, by: str, pool: int) -> int:
    made = coop.offers(by, title=f"A picture of {by}", **WORK)
    attach_work(coop.ids[by], offer_id=made, data=by.encode(), filename=f"{by}.jpg", now=coop.now)
    pooling.put_in(coop.ids[by], pool_id=pool, offer_id=made, now=coop.now)
    return made


def comes_in(coop: Coop, name: str, pool: int, *voters: str) -> None:
    """Caro asks, these say yes, and she comes."""
    asked = pooling.ask_to_take_in(coop.ids["caro"], pool_id=pool, person_id=coop.ids[name], now=coop.now)
    for each in voters:
        pooling.vote_in_pool(coop.ids[each], question_id=asked, agrees=True, now=coop.now)
    pooling.accept_place(coop.ids[name], question_id=asked, accepts=True, now=coop.now)


def rules(coop: Coop, pool: int, rule: str, *voters: str, **parts: int) -> int:
    said = {coop.ids[name]: each for name, each in parts.items()}
    asked = pooling.ask_to_share(coop.ids["caro"], pool_id=pool, rule=rule, parts=said, now=coop.now)
    for each in voters:
        pooling.vote_in_pool(coop.ids[each], question_id=asked, agrees=True, now=coop.now)
    return asked


def sold(coop: Coop, pool: int, cents: int = 1_000) -> int:
    """Caro asks for it, and all artists agree; return the offer's id."""
    asked = pooling.ask_to_sell(coop.ids["caro"], pool_id=pool, category="Rides", cents=cents, now=coop.now)
    for each in look(coop, "caro", pool).artists:
        if PoolQuestion.objects.filter(id=asked, outcome="").exists():
            pooling.vote_in_pool(each.id, question_id=asked, agrees=True, now=coop.now)
    return look(coop, "caro", pool).sales[0].id


def bought(coop: Coop, pool: int, cents: int = 1_000, by: str = "finn") -> int:
    made = coop.asks(sold(coop, pool, cents), by)
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    return made


def parts(coop: Coop, made: int) -> dict[str, int]:
    return {each.person.handle: each.cents for each in coop.look("finn", made).parts}


def of_two(coop: Coop) -> int:
    """Caro and Ben are in it, each with a work; Caro began it."""
    made = pooling.found_pool(coop.ids["caro"], title="Lights of our town", now=coop.now)
    comes_in(coop, "ben", made)
    for name in ("caro", "ben"):
        lays_in(coop, name, made)
    return made


@pytest.fixture
def pool(coop: Coop, folder: Path) -> int:
    return of_two(coop)


def test_a_sale_is_shared_by_the_rule_in_force_when_it_was_agreed(coop: Coop, pool: int) -> None:
    first = bought(coop, pool, 1_001)
    rules(coop, pool, "fixed", "ben", caro=250, ben=750)
    second = bought(coop, pool, 1_001)
    assert sorted(parts(coop, first).values()) == [500, 501]
    assert parts(coop, second) == {"caro": 250, "ben": 751}
    terms = coop.look("finn", second).terms_in_words
    assert "Ben 750 of a thousand" in terms
    assert "7.51" in terms


def test_by_use_counts_what_buyers_fetched_and_nothing_fetched_is_equal(coop: Coop, pool: int) -> None:
    rules(coop, pool, "use", "ben")
    first = bought(coop, pool)
    assert parts(coop, first) == {"caro": 500, "ben": 500}
    settled(coop, first)
    of = next(offer for offer, name in coop.look("finn", first).works if name == "ben.jpg")
    for _again in range(2):
        pooling.note_fetched(coop.ids["finn"], agreement_id=first, offer_id=of, now=coop.now)
    assert parts(coop, bought(coop, pool)) == {"ben": 1_000}


def test_a_buyer_counts_once_for_a_work_and_an_artist_for_none_however_often_they_fetch(
    coop: Coop, pool: int
) -> None:
    rules(coop, pool, "use", "ben")
    fetches(coop, "finn", pool, "ben")
    fetches(coop, "ada", pool, "caro")
    for _again in range(3):
        fetches(coop, "finn", pool, "ben")
    assert parts(coop, bought(coop, pool)) == {"caro": 500, "ben": 500}
    comes_in(coop, "dev", pool, "ben")
    fetches(coop, "dev", pool, "caro")
    assert parts(coop, bought(coop, pool)) == {"caro": 500, "ben": 500}
    fetches(coop, "finn", pool, "caro")
    assert parts(coop, bought(coop, pool, 900)) == {"caro": 600, "ben": 300}


def fetches(coop: Coop, by: str, pool: int, of: str) -> None:
    """Buy it, and fetch one artist's work and no other."""
    made = bought(coop, pool, by=by)
    for each in coop.look(by, made).parts:
        pooling.say_part_received(each.person.id, agreement_id=made, now=coop.now)
    work = next(offer for offer, name in coop.look(by, made).works if name == f"{of}.jpg")
    for _again in range(2):
        pooling.note_fetched(coop.ids[by], agreement_id=made, offer_id=work, now=coop.now)


def settled(coop: Coop, made: int) -> None:
    for name in ("caro", "ben"):
        pooling.say_part_received(coop.ids[name], agreement_id=made, now=coop.now)
    assert coop.state(made) == "settled"


def test_each_artist_is_paid_directly_and_all_works_are_handed_over_when_all_have_their_parts(
    coop: Coop, pool: int
) -> None:
    coop.set(fee_permille=100)
    made = bought(coop, pool)
    assert coop.look("finn", made).works == []
    with pytest.raises(NotHandedOver):
        pooling.note_fetched(coop.ids["finn"], agreement_id=made, offer_id=1, now=coop.now)
    with pytest.raises(NotYours):
        say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    with pytest.raises(NoPart):
        pooling.say_part_received(coop.ids["dev"], agreement_id=made, now=coop.now)
    for _again in range(2):
        pooling.say_part_received(coop.ids["ben"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "agreed"
    settled(coop, made)
    viewer = Viewer(coop.ids["finn"])
    files = {
        papers.work(viewer, made, of=of, now=coop.now).content for of, _name in coop.look("finn", made).works
    }
    assert files == {b"caro", b"ben"}
    asked = [fee_of(made, coop.ids[name]) for name in ("caro", "ben")]
    assert [each and each.cents for each in asked] == [50, 50]
    assert papers.receipt(viewer, made, now=coop.now).content.startswith(b"%PDF")


def test_an_artist_who_says_nothing_is_taken_to_have_her_part(coop: Coop, pool: int) -> None:
    made = bought(coop, pool)
    say_done(coop.ids["finn"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "done"
    coop.wait(days=15)
    assert coop.state(made) == "settled"


def test_a_vote_passes_with_more_than_half_of_all_and_fails_by_itself(coop: Coop, pool: int) -> None:
    comes_in(coop, "dev", pool, "ben")
    asked = rules(coop, pool, "use")
    assert coop.told("ben")[0] == "pool-asks"
    with pytest.raises(QuestionWaits):
        rules(coop, pool, "equal")
    pooling.vote_in_pool(coop.ids["ben"], question_id=asked, agrees=False, now=coop.now)
    assert look(coop, "dev", pool).questions[0].may_vote
    coop.wait(days=15)
    question = look(coop, "dev", pool).questions[0]
    assert (question.outcome, question.may_vote) == ("Not passed", False)
    with pytest.raises(NoSuchPool):
        pooling.vote_in_pool(coop.ids["dev"], question_id=asked, agrees=True, now=coop.now)
    rules(coop, pool, "use", "dev")
    assert look(coop, "finn", pool).rule.startswith("By use")


def test_who_may_not_vote_lay_in_or_sell(coop: Coop, pool: int) -> None:
    finn = coop.ids["finn"]
    asked = pooling.ask_to_take_in(coop.ids["caro"], pool_id=pool, person_id=finn, now=coop.now)
    with pytest.raises(NotAnArtist):
        pooling.vote_in_pool(finn, question_id=asked, agrees=True, now=coop.now)
    with pytest.raises(NoSuchPool):
        pooling.accept_place(finn, question_id=asked, accepts=True, now=coop.now)
    with pytest.raises(NotAnArtist):
        pooling.put_in(finn, pool_id=pool, offer_id=1, now=coop.now)
    with pytest.raises(WorkMissing):
        pooling.put_in(coop.ids["caro"], pool_id=pool, offer_id=coop.offers(), now=coop.now)
    with pytest.raises(NotAnArtist):
        pooling.ask_to_sell(finn, pool_id=pool, category="Rides", cents=1, now=coop.now)
    with pytest.raises(NotAnArtist):
        pooling.ask_to_stop_selling(finn, pool_id=pool, now=coop.now)
    pooling.vote_in_pool(coop.ids["ben"], question_id=asked, agrees=False, now=coop.now)
    for parts_, refusal in (({"caro": 999}, PartsDontFit), ({"dev": 1_000}, PartsDontFit)):
        with pytest.raises(refusal):
            rules(coop, pool, "fixed", **parts_)
    with pytest.raises(UnknownChoice):
        rules(coop, pool, "by-lot")
    with pytest.raises(TextLength):
        pooling.found_pool(finn, title=" ", now=coop.now)
    with pytest.raises(NoSuchPool):
        pools.pool(Viewer(finn), 1, now=coop.now)


def test_who_leaves_takes_her_works_out_and_what_was_sold_stays(coop: Coop, pool: int) -> None:
    made = bought(coop, pool)
    pooling.leave_pool(coop.ids["ben"], pool_id=pool, now=coop.now)
    with pytest.raises(NotAnArtist):
        pooling.leave_pool(coop.ids["ben"], pool_id=pool, now=coop.now)
    assert parts(coop, made) == {"caro": 500, "ben": 500}
    assert parts(coop, bought(coop, pool)) == {"caro": 1_000}
    pooling.take_out(
        coop.ids["caro"], pool_id=pool, offer_id=look(coop, "caro", pool).works[0].id, now=coop.now
    )
    with pytest.raises(WorkMissing):
        bought(coop, pool)


def test_nobody_buys_a_collection_that_was_emptied_since_she_asked(coop: Coop, pool: int) -> None:
    made = coop.asks(sold(coop, pool), "finn")
    for name in ("caro", "ben"):
        pooling.leave_pool(coop.ids[name], pool_id=pool, now=coop.now)
    with pytest.raises(WorkMissing):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "asked"


def test_nobody_buys_fewer_works_than_she_asked_for_and_more_are_handed_over_with_their_licence(
    coop: Coop, pool: int
) -> None:
    made = coop.asks(sold(coop, pool), "finn")
    more = lays_in(coop, "ben", pool)
    of_ben = look(coop, "caro", pool).works[1].id
    pooling.take_out(coop.ids["ben"], pool_id=pool, offer_id=of_ben, now=coop.now)
    with pytest.raises(FewerWorks):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert (coop.state(made), parts(coop, made)) == ("asked", {})
    pooling.put_in(coop.ids["ben"], pool_id=pool, offer_id=of_ben, now=coop.now)
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    seen = coop.look("finn", made)
    assert (seen.licence, seen.licence_words.count("CC BY 4.0")) == ("Each work under its own licence", 3)
    settled(coop, made)
    assert more in dict(coop.look("finn", made).works)


def test_its_offer_is_not_changed_and_outsiders_see_no_votes(coop: Coop, pool: int) -> None:
    offer = sold(coop, pool)
    with pytest.raises(PoolOfferStands):
        change_offer(coop.ids["caro"], offer_id=offer, draft=Draft(**RIDE), now=coop.now)
    seen = look(coop, "finn", pool)
    assert (len(seen.works), len(seen.sales), seen.questions, seen.my_parts) == (2, 1, [], [])
    assert [each.id for each in pools.listed(Viewer(coop.ids["finn"]))] == [pool]
    assert agreements.done_by(coop.ids["finn"]) == 0


def test_no_cent_is_lost_or_made_whatever_the_weights() -> None:
    for weights in ({1: 1}, {1: 1, 2: 2, 3: 4}, {5: 0, 6: 0, 7: 0}, {1: 333, 2: 333, 3: 334}):
        for cents in (0, 1, 2, 99, 1_000, 1_001):
            assert sum(shared(cents, weights).values()) == cents
    assert shared(5, {}) == {}


def test_a_question_whose_time_is_over_has_failed_and_one_that_passed_stays_so(coop: Coop, pool: int) -> None:
    passed = rules(coop, pool, "use", "ben")
    waits = rules(coop, pool, "equal")
    for each in (passed, waits):
        pooling.decide_late(each, coop.now)
    outcomes = dict(PoolQuestion.objects.values_list("id", "outcome"))
    assert (outcomes[passed], outcomes[waits]) == (PoolOutcome.PASSED, PoolOutcome.FAILED)
