"""Whatever people pay, spend, thank and vote: every cent has its place, and the books agree."""

from __future__ import annotations

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commonhold.civic.contributions import queries
from commonhold.civic.contributions.bundles import bundle_of
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.contributions.models import Split
from commonhold.civic.contributions.tests.conftest import begin
from commonhold.civic.payments.models import Owed, Part
from commonhold.civic.treasury.models import DuesCredit
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import ANYONE
from rulebook.split.replay import check_statement, replay

NAMES = ("ada", "ben", "caro", "finn")

months = st.lists(
    st.fixed_dictionaries(
        {
            "paying": st.sets(st.sampled_from(NAMES)),
            "spent": st.integers(0, 2500),
            "thanks": st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)), max_size=6),
        }
    ),
    min_size=1,
    max_size=2,
)
rules = st.builds(
    SetSharing,
    st.sampled_from(["own_slice_v1", "equal_share_v1"]),
    to_one=st.sampled_from(["1/5", "1/1", "1/3"]),
    fund_pot_cents=st.integers(0, 700),
    reserve_share=st.sampled_from(["0/1", "1/10", "1/1"]),
    reserve_target_cents=st.integers(0, 1500),
    payout=st.sampled_from(["money", "credit"]),
)


@pytest.mark.django_db
@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rule=rules, carried=st.booleans(), story=months)
def test_money_is_conserved_through_the_actions(transactional_again, rule, carried, story):
    with transactional_again():
        coop = begin(rule)
        if carried:
            coop.waive("caro")
        for month in story:
            coop.pay_dues(*sorted(month["paying"] - ({"caro"} if carried else set())))
            if month["spent"]:
                coop.spend(month["spent"])
            for giver, receiver in month["thanks"]:
                if giver != receiver:
                    coop.thank(giver, receiver)
            coop.month_ends()
        for split in Split.objects.all():
            _is_whole(split)
            public = queries.public_file(ANYONE, split.month)
            assert replay(bundle_of(split)) == public
            for name in NAMES:
                assert check_statement(queries.statement(coop.viewer(name), split.month), public) == ()
        _books_agree()


def _is_whole(split: Split) -> None:
    """Dues + outside income + what is missing = first + thanks + credit + back to the fund + kept + over."""
    sums = queries.split(ANYONE, split.month).sums
    came = sums.dues + sums.outside + sums.missing
    assert came == sums.first + sums.paid + sums.credit + sums.fund_back + sums.kept + sums.over
    assert split.settled_at is not None


def _books_agree() -> None:
    assert ledger.check().ok
    left = Owed.objects.filter(account="liabilities:creators")
    settled = Part.objects.filter(owed__in=left).aggregate(cents=Sum("cents"))["cents"] or 0
    owed = (left.aggregate(cents=Sum("cents"))["cents"] or 0) - settled
    assert -ledger.held_in("liabilities:creators").get("EUR", 0) == owed
    waits = {"charge__isnull": False, "charge__receipt": None}
    credit = DuesCredit.objects.exclude(**waits).aggregate(cents=Sum("cents"))["cents"] or 0
    assert -ledger.held_in("liabilities:dues-credit").get("EUR", 0) == credit
    held = sum(each.paid for each in Split.objects.all())
    assert ledger.held_in("expenses:creators-share").get("EUR", 0) == held
