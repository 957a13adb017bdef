"""Paying somebody along a way of trust."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import queries
from commonhold.civic.credit.actions import pay
from commonhold.civic.credit.actions.paying import must_be_key
from commonhold.civic.credit.models import Entry, Payment
from commonhold.civic.credit.refusals import (
    KeyTaken,
    KeyUnreadable,
    MembersAlone,
    MinutesNotAllowed,
    NoMember,
    NoSuchPayment,
    NoWay,
    WayChanged,
    WordsTooLong,
    Yourself,
)
from commonhold.civic.credit.tests.conftest import H
from commonhold.civic.credit.vocabulary import Kind
from commonhold.civic.members.coop_account import open_coop_account
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import ANYONE
from commonhold.social.people.refusals import Suspended


def test_an_hour_goes_through_two_people_and_each_is_told_her_part(coop):
    way = queries.way_to(coop.viewer("ada"), to_id=coop.ids["finn"], minutes=H, now=coop.now)
    assert way is not None
    assert [each.name for each in way.strands[0].between] == ["Ben", "Caro"]
    assert way.words == "through Ben, whom Caro trusts up to 4 h, and Caro, whom Finn trusts up to 3 h"
    payment_id = coop.pays("ada", "finn", H)
    assert (coop.owes("ada", "ben"), coop.owes("ben", "caro"), coop.owes("caro", "finn")) == (H, H, H)
    assert [coop.balance(name) for name in ("ada", "ben", "caro", "finn")] == [-H, 0, 0, H]
    assert coop.told("finn")[0] == "credit.paid"
    assert coop.told("ben")[0] == coop.told("caro")[0] == "credit.passed-on"
    seen = queries.payment(coop.viewer("finn"), payment_id)
    assert (seen.minutes, seen.payer.name, seen.payee.name) == (H, "Ada", "Finn")
    coop.must_be_sound()


def test_who_passes_it_on_sees_her_neighbours_alone(coop):
    payment_id = coop.pays("ada", "finn", H)
    seen = queries.payment(coop.viewer("ben"), payment_id)
    assert (seen.payer, seen.payee, seen.words) == (None, None, "")
    assert {each.name for hop in seen.strands[0].hops for each in (hop.giver, hop.taker)} == {
        "Ada",
        "Ben",
        "Caro",
    }
    for stranger in (coop.viewer("hana"), ANYONE):
        with pytest.raises(NoSuchPayment):
            queries.payment(stranger, payment_id)


def test_the_same_key_pays_once(coop):
    first = coop.pays("ada", "ben", H, key="agreement:7")
    assert coop.pays("ada", "ben", H, key="agreement:7") == first
    assert (coop.owes("ada", "ben"), Payment.objects.count()) == (H, 1)
    with pytest.raises(KeyTaken):
        coop.pays("ada", "ben", 2 * H, key="agreement:7")
    with pytest.raises(KeyTaken):
        coop.pays("ben", "ada", H, key="agreement:7")


def test_a_payment_that_was_made_is_found_again_when_there_is_no_way_any_more(coop):
    first = coop.pays("ada", "ben", 5 * H, key="agreement:8")
    coop.trusts("ben", "ada", 0)
    assert coop.pays("ada", "ben", 5 * H, key="agreement:8") == first


@pytest.mark.parametrize(
    ("payer", "payee", "minutes", "refusal"),
    [
        ("ada", "ben", 0, MinutesNotAllowed),
        ("ada", "ben", -60, MinutesNotAllowed),
        ("ada", "ben", 1_000_000, MinutesNotAllowed),
        ("ada", "ben", 5 * H + 1, NoWay),
        ("ada", "finn", 3 * H + 1, NoWay),
        ("ada", "hana", 1, NoWay),
        ("ada", "ada", 1, Yourself),
        ("ada", "dev", 1, NoMember),
        ("dev", "ada", 1, MembersAlone),
    ],
)
def test_what_cannot_be_paid_is_refused_and_nothing_is_booked(coop, payer, payee, minutes, refusal):
    with pytest.raises(refusal):
        coop.pays(payer, payee, minutes)
    assert (Entry.objects.count(), Payment.objects.count()) == (0, 0)


def test_a_refusal_says_how_far_it_would_reach(coop):
    with pytest.raises(NoWay) as refused:
        coop.pays("ada", "finn", 4 * H)
    assert (
        refused.value.most == 3 * H == queries.reach(coop.viewer("ada"), to_id=coop.ids["finn"], now=coop.now)
    )
    assert "3 h" in str(refused.value)


def test_two_ways_are_combined(coop):
    coop.trusts("hana", "ada", 2 * H)
    coop.trusts("finn", "hana", 2 * H)
    coop.pays("ada", "finn", 5 * H)
    assert (coop.owes("ada", "hana"), coop.owes("ada", "ben")) == (2 * H, 3 * H)
    assert coop.balance("finn") == 5 * H
    coop.must_be_sound()


@pytest.mark.parametrize("key", ["", "with space", "x" * 81, "ö"])
def test_a_key_is_a_code(coop, key):
    with pytest.raises(KeyUnreadable):
        must_be_key(key)
    with pytest.raises(KeyUnreadable):
        pay(coop.ids["ada"], to_id=coop.ids["ben"], minutes=1, key=key, now=coop.now)


def test_words_have_their_length(coop):
    with pytest.raises(WordsTooLong):
        pay(coop.ids["ada"], to_id=coop.ids["ben"], minutes=1, key="a", words="x" * 201, now=coop.now)


def test_a_limit_that_is_lowered_while_somebody_looks_leads_another_way_or_none(coop):
    coop.trusts("hana", "ada", 2 * H)
    coop.trusts("finn", "hana", 2 * H)
    way = queries.way_to(coop.viewer("ada"), to_id=coop.ids["finn"], minutes=H, now=coop.now)
    assert [each.name for each in way.strands[0].between] == ["Hana"]
    coop.trusts("finn", "hana", 0)
    with pytest.raises(WayChanged):
        pay(coop.ids["ada"], to_id=coop.ids["finn"], minutes=H, key="a", shown=way.mark, now=coop.now)
    coop.pays("ada", "finn", H)
    assert coop.owes("ada", "ben") == H


def test_nothing_goes_through_who_is_suspended_until_it_is_over(coop):
    people.grant_standing(person_id=coop.ids["ben"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    with pytest.raises(NoWay):
        coop.pays("ada", "finn", H)
    with pytest.raises(Suspended):
        coop.pays("ben", "caro", H)
    with pytest.raises(NoMember):
        coop.pays("ada", "ben", H)
    people.end_standing(person_id=coop.ids["ben"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    coop.pays("ada", "finn", H)


def test_nothing_goes_through_whom_an_end_has_blocked(coop):
    people.block(coop.ids["caro"], person_id=coop.ids["ada"], now=coop.now)
    with pytest.raises(NoWay):
        coop.pays("ada", "finn", H)
    with pytest.raises(NoMember):
        coop.pays("ada", "caro", H)


def test_the_charter_says_over_how_many_people(coop):
    coop.set(hops=2)
    coop.pays("ada", "caro", H)
    with pytest.raises(NoWay):
        coop.pays("ada", "finn", H)


def test_the_co_ops_own_line_joins_strangers_within_its_caps(coop):
    open_coop_account(now=coop.now)
    with pytest.raises(NoWay):
        coop.pays("ada", "hana", H)
    coop.set(line_hours=2, line_total_hours=3)
    way = queries.way_to(coop.viewer("ada"), to_id=coop.ids["hana"], minutes=H, now=coop.now)
    assert way.words == "over the co-op’s credit line"
    coop.pays("ada", "hana", 2 * H)
    with pytest.raises(NoWay) as refused:
        coop.pays("ada", "hana", 1)
    assert refused.value.most == 0
    coop.pays("ben", "finn", H)  # together as much as all may owe
    with pytest.raises(NoWay):
        coop.pays("caro", "ada", H + 1)
    coop.pays("hana", "ada", H)  # who is owed something by it spends that first
    assert (coop.balance("ada"), coop.balance("hana")) == (-H, H)
    coop.must_be_sound()


def test_people_come_before_the_line(coop):
    open_coop_account(now=coop.now)
    coop.set(line_hours=10, line_total_hours=100)
    coop.pays("ada", "finn", H)
    assert coop.owes("ada", "ben") == H


def test_history_says_what_changed_and_what_was_passed_on(coop):
    coop.pays("ada", "finn", H)
    coop.pays("ben", "caro", 2 * H)
    newest, passed = queries.history(coop.viewer("ben"))
    assert (newest.change, newest.other.name, newest.kind) == (-2 * H, "Caro", Kind.PAID)
    assert (passed.change, passed.through, passed.other) == (0, H, None)
    assert len(queries.history(coop.viewer("ben"), before=newest.entry_id)) == 1
    assert queries.history(ANYONE) == []
