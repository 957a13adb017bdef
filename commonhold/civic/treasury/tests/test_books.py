"""Gifts, costs and the public numbers."""

from __future__ import annotations

import json
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.treasury import months, personal_data, queries
from commonhold.civic.treasury.actions import books
from commonhold.civic.treasury.refusals import AmountNotAllowed, NoSuchEntry, TextLength
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people.queries import ANYONE, Viewer
from tests.paying import pays

BILL = {"cents": 1290, "what": "Hosting in May", "payee": "A friendly data centre"}


def pay_bill(coop, *, by: str = "ben", approved_by: str = "ada", **changes) -> int:
    said = {**BILL, **changes}
    return pays(coop.ids[by], approved_by=coop.ids[approved_by], now=coop.now, **said)


def test_a_gift_goes_to_the_fund(coop):
    entry = queries.entry(ANYONE, books.give_to_fund(coop.ids["ben"], cents=2500, now=coop.now))
    assert (entry.kind, entry.cents, entry.into_bank, entry.link[0]) == ("fund.given", 2500, 2500, "gift")
    shown = queries.money(ANYONE, now=coop.now)
    assert (shown.bank_cents, shown.fund_cents, shown.dues_total_cents) == (2500, 2500, 0)


@pytest.mark.parametrize("cents", [0, -1])
def test_nothing_is_no_gift_and_no_cost(coop, cents):
    with pytest.raises(AmountNotAllowed):
        books.give_to_fund(coop.ids["ben"], cents=cents, now=coop.now)
    with pytest.raises(AmountNotAllowed):
        pay_bill(coop, cents=cents)


def test_only_the_treasurer_books_gifts_and_costs(coop):
    with pytest.raises(Refusal, match="mandate"):
        books.give_to_fund(coop.ids["ada"], cents=1, now=coop.now)
    with pytest.raises(Refusal, match="mandate"):
        pay_bill(coop, by="ada", approved_by="ben")


def test_a_cost_leaves_the_bank_and_names_who_answers_for_it(coop):
    entry = queries.entry(ANYONE, pay_bill(coop))
    assert (entry.words, entry.cents, entry.into_bank) == ("Hosting in May", 1290, -1290)
    assert entry.link[0] == "cost"
    shown = queries.cost(Viewer(coop.ids["finn"]), int(entry.link[1]))
    assert (shown.recorded_by.handle, shown.approved_by.handle) == ("ben", "ada")
    assert shown.payee == "A friendly data centre"
    assert queries.cost(ANYONE, shown.id).payee == ""


@pytest.mark.parametrize("field", ["what", "payee"])
@pytest.mark.parametrize("words", [" ", "x" * 201])
def test_a_cost_says_what_and_to_whom(coop, field, words):
    with pytest.raises(TextLength) as refused:
        pay_bill(coop, **{field: words})
    assert refused.value.field == field


def test_every_entry_leads_to_what_caused_it(coop):
    coop.pay("caro")
    pay_bill(coop)
    books.give_to_fund(coop.ids["ben"], cents=900, now=coop.now)
    coop.waive("finn")
    coop.wait(days=28)
    shown = queries.entries(ANYONE)
    assert [(each.words, each.link[0]) for each in shown] == [
        ("Dues for May 2026, carried by the solidarity fund", "dues"),
        ("A gift to the solidarity fund", "gift"),
        ("Hosting in May", "cost"),
        ("Dues for May 2026", "dues"),
    ]
    may = queries.month(ANYONE, "2026-05")
    assert (may.words, may.dues_cents, may.received_cents, may.fund_cents) == ("May 2026", 500, 500, 500)
    assert queries.entries(ANYONE, before=shown[1].id, limit=1)[0].id == shown[2].id


def test_what_is_not_in_the_books_is_not_found(coop):
    with pytest.raises(NotFound):
        queries.entry(ANYONE, 1)
    with pytest.raises(NoSuchEntry):
        queries.month(ANYONE, "2020-01")
    with pytest.raises(NoSuchEntry):
        queries.cost(ANYONE, 1)


def test_before_the_founding_there_is_nothing_in_the_till(db):
    assert queries.till() == queries.books.Till(0, "EUR")


def test_the_ledgers_head_goes_on_the_record_each_month_and_can_be_computed_again(coop):
    coop.pay("caro")
    coop.wait(days=28)
    coop.pay("finn")
    body = json.loads(bytes(Leaf.objects.get(kind="treasury.ledger-head").data))["body"]
    until = coop.now.fromtimestamp(body["until"] / 1000, tz=coop.now.tzinfo)
    head = ledger.head(until=until)
    assert (body["entries"], body["sha256"]) == (1, head.sha256)


DEEDS = st.sampled_from(
    ["pay caro", "pay finn", "pay ada", "gift", "bill", "waive caro", "waive finn", "month"]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(DEEDS, max_size=12))
def test_every_public_number_can_be_had_again_from_the_entries_alone(coop, deeds):
    with transaction.atomic():
        start = coop.now
        for deed in deeds:
            coop.wait(minutes=1)
            _do(coop, deed)
        _replay(queries.money(ANYONE, now=coop.now), coop)
        coop.now = start
        transaction.set_rollback(True)


def _do(coop, deed: str) -> None:
    verb, _space, name = deed.partition(" ")
    if verb == "pay" and coop.owed_by(name):
        coop.pay(name)
    elif verb == "waive" and coop.my_dues(name).fund == "not-asked":
        coop.waive(name)
    elif verb == "gift":
        books.give_to_fund(coop.ids["ben"], cents=730, now=coop.now)
    elif verb == "bill":
        pay_bill(coop)
    elif verb == "month":
        coop.wait(days=31)


def _replay(shown: queries.books.Money, coop) -> None:
    entries = list(ledger.all_entries())
    held: Counter[str] = Counter()
    for entry in entries:
        for leg in entry.legs:
            held[leg.account] += leg.amount
    assert sum(held.values()) == 0
    assert shown.bank_cents == held["assets:bank"]
    assert shown.fund_cents == -held["equity:solidarity-fund"]
    signs = {"assets": 1, "expenses": 1, "equity": -1, "income": -1}
    assert {each.code: each.cents for each in shown.accounts} == {
        code: signs[code.partition(":")[0]] * cents for code, cents in held.items()
    }
    received = [each for each in entries if each.kind == "dues.received"]
    assert shown.dues_total_cents == sum(each.legs[0].amount for each in received)
    begun = months.beginning(months.month_of(coop.now))
    assert shown.dues_this_month_cents == sum(each.legs[0].amount for each in received if each.at >= begun)


def test_who_recorded_and_who_approved_get_to_know_it(coop):
    pay_bill(coop)
    recorded = personal_data.export_of(coop.ids["ben"])["costs_recorded"]
    approved = personal_data.export_of(coop.ids["ada"])["costs_approved"]
    assert [each["what"] for each in recorded] == [each["what"] for each in approved] == [BILL["what"]]
