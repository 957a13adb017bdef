"""Ads: handed in by a member, approved by two of the panel, paid before they run, and over by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.sponsors import behind, queries
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.actions.answering import approve_ad, decline_ad, end_ad
from commonhold.civic.sponsors.actions.handing_in import take_back_ad
from commonhold.civic.sponsors.actions.paying import book_payment, book_refund
from commonhold.civic.sponsors.refusals import (
    AdIsOver,
    ApprovalNeeded,
    ApprovedAlready,
    CategoryNotAllowed,
    ContactNotAllowed,
    LinkNotAllowed,
    MembersOnly,
    NoSuchAd,
    NoSuchGroup,
    NoSuchTag,
    NothingAllowed,
    NothingToRefund,
    NotRunning,
    NotYourAd,
    OwnAd,
    PlaceNeeded,
    ReasonNeeded,
    TextLength,
    TooManyPlaces,
    TooManyWaiting,
    WeeksNotAllowed,
)
from commonhold.civic.sponsors.tests.conftest import Coop
from commonhold.civic.sponsors.vocabulary import State
from commonhold.civic.treasury import queries as treasury
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.booked import booked
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.record import queries as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, make_person


def test_an_ad_is_approved_by_two_paid_and_runs_for_its_weeks(coop: Coop) -> None:
    made = coop.hands_in()
    assert coop.told("ada") == ["sponsors.ad-waits"]
    approve_ad(coop.ids["ada"], ad_id=made, now=coop.now)
    with pytest.raises(ApprovalNeeded, match="1 more"):
        book_payment(coop.ids["ben"], ad_id=made, now=coop.now)
    approve_ad(coop.ids["ben"], ad_id=made, now=coop.now)
    assert coop.told("caro") == ["sponsors.ad-approved"]
    assert coop.seen(made, "ben").may_book
    entry = treasury.entry(ANYONE, book_payment(coop.ids["ben"], ad_id=made, now=coop.now))
    assert entry.into_bank == 1_000
    assert ledger.balance(INCOME) == {"EUR": -1_000}
    assert [each.kind for each in record.leaves(about=f"ad:{made}")] == ["sponsors.ad-runs"]
    assert coop.seen(made, "gus").line.state is State.RUNNING
    coop.wait(days=13.9)
    assert coop.seen(made, "gus").line.state is State.RUNNING
    coop.wait(days=0.1)
    assert coop.seen(made, "gus").line.state is State.OVER
    assert coop.told("caro")[:2] == ["sponsors.ad-over", "sponsors.ad-runs"]


def test_its_price_is_the_lists_for_each_page_and_week_and_stays(coop: Coop) -> None:
    made = coop.hands_in(tags=["seeds", "books"], is_local=True, weeks=3)
    coop.set(tag_cents=900)
    assert coop.seen(made, "caro").line.cents == 3 * (500 + 500 + 2_000)


def test_before_it_ran_nobody_else_sees_it_and_its_contact_is_the_panels(coop: Coop) -> None:
    made = coop.hands_in()
    assert coop.seen(made, "caro").contact == ""
    assert coop.seen(made, "ada").contact == "hello@lantern-books.example"
    for name in ("finn", "gus"):
        with pytest.raises(NoSuchAd):
            coop.seen(made, name)


def test_while_no_category_is_allowed_nothing_is_handed_in(coop: Coop) -> None:
    coop.set(books="not-allowed", crafts="not-allowed")
    with pytest.raises(NothingAllowed):
        coop.hands_in()


@pytest.mark.parametrize(
    ("changes", "refused"),
    [
        ({"category": "food"}, CategoryNotAllowed),
        ({"category": "tobacco"}, CategoryNotAllowed),
        ({"sponsor": " "}, TextLength),
        ({"text": "n" * 281}, TextLength),
        ({"imprint": ""}, TextLength),
        ({"link": "http://books.example"}, LinkNotAllowed),
        ({"link": "https://ben@books.example"}, LinkNotAllowed),
        ({"link": "javascript:alert(1)"}, LinkNotAllowed),
        ({"link": "https://[books"}, LinkNotAllowed),
        ({"contact": "nobody"}, ContactNotAllowed),
        ({"weeks": 0}, WeeksNotAllowed),
        ({"weeks": 27}, WeeksNotAllowed),
        ({"tags": []}, PlaceNeeded),
        ({"tags": ["two words"]}, NoSuchTag),
        ({"groups": ["nowhere"]}, NoSuchGroup),
        ({"tags": [f"tag{n}" for n in range(9)]}, TooManyPlaces),
    ],
)
def test_what_is_wrong_with_an_offer_is_said(coop: Coop, changes, refused) -> None:
    with pytest.raises(refused):
        coop.hands_in(**changes)


def test_members_hand_in_and_not_more_than_the_panel_can_read(coop: Coop) -> None:
    coop.ids["dev"] = make_person("dev")
    with pytest.raises(MembersOnly):
        coop.hands_in("dev")
    for _number in range(5):
        coop.hands_in()
    with pytest.raises(TooManyWaiting):
        coop.hands_in()
    coop.hands_in("finn")


def test_nobody_answers_for_an_ad_of_her_own_or_twice(coop: Coop) -> None:
    made = coop.hands_in("ada")
    assert not coop.seen(made, "ada").may_approve
    with pytest.raises(OwnAd):
        approve_ad(coop.ids["ada"], ad_id=made, now=coop.now)
    with pytest.raises(OwnAd):
        decline_ad(coop.ids["ada"], ad_id=made, ground="other", reason="No.", now=coop.now)
    approve_ad(coop.ids["ben"], ad_id=made, now=coop.now)
    with pytest.raises(ApprovedAlready):
        approve_ad(coop.ids["ben"], ad_id=made, now=coop.now)


def test_behind_what_ads_brought_in_stand_their_sponsors(coop: Coop) -> None:
    made = [coop.runs(), coop.runs(text="More books."), coop.runs(sponsor="A bakery", imprint="A bakery")]
    end_ad(coop.ids["ada"], ad_id=made[0], ground="other", reason="It closed.", now=coop.now)
    book_refund(coop.ids["ben"], ad_id=made[0], now=coop.now)
    entries = booked(AccountKind.INCOME, currency="EUR", since=MORNING - timedelta(seconds=1), until=coop.now)
    assert len(entries) == 4
    assert len({each.who for each in behind.behind(entries)}) == 2
    assert sum(each.amount for each in behind.behind(entries)) == ledger.balance(INCOME)["EUR"]


def test_the_charter_says_who_approves_and_how_many(coop: Coop) -> None:
    coop.set(approvals=3)
    made = coop.approved()
    with pytest.raises(ApprovalNeeded):
        book_payment(coop.ids["ben"], ad_id=made, now=coop.now)
    coop.set(panel="board")
    with pytest.raises(Refusal, match="Board"):
        approve_ad(coop.ids["ada"], ad_id=made, now=coop.now)
    coop.decide(AppointMandate(str(coop.ids["finn"]), "board"))
    approve_ad(coop.ids["finn"], ad_id=made, now=coop.now)
    assert book_payment(coop.ids["ben"], ad_id=made, now=coop.now)


def test_it_is_declined_with_a_ground_for_all_and_a_reason_for_its_sponsor(coop: Coop) -> None:
    made = coop.hands_in()
    with pytest.raises(ReasonNeeded):
        decline_ad(coop.ids["ada"], ad_id=made, ground="means", reason=" ", now=coop.now)
    with pytest.raises(TextLength):
        decline_ad(coop.ids["ada"], ad_id=made, ground="means", reason="n" * 501, now=coop.now)
    decline_ad(coop.ids["ada"], ad_id=made, ground="means", reason="Its page counts visitors.", now=coop.now)
    assert coop.told("caro") == ["sponsors.ad-declined"]
    assert coop.seen(made, "caro").steps[0].reason == "Its page counts visitors."
    (line,) = queries.overview(ANYONE, now=coop.now).declined
    assert (line.category, line.count) == ("Books and newspapers", 1)
    assert line.ground == "Its page follows or presses its visitors"
    for late in (
        lambda: approve_ad(coop.ids["ben"], ad_id=made, now=coop.now),
        lambda: book_payment(coop.ids["ben"], ad_id=made, now=coop.now),
        lambda: take_back_ad(coop.ids["caro"], ad_id=made, now=coop.now),
    ):
        with pytest.raises(AdIsOver):
            late()


def test_only_whoever_handed_it_in_takes_it_back(coop: Coop) -> None:
    made = coop.hands_in()
    with pytest.raises(NotYourAd):
        take_back_ad(coop.ids["finn"], ad_id=made, now=coop.now)
    take_back_ad(coop.ids["caro"], ad_id=made, now=coop.now)
    assert coop.seen(made, "caro").line.state is State.TAKEN_BACK


def test_ended_early_the_days_that_did_not_begin_are_paid_back_once(coop: Coop) -> None:
    made = coop.runs()  # 1,000 cents for 14 days
    coop.wait(days=4, hours=1)
    back = end_ad(coop.ids["ada"], ad_id=made, ground="misleading", reason="The shop closed.", now=coop.now)
    assert back == 1_000 - 1_000 * 5 // 14
    assert coop.seen(made, "gus").line.state is State.ENDED
    assert "sponsors.ad-to-be-refunded" in coop.told("ben")
    entry = treasury.entry(ANYONE, book_refund(coop.ids["ben"], ad_id=made, now=coop.now))
    assert entry.into_bank == -back
    assert ledger.balance(INCOME) == {"EUR": back - 1_000}
    with pytest.raises(NothingToRefund):
        book_refund(coop.ids["ben"], ad_id=made, now=coop.now)
    with pytest.raises(NotRunning):
        end_ad(coop.ids["ada"], ad_id=made, ground="other", reason="Again.", now=coop.now)


def test_what_does_not_run_is_neither_ended_nor_paid_back(coop: Coop) -> None:
    made = coop.approved()
    with pytest.raises(NotRunning):
        end_ad(coop.ids["ada"], ad_id=made, ground="other", reason="No.", now=coop.now)
    with pytest.raises(NoSuchAd):
        end_ad(coop.ids["ada"], ad_id=1, ground="other", reason="No.", now=coop.now)
    with pytest.raises(NoSuchAd):
        book_refund(coop.ids["ben"], ad_id=made, now=coop.now)
    over = coop.runs()
    with pytest.raises(ReasonNeeded):
        end_ad(coop.ids["ada"], ad_id=over, ground="other", reason="", now=coop.now)
    coop.wait(days=15)
    with pytest.raises(NotRunning):
        end_ad(coop.ids["ada"], ad_id=over, ground="other", reason="Late.", now=coop.now)
    with pytest.raises(NothingToRefund):
        book_refund(coop.ids["ben"], ad_id=over, now=coop.now)


def test_without_a_mandate_nobody_answers_ends_or_books(coop: Coop) -> None:
    made, finn = coop.approved(), coop.ids["finn"]
    for act in (
        lambda: approve_ad(finn, ad_id=made, now=coop.now),
        lambda: decline_ad(finn, ad_id=made, ground="other", reason="No.", now=coop.now),
        lambda: end_ad(finn, ad_id=made, ground="other", reason="No.", now=coop.now),
        lambda: book_payment(coop.ids["ada"], ad_id=made, now=coop.now),
        lambda: book_refund(coop.ids["ada"], ad_id=made, now=coop.now),
        lambda: queries.desk(Viewer(finn), now=coop.now),
        lambda: queries.desk(ANYONE, now=coop.now),
    ):
        with pytest.raises(Refusal):
            act()


def test_a_vote_that_closes_a_category_stops_it_from_being_approved_and_paid(coop: Coop) -> None:
    made, waits = coop.approved(), coop.hands_in()
    coop.set(books="not-allowed")
    with pytest.raises(CategoryNotAllowed):
        approve_ad(coop.ids["ada"], ad_id=waits, now=coop.now)
    with pytest.raises(CategoryNotAllowed):
        book_payment(coop.ids["ben"], ad_id=made, now=coop.now)


def test_the_desk_shows_what_waits_and_what_goes_back(coop: Coop) -> None:
    waits, owed = coop.hands_in(), coop.runs()
    end_ad(coop.ids["ada"], ad_id=owed, ground="other", reason="It moved away.", now=coop.now)
    board = queries.desk(Viewer(coop.ids["ben"]), now=coop.now)
    assert [(each.id, each.state) for each in board] == [(waits, State.WAITING), (owed, State.ENDED)]


def test_everybody_reads_who_sponsors_what_it_costs_and_what_came_in(coop: Coop) -> None:
    made = coop.runs()
    seen = queries.overview(ANYONE, now=coop.now)
    assert [each.id for each in seen.running] == [made]
    assert (seen.income_cents, seen.currency) == (1_000, "EUR")
    assert [each.cents for each in seen.prices] == [500, 500, 2_000, 2_000]
    page = queries.sponsor(ANYONE, seen.running[0].sponsor_id, now=coop.now)
    assert (page.name, page.paid_cents) == ("Paper Lantern Books", 1_000)
    coop.hands_in("finn", sponsor="Another")
    with pytest.raises(Refusal):
        queries.sponsor(ANYONE, 1, now=coop.now)
    assert [each.id for each in queries.mine(Viewer(coop.ids["caro"]), now=coop.now)] == [made]
