"""Somebody leaves with hours open."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import personal_data, queries
from commonhold.civic.credit.actions import pay
from commonhold.civic.credit.models import Departure, Limit, Payment
from commonhold.civic.credit.refusals import NoMember
from commonhold.civic.credit.tests.conftest import H
from commonhold.civic.credit.vocabulary import Leaving
from commonhold.civic.members import actions as members
from commonhold.civic.members.coop_account import open_coop_account


def leaves(coop, name: str) -> None:
    members.leave(coop.ids[name], now=coop.now)
    coop.wait(minutes=1)


def test_who_owes_nothing_leaves_nothing_but_her_limits(coop):
    leaves(coop, "ben")
    assert not Departure.objects.exists()
    assert not Limit.objects.filter(until=None, truster_id=coop.ids["ben"]).exists()
    assert not Limit.objects.filter(until=None, trusted_id=coop.ids["ben"]).exists()


def test_a_debt_stands_for_the_months_of_the_charter_and_is_then_written_off(coop):
    coop.set(stands_months=2)
    coop.pays("ada", "ben", 2 * H)
    leaves(coop, "ada")
    row = Departure.objects.get()
    assert (row.rule, row.owed) == (Leaving.STANDS, 2 * H)
    assert coop.told("ben")[0] == "credit.departed"
    with pytest.raises(NoMember):
        coop.pays("ben", "ada", H)
    [line] = [each for each in queries.overview(coop.viewer("ben"), now=coop.now).lines if each.owed]
    assert (line.owed, line.left_rule, line.left_until) == (2 * H, Leaving.STANDS, row.until)
    coop.wait(days=59)
    assert coop.owes("ada", "ben") == 2 * H
    coop.wait(days=2)
    assert coop.owes("ada", "ben") == 0
    assert coop.told("ben")[0] == "credit.written-off"
    coop.must_be_sound()


def test_who_comes_back_owes_as_before(coop):
    coop.pays("ada", "ben", 2 * H)
    leaves(coop, "ada")
    members.enrol(coop.ids["ada"], votes_from=coop.now, now=coop.now)
    coop.wait(days=400)
    assert coop.owes("ada", "ben") == 2 * H


def test_the_line_takes_a_debt_over_as_far_as_it_reaches(coop):
    open_coop_account(now=coop.now)
    coop.set(line_hours=3, line_total_hours=1, on_leaving="forgiven-by-the-line")
    coop.pays("ada", "ben", 2 * H)
    leaves(coop, "ada")
    row = Departure.objects.get()
    assert (row.owed, row.taken_over) == (2 * H, H)
    assert coop.owes("ada", "ben") == H
    assert coop.balance("ben") == 2 * H
    coop.wait(days=200)
    assert coop.owes("ada", "ben") == 0
    assert (coop.balance("ben"), coop.balance("ada")) == (H, -H)  # what the line lost can be seen
    coop.must_be_sound()


def test_where_it_is_asked_in_money_both_are_told_what_it_is_worth(coop):
    coop.set(on_leaving="asked-in-money")
    coop.pays("ada", "ben", 90)
    leaves(coop, "ada")
    assert coop.owes("ada", "ben") == 90
    assert coop.told("ben")[0] == coop.told("ada")[0] == "credit.departed"


def test_an_account_that_is_deleted_leaves_hours_without_a_name_and_no_words(coop):
    pay(coop.ids["ada"], to_id=coop.ids["ben"], minutes=H, key="a", words="for the roof", now=coop.now)
    assert personal_data.export_of(coop.ids["ada"])["credit_payments"][0]["words"] == "for the roof"
    personal_data.erase(coop.ids["ada"], coop.now)
    personal_data.erase(coop.ids["ada"], coop.now)
    assert Payment.objects.get().words == ""
    assert Departure.objects.count() == 1
    assert not Limit.objects.filter(until=None, trusted_id=coop.ids["ada"]).exists()
    coop.must_be_sound()


def test_an_export_has_limits_balances_payments_and_what_went_through(coop):
    coop.pays("ada", "finn", H)
    told = personal_data.export_of(coop.ids["ben"])
    assert [each["minutes"] for each in told["credit_limits"]] == [5 * H]
    assert [each["minutes"] for each in told["credit_limits_of_others"]] == [4 * H]
    assert sorted(each["minutes_owed_to_me"] for each in told["credit_balances"]) == [-H, H]
    assert (told["credit_payments"], len(told["credit_entries"])) == ([], 2)
