"""Saying how far one trusts somebody."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import queries
from commonhold.civic.credit.models import Limit
from commonhold.civic.credit.refusals import (
    CreditOff,
    LimitNotAllowed,
    MembersAlone,
    NoMember,
    NoWay,
    TooManyTrusted,
    Yourself,
)
from commonhold.civic.credit.tests.conftest import H
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing
from commonhold.social.people.refusals import Suspended
from tests.cast import make_eve


def test_a_limit_is_told_and_its_history_kept(coop):
    coop.trusts("ada", "finn", 2 * H)
    coop.wait(days=1)
    coop.trusts("ada", "finn", 5 * H)
    assert coop.told("finn") == ["credit.trusted", "credit.trusted"]
    seen = queries.between(coop.viewer("ada"), coop.ids["finn"], now=coop.now)
    assert seen is not None
    assert [step.minutes for step in seen.mine] == [5 * H, 2 * H]
    assert seen.mine[1].until == seen.mine[0].at == coop.now
    assert (seen.line.i_trust, seen.line.trusts_me) == (5 * H, 0)
    other = queries.between(coop.viewer("finn"), coop.ids["ada"], now=coop.now)
    assert other is not None
    assert (other.line.i_trust, other.line.trusts_me) == (0, 5 * H)


def test_the_same_again_changes_nothing(coop):
    rows = Limit.objects.count()
    coop.trusts("ben", "ada", 5 * H)
    assert Limit.objects.count() == rows


def test_lowering_holds_for_what_comes_and_leaves_what_is_owed(coop):
    coop.pays("ada", "ben", 4 * H)
    coop.trusts("ben", "ada", 1 * H)
    assert coop.owes("ada", "ben") == 4 * H
    with pytest.raises(NoWay):
        coop.pays("ada", "ben", 1)
    coop.pays("ben", "ada", 4 * H)  # who owes may always pay back
    assert coop.owes("ada", "ben") == 0


def test_a_limit_at_nothing_ends_it(coop):
    coop.trusts("ben", "ada", 0)
    assert not Limit.objects.filter(truster_id=coop.ids["ben"], until=None).exists()
    with pytest.raises(NoWay):
        coop.pays("ada", "ben", 1)


@pytest.mark.parametrize(
    ("truster", "trusted", "minutes", "refusal"),
    [
        ("ada", "ada", 60, Yourself),
        ("ada", "dev", 60, NoMember),
        ("dev", "ada", 60, MembersAlone),
        ("ada", "ben", -1, LimitNotAllowed),
        ("ada", "ben", 20 * H + 1, LimitNotAllowed),
        ("ada", "ben", 1_000_000, LimitNotAllowed),
    ],
)
def test_what_is_no_limit_is_refused(coop, truster, trusted, minutes, refusal):
    before = Limit.objects.count()
    with pytest.raises(refusal):
        coop.trusts(truster, trusted, minutes)
    assert Limit.objects.count() == before


def test_nobody_elsewhere_is_trusted_with_hours(coop):
    coop.ids["eve"] = make_eve()
    with pytest.raises(NoMember):
        coop.trusts("ada", "eve", 60)


def test_who_is_blocked_is_not_trusted(coop):
    people.block(coop.ids["hana"], person_id=coop.ids["ada"], now=coop.now)
    with pytest.raises(NoMember):
        coop.trusts("ada", "hana", 60)


def test_who_is_suspended_sets_no_limit(coop):
    people.grant_standing(person_id=coop.ids["ben"], kind=Standing.Kind.SUSPENDED, now=coop.now)
    with pytest.raises(Suspended):
        coop.trusts("ben", "ada", 10)


def test_when_the_charter_has_credit_off_limits_can_only_be_lowered(coop):
    coop.set(state="off")
    with pytest.raises(CreditOff):
        coop.trusts("ben", "ada", 6 * H)
    coop.trusts("ben", "ada", 1 * H)
    with pytest.raises(CreditOff):
        coop.pays("ada", "ben", 10)


def test_a_charter_that_allows_less_holds_for_limits_of_before(coop):
    coop.set(limit_hours=1)
    with pytest.raises(NoWay) as refused:
        coop.pays("ada", "ben", 61)
    assert refused.value.most == 60
    coop.pays("ada", "ben", 60)


def test_there_is_room_for_so_many_limits(coop, monkeypatch):
    monkeypatch.setattr("commonhold.civic.credit.actions.trusting.MOST_TRUSTED", 1)
    with pytest.raises(TooManyTrusted):
        coop.trusts("ben", "caro", 60)
    coop.trusts("ben", "ada", 10 * H)
