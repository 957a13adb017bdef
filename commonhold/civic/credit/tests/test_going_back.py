"""Payments that are reversed, debts that are forgiven, circles that cancel out."""

from __future__ import annotations

import pytest

from commonhold.civic.credit import queries
from commonhold.civic.credit.actions import cancel_circles, forgive, reverse
from commonhold.civic.credit.refusals import (
    MayNotReverse,
    NoCircle,
    NoSuchPayment,
    NothingOwed,
    NothingReversible,
    ReasonNeeded,
    ReversedAlready,
    Yourself,
)
from commonhold.civic.credit.tests.conftest import H
from commonhold.civic.moderation.models import Case
from commonhold.civic.moderation.refusals import MandateNeeded
from commonhold.social.people import actions as people
from commonhold.social.people.models import Standing


@pytest.fixture
def case(coop) -> str:
    row = Case.objects.create(
        id=77, kind="person", about=str(coop.ids["finn"]), copy={}, opened_by_id=coop.ids["hana"], at=coop.now
    )
    return f"case:{row.id}"


def test_who_was_paid_gives_it_back(coop):
    payment_id = coop.pays("ada", "finn", H)
    assert reverse(coop.ids["finn"], payment_id=payment_id, because="", now=coop.now) == H
    assert [coop.balance(name) for name in ("ada", "ben", "caro", "finn")] == [0, 0, 0, 0]
    assert coop.told("ada")[0] == coop.told("ben")[0] == "credit.reversed"
    seen = queries.payment(coop.viewer("ada"), payment_id)
    assert (seen.reversed_minutes, seen.reversed_because) == (H, "given-back")
    with pytest.raises(ReversedAlready):
        reverse(coop.ids["finn"], payment_id=payment_id, because="", now=coop.now)
    coop.must_be_sound()


def test_a_case_reverses_it(coop, case):
    payment_id = coop.pays("ada", "finn", H)
    assert reverse(coop.ids["hana"], payment_id=payment_id, because=case, now=coop.now) == H
    other = coop.pays("ada", "finn", H)
    assert reverse(None, payment_id=other, because=case, now=coop.now) == H
    assert coop.balance("finn") == 0


def test_a_reversal_stays_within_the_limits_of_the_day(coop, case):
    """Finn spent the hour meanwhile, and caro trusts him with half an hour: no more goes back."""
    payment_id = coop.pays("ada", "finn", H)
    coop.pays("finn", "caro", H)
    coop.trusts("caro", "finn", H // 2)
    assert reverse(coop.ids["hana"], payment_id=payment_id, because=case, now=coop.now) == H // 2
    assert coop.owes("finn", "caro") == H // 2
    coop.must_be_sound()


def test_nothing_goes_back_where_nobody_has_room(coop, case):
    payment_id = coop.pays("ada", "finn", H)
    coop.pays("finn", "caro", H)
    with pytest.raises(NothingReversible):
        reverse(coop.ids["hana"], payment_id=payment_id, because=case, now=coop.now)
    assert queries.payment(coop.viewer("ada"), payment_id).reversed_minutes is None


def test_who_is_suspended_meanwhile_gives_back_all_the_same(coop, case):
    payment_id = coop.pays("ada", "finn", H)
    for name in ("ben", "finn"):
        people.grant_standing(person_id=coop.ids[name], kind=Standing.Kind.SUSPENDED, now=coop.now)
    assert reverse(coop.ids["hana"], payment_id=payment_id, because=case, now=coop.now) == H


@pytest.mark.parametrize(
    ("by", "because", "refusal"),
    [
        ("ada", "case:77", MandateNeeded),
        ("hana", "", ReasonNeeded),
        ("hana", "case:78", ReasonNeeded),
        ("hana", "case:x", ReasonNeeded),
        ("hana", "proposal:77", ReasonNeeded),
        (None, "given-back", ReasonNeeded),
    ],
)
def test_who_has_no_right_or_no_case_reverses_nothing(coop, case, by, because, refusal):
    payment_id = coop.pays("ada", "finn", H)
    with pytest.raises(refusal):
        reverse(by and coop.ids[by], payment_id=payment_id, because=because, now=coop.now)
    assert coop.balance("finn") == H


def test_nobody_judges_her_own_payment(coop, case):
    coop.trusts("ben", "hana", H)
    payment_id = coop.pays("hana", "ben", H)
    with pytest.raises(MayNotReverse):
        reverse(coop.ids["hana"], payment_id=payment_id, because=case, now=coop.now)
    with pytest.raises(NoSuchPayment):
        reverse(coop.ids["hana"], payment_id=1, because=case, now=coop.now)


def test_what_one_is_owed_one_can_forgive(coop):
    coop.pays("ada", "ben", 2 * H)
    forgive(coop.ids["ben"], person_id=coop.ids["ada"], minutes=H, now=coop.now)
    assert coop.owes("ada", "ben") == H
    assert coop.told("ada")[0] == "credit.forgiven"
    for minutes in (0, -1, H + 1):
        with pytest.raises(NothingOwed):
            forgive(coop.ids["ben"], person_id=coop.ids["ada"], minutes=minutes, now=coop.now)
    with pytest.raises(NothingOwed):
        forgive(coop.ids["ada"], person_id=coop.ids["ben"], minutes=1, now=coop.now)
    with pytest.raises(Yourself):
        forgive(coop.ids["ada"], person_id=coop.ids["ada"], minutes=1, now=coop.now)


def test_a_circle_of_debts_cancels_out_on_request(coop):
    with pytest.raises(NoCircle):
        cancel_circles(coop.ids["ada"], now=coop.now)
    coop.trusts("ada", "caro", 3 * H)
    for payer, payee, minutes in (("ada", "ben", 3 * H), ("ben", "caro", 2 * H)):
        coop.pays(payer, payee, minutes)
    coop.trusts("ben", "caro", 0)
    coop.trusts("caro", "ben", 0)  # so that caro pays ada directly, and not back over ben
    balances = [coop.balance(name) for name in ("ada", "ben", "caro")]
    coop.pays("caro", "ada", H)
    after = [coop.balance(name) for name in ("ada", "ben", "caro")]
    assert after == [balances[0] + H, balances[1], balances[2] - H]
    assert queries.overview(coop.viewer("ben"), now=coop.now).in_circles == H
    assert cancel_circles(coop.ids["ben"], now=coop.now) == H
    assert [coop.balance(name) for name in ("ada", "ben", "caro")] == after
    assert (coop.owes("ada", "ben"), coop.owes("ben", "caro"), coop.owes("caro", "ada")) == (2 * H, H, 0)
    coop.must_be_sound()
