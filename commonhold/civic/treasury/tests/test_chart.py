"""The standard chart opens with the books; a treasurer opens more, but not in what is ours to vote on."""

from __future__ import annotations

import pytest

from commonhold.civic.treasury.accounts import CHART
from commonhold.civic.treasury.actions.chart import open_account
from commonhold.civic.treasury.refusals import AccountTaken, NoAccountOfOurs, TextLength
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.record.models import Leaf
from commonhold.ground.refusal import Refusal


def test_the_chart_opens_with_the_books_and_has_names_in_words(coop):
    held = {each.code: each.name for each in ledger.balances()}
    assert held.keys() == CHART.keys()
    assert all(name and name[0].isupper() for name in held.values())


def test_a_treasurer_opens_another_account(coop):
    open_account(coop.ids["ben"], code="expenses:tea", name="Tea", now=coop.now)
    assert {each.code: each.name for each in ledger.balances()}["expenses:tea"] == "Tea"
    assert Leaf.objects.filter(kind="treasury.account-opened").count() == 1
    with pytest.raises(AccountTaken):
        open_account(coop.ids["ben"], code="expenses:tea", name="Tea again", now=coop.now)


@pytest.mark.parametrize("code", ["equity:mine", "tea", "expenses:", "Expenses:Tea", ""])
def test_a_code_that_is_none_or_lies_in_equity_is_refused(coop, code):
    with pytest.raises(NoAccountOfOurs):
        open_account(coop.ids["ben"], code=code, name="Tea", now=coop.now)


def test_only_a_treasurer_opens_accounts_and_gives_them_names(coop):
    with pytest.raises(Refusal, match="mandate"):
        open_account(coop.ids["ada"], code="expenses:tea", name="Tea", now=coop.now)
    for name in (" ", "x" * 81):
        with pytest.raises(TextLength):
            open_account(coop.ids["ben"], code="expenses:tea", name=name, now=coop.now)
