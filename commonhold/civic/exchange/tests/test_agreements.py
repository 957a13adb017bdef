"""Agreements: asked, agreed, changed, cancelled, done and settled; and what silence does."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.credit import queries as credit
from commonhold.civic.exchange.actions.asking import NO_TIME, Span, agree, decline, withdraw
from commonhold.civic.exchange.actions.doing import pay_now, say_done, say_received
from commonhold.civic.exchange.actions.going import (
    Wish,
    answer_change,
    ask_change,
    cancel,
    note_deposit,
)
from commonhold.civic.exchange.actions.offering import Draft, change_offer, take_back_offer
from commonhold.civic.exchange.actions.opening import add_open_times
from commonhold.civic.exchange.pricing import Asked
from commonhold.civic.exchange.queries import agreements
from commonhold.civic.exchange.refusals import (
    AskedAlready,
    ChangeWaits,
    EndsBeforeItStarts,
    NoDeposit,
    NoSuchAgreement,
    NoSuchOffer,
    NotBeforeItBegan,
    NothingAsked,
    NothingChanged,
    NotNow,
    NotOpenThen,
    NotOpenToYou,
    NotThereNow,
    NotYours,
    OfferIsOver,
    OwnOffer,
    PriceTooHigh,
    StartsInThePast,
    TakenThen,
    TextLength,
    TooLong,
)
from commonhold.civic.exchange.tests.conftest import CREDIT, MONEY, RIDE, Coop
from commonhold.ground.record import queries as record
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import Suspended

NIGHTS = Asked(price="money", per="night", cents=4_000, cancelling="day")


def test_a_gift_is_asked_for_agreed_done_by_both_and_settled(coop: Coop) -> None:
    made = coop.asks(coop.offers(), words="May I come along?")
    assert coop.told("caro") == ["asked"]
    assert coop.look("caro", made).may_answer
    assert not coop.look("finn", made).may_answer
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.told("finn") == ["agreed"]
    coop.done(made, "caro")
    assert coop.state(made) == "agreed"
    coop.done(made, "finn")
    assert coop.state(made) == "settled"
    (leaf,) = record.leaves(kind="exchange.settled")
    assert str(coop.ids["caro"]) not in str(leaf.body)
    assert agreements.done_by(coop.ids["finn"]) == 1


def test_whoever_answers_a_request_is_the_one_who_gives(coop: Coop) -> None:
    made = coop.agrees(direction="request", title="Who teaches me to weld?")
    found = coop.look("finn", made)
    assert (found.giver.handle, found.receiver.handle, found.gives) == ("finn", "caro", True)


def test_an_agreement_is_between_two_and_nobody_else_finds_it(coop: Coop) -> None:
    made = coop.agrees()
    for name in ("dev", "ada", "eve"):
        with pytest.raises(NoSuchAgreement):
            coop.look(name, made)
    with pytest.raises(NoSuchAgreement):
        agree(coop.ids["dev"], agreement_id=made, now=coop.now)


def test_what_cannot_be_asked_for_is_refused(coop: Coop) -> None:
    made = coop.offers()
    with pytest.raises(OwnOffer):
        coop.asks(made, "caro")
    with pytest.raises(NotOpenToYou):
        coop.asks(made, "eve")
    with pytest.raises(NoSuchOffer):
        coop.asks(1)
    with pytest.raises(TextLength):
        coop.asks(made, words="n" * 1001)
    coop.asks(made)
    with pytest.raises(AskedAlready):
        coop.asks(made)
    take_back_offer(coop.ids["caro"], offer_id=made, now=coop.now)
    with pytest.raises(OfferIsOver):
        coop.asks(made, "dev")


@pytest.mark.parametrize(
    ("days", "length", "refused"),
    [(-1, 2, StartsInThePast), (1, -2, EndsBeforeItStarts), (1, 24 * 367, TooLong)],
)
def test_a_time_that_cannot_be_is_refused(coop: Coop, days: int, length: float, refused) -> None:
    with pytest.raises(refused):
        coop.asks(coop.offers(), span=coop.span(days, length))


def test_a_price_by_the_night_needs_nights_and_stays_within_the_charter(coop: Coop) -> None:
    made = coop.offers(price=NIGHTS)
    with pytest.raises(EndsBeforeItStarts):
        coop.asks(made, span=NO_TIME)
    with pytest.raises(PriceTooHigh):
        coop.asks(made, span=coop.span(1, 24 * 130))
    found = coop.look("finn", coop.asks(made, span=coop.span(1, 48)))
    assert (found.units, found.price.cents) == (2, 8_000)


def test_an_offer_with_open_times_is_had_in_them_alone(coop: Coop) -> None:
    made = coop.offers()
    starts, ends = (coop.at(3, hour).replace(tzinfo=None) for hour in (10, 18))
    add_open_times(coop.ids["caro"], offer_id=made, starts=starts, ends=ends, now=coop.now)
    for span in (NO_TIME, coop.span(4), coop.span(3, 7)):
        with pytest.raises(NotOpenThen):
            coop.asks(made, span=span)
    assert coop.asks(made, span=coop.span(3, 6))


def test_no_more_agree_on_a_time_than_there_are_seats(coop: Coop) -> None:
    made = coop.offers(seats=2)
    asked = [coop.asks(made, name, coop.span(3)) for name in ("finn", "dev", "ben")]
    for each in asked[:2]:
        agree(coop.ids["caro"], agreement_id=each, now=coop.now)
    with pytest.raises(TakenThen):
        agree(coop.ids["caro"], agreement_id=asked[2], now=coop.now)
    with pytest.raises(TakenThen):
        coop.asks(made, "ada", coop.span(3))
    cancel(coop.ids["finn"], agreement_id=asked[0], now=coop.now)
    agree(coop.ids["caro"], agreement_id=asked[2], now=coop.now)


def test_times_that_touch_do_not_clash(coop: Coop) -> None:
    made = coop.offers()
    first = coop.asks(made, span=coop.span(3))
    second = coop.asks(made, "dev", Span(coop.at(3, 14), coop.at(3, 16)))
    for each in (first, second):
        agree(coop.ids["caro"], agreement_id=each, now=coop.now)


def test_an_agreement_keeps_the_words_and_the_price_of_its_day(coop: Coop) -> None:
    offer = coop.offers(price=MONEY)
    made = coop.asks(offer)
    dearer = Draft(**{**RIDE, "title": "Dearer", "price": Asked(price="money", cents=9_000)})
    change_offer(coop.ids["caro"], offer_id=offer, draft=dearer, now=coop.now)
    found = coop.look("finn", made)
    assert (found.title, found.price.cents) == ("A seat to the coast on Saturday", 5_000)


def test_a_question_is_answered_or_taken_back_by_the_right_side(coop: Coop) -> None:
    offer = coop.offers()
    made = coop.asks(offer)
    with pytest.raises(NotYours):
        agree(coop.ids["finn"], agreement_id=made, now=coop.now)
    with pytest.raises(NotYours):
        decline(coop.ids["finn"], agreement_id=made, now=coop.now)
    with pytest.raises(NotYours):
        withdraw(coop.ids["caro"], agreement_id=made, now=coop.now)
    decline(coop.ids["caro"], agreement_id=made, reason="My car broke.", now=coop.now)
    assert coop.told("finn") == ["declined"]
    assert coop.look("finn", made).steps[-1].words == "My car broke."
    with pytest.raises(NotNow):
        agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    again = coop.asks(offer)
    withdraw(coop.ids["finn"], agreement_id=again, now=coop.now)
    assert (coop.state(made), coop.state(again)) == ("declined", "withdrawn")


def test_a_question_lapses_when_nobody_answers_or_its_time_has_come(coop: Coop) -> None:
    offer = coop.offers()
    slow, soon = coop.asks(offer), coop.asks(offer, "dev", coop.span(2))
    coop.wait(days=3)
    assert (coop.state(slow), coop.state(soon)) == ("asked", "lapsed")
    coop.wait(days=5)
    assert coop.state(slow) == "lapsed"
    assert coop.told("finn") == ["lapsed"]


def test_mutual_credit_is_paid_when_both_say_so_and_once(coop: Coop) -> None:
    coop.trust("finn", "dev", "caro")
    made = coop.agrees(price=CREDIT)
    assert coop.done(made) == ""
    found = coop.look("finn", made)
    assert found.payment_id is not None
    assert credit.payment(Viewer(coop.ids["finn"]), found.payment_id).minutes == 60
    assert coop.done(made) == ""
    assert pay_now(coop.ids["finn"], agreement_id=made, now=coop.now) == ""
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "settled"


def test_credit_that_finds_no_way_waits_and_is_paid_later_or_let_be(coop: Coop) -> None:
    made = coop.agrees(price=CREDIT)
    assert coop.done(made) != ""
    assert coop.state(made) == "done"
    assert coop.look("finn", made).not_paid_because
    assert coop.told("finn")[0] == "not-paid"
    with pytest.raises(NotYours):
        pay_now(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert pay_now(coop.ids["finn"], agreement_id=made, now=coop.now) != ""
    coop.trust("finn", "caro")
    assert pay_now(coop.ids["finn"], agreement_id=made, now=coop.now) == ""
    assert coop.state(made) == "settled"
    other = coop.agrees("dev", price=CREDIT)
    coop.done(other, "caro", "dev")
    say_received(coop.ids["caro"], agreement_id=other, now=coop.now)
    assert (coop.state(other), coop.look("dev", other).payment_id) == ("settled", None)


def test_money_is_settled_by_the_word_of_whoever_receives_it(coop: Coop) -> None:
    made = coop.agrees(price=MONEY)
    with pytest.raises(NotNow):
        say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    coop.done(made)
    assert coop.state(made) == "done"
    with pytest.raises(NotYours):
        say_received(coop.ids["finn"], agreement_id=made, now=coop.now)
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    say_received(coop.ids["caro"], agreement_id=made, now=coop.now)
    assert coop.state(made) == "settled"
    assert coop.look("caro", made).fee_cents == 0


def test_nobody_says_that_it_is_done_before_it_began(coop: Coop) -> None:
    made = coop.agrees(span=coop.span(2))
    with pytest.raises(NotBeforeItBegan):
        say_done(coop.ids["finn"], agreement_id=made, now=coop.now)
    coop.wait(days=1, hours=4)
    coop.wait(days=1, hours=2)
    assert coop.told("finn")[:2] == ["was-it-done", "tomorrow"]
    coop.done(made)
    assert coop.state(made) == "settled"


def test_silence_of_one_side_counts_as_done_and_of_both_as_nothing(coop: Coop) -> None:
    coop.trust("finn", "caro")
    one = coop.agrees(price=CREDIT, span=coop.span(1))
    none = coop.agrees("dev", span=coop.span(2))
    coop.wait(days=3)
    coop.done(one, "caro")
    coop.wait(days=13.5)
    assert (coop.state(one), coop.state(none)) == ("agreed", "lapsed")
    coop.wait(days=1)
    assert coop.state(one) == "settled"
    assert "taken-as-done" in [each.kind for each in coop.look("finn", one).steps]


def test_a_change_holds_when_the_other_side_says_yes(coop: Coop) -> None:
    made = coop.agrees(price=NIGHTS, span=coop.span(3, 48))
    finn, caro = coop.ids["finn"], coop.ids["caro"]
    with pytest.raises(NothingChanged):
        ask_change(finn, agreement_id=made, wish=Wish(), now=coop.now)
    with pytest.raises(NothingAsked):
        answer_change(caro, agreement_id=made, accepts=True, now=coop.now)
    ask_change(finn, agreement_id=made, wish=Wish(span=coop.span(3, 72)), now=coop.now)
    with pytest.raises(ChangeWaits):
        ask_change(caro, agreement_id=made, wish=Wish(amount=5_000), now=coop.now)
    with pytest.raises(NotYours):
        answer_change(finn, agreement_id=made, accepts=True, now=coop.now)
    assert coop.look("caro", made).price.cents == 8_000
    answer_change(caro, agreement_id=made, accepts=True, now=coop.now)
    found = coop.look("finn", made)
    assert (found.units, found.price.cents, found.change) == (3, 12_000, None)
    ask_change(caro, agreement_id=made, wish=Wish(amount=10_000, words="A long stay."), now=coop.now)
    answer_change(finn, agreement_id=made, accepts=False, now=coop.now)
    assert coop.look("finn", made).price.cents == 12_000


def test_cancelling_is_free_in_time_and_owes_half_after_it(coop: Coop) -> None:
    coop.trust("finn", "caro")
    terms = Asked(price="credit", minutes=61, cancelling="day")
    early, late = (coop.agrees(price=terms, span=coop.span(each)) for each in (3, 5))
    assert coop.look("finn", early).is_free_to_cancel
    assert cancel(coop.ids["finn"], agreement_id=early, now=coop.now) == ""
    coop.wait(days=4, hours=4)
    assert not coop.look("finn", late).is_free_to_cancel
    assert "30 min" in cancel(coop.ids["finn"], agreement_id=late, now=coop.now)
    paid = coop.look("finn", late).payment_id
    assert paid is not None
    assert credit.payment(Viewer(coop.ids["finn"]), paid).minutes == 30
    assert cancel(coop.ids["caro"], agreement_id=late, now=coop.now) == ""
    assert cancel(coop.ids["finn"], agreement_id=late, now=coop.now) == ""


def test_whoever_gives_owes_nothing_by_cancelling_late(coop: Coop) -> None:
    coop.trust("finn", "caro")
    made = coop.agrees(price=Asked(price="credit", minutes=60, cancelling="week"), span=coop.span(2))
    assert cancel(coop.ids["caro"], agreement_id=made, reason="Ill.", now=coop.now) == ""
    assert coop.look("finn", made).payment_id is None
    assert coop.told("finn")[0] == "cancelled"


def test_a_late_cancellation_of_money_is_named_and_stays_between_the_two(coop: Coop) -> None:
    made = coop.agrees(price=Asked(price="money", cents=5_001, cancelling="week"), span=coop.span(2))
    assert "25.00" in cancel(coop.ids["finn"], agreement_id=made, now=coop.now)


def test_a_suspended_side_begins_nothing_and_may_end_what_it_began(coop: Coop) -> None:
    offer = coop.offers(price=Asked(price="credit", minutes=60, cancelling="week"))
    asked, agreed = coop.asks(offer, "dev"), coop.asks(offer, span=coop.span(2))
    agree(coop.ids["caro"], agreement_id=agreed, now=coop.now)
    people.grant_standing(person_id=coop.ids["caro"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    with pytest.raises(Suspended):
        agree(coop.ids["caro"], agreement_id=asked, now=coop.now)
    with pytest.raises(NotThereNow):
        coop.asks(offer, "ben")
    decline(coop.ids["caro"], agreement_id=asked, now=coop.now)
    assert cancel(coop.ids["finn"], agreement_id=agreed, now=coop.now) == ""
    assert coop.look("finn", agreed).payment_id is None


def test_a_block_stops_questions_and_not_what_was_agreed(coop: Coop) -> None:
    offer = coop.offers()
    made = coop.asks(offer)
    agree(coop.ids["caro"], agreement_id=made, now=coop.now)
    people.block(coop.ids["caro"], person_id=coop.ids["dev"], now=coop.now)
    people.block(coop.ids["caro"], person_id=coop.ids["finn"], now=coop.now)
    with pytest.raises(NoSuchOffer):
        coop.asks(offer, "dev")
    coop.done(made)
    assert coop.state(made) == "settled"


def test_a_deposit_is_noted_by_those_between_whom_it_is(coop: Coop) -> None:
    none = coop.agrees("dev")
    with pytest.raises(NoDeposit):
        note_deposit(coop.ids["caro"], agreement_id=none, returned=False, now=coop.now)
    made = coop.agrees(price=Asked(price="money", cents=5_000, deposit_cents=2_000))
    with pytest.raises(NotYours):
        note_deposit(coop.ids["finn"], agreement_id=made, returned=False, now=coop.now)
    with pytest.raises(NoDeposit):
        note_deposit(coop.ids["finn"], agreement_id=made, returned=True, now=coop.now)
    note_deposit(coop.ids["caro"], agreement_id=made, returned=False, now=coop.now)
    note_deposit(coop.ids["finn"], agreement_id=made, returned=True, now=coop.now)
    with pytest.raises(NoDeposit):
        note_deposit(coop.ids["finn"], agreement_id=made, returned=True, now=coop.now)
    assert [each.kind for each in coop.look("finn", made).steps][-2:] == ["deposit-taken", "deposit-returned"]


def test_lists_hold_what_goes_on_and_what_is_over(coop: Coop) -> None:
    first, second = coop.agrees(), coop.agrees("dev", span=coop.span(2))
    coop.done(first)
    viewer = Viewer(coop.ids["caro"])
    on, _older = agreements.mine(viewer, now=coop.now)
    over, _older = agreements.mine(viewer, now=coop.now, is_over=True)
    assert ([each.id for each in on], [each.id for each in over]) == ([second], [first])
    offer_id = coop.look("caro", second).offer_id
    assert [each.id for each in agreements.of_offer(viewer, offer_id, now=coop.now)] == [second]
    assert agreements.of_offer(Viewer(coop.ids["dev"]), offer_id, now=coop.now + timedelta(0)) == []
