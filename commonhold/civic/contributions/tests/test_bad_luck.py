"""Late, twice, cut short, without dues, with somebody who left or is suspended: each month comes right."""

from __future__ import annotations

from datetime import timedelta
from itertools import chain

import pytest
from django.db.models import Sum

from commonhold.civic.contributions import computing, settling, splitting
from commonhold.civic.contributions.models import Computation, Split, SplitLine
from commonhold.civic.contributions.queries import my_share
from commonhold.civic.contributions.tests.conftest import SHARING, begin
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import actions as members
from commonhold.civic.payments.actions.details import hold_payments, release_payments
from commonhold.civic.payments.models import Owed
from commonhold.civic.treasury.decisions import SetDues
from commonhold.civic.treasury.models import DuesCredit
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger import queries as books
from commonhold.ground.ledger.entry import Leg


def thankful(coop) -> None:
    coop.pay_dues("ada", "ben", "caro", "finn")
    coop.thank("ada", "ben")
    coop.thank("ben", "ada")
    coop.thank("caro", "finn")


def test_a_machine_that_slept_for_months_shares_each_month_in_its_turn(coop):
    thankful(coop)
    coop.now += timedelta(days=75)
    jobs.tick(coop.now)
    jobs.tick(coop.now)
    assert list(Split.objects.order_by("month").values_list("month", flat=True)) == ["2026-05", "2026-06"]
    assert coop.split().paid == 270
    assert coop.split("2026-06").paid == 0
    assert Split.objects.filter(settled_at=None).count() == 0


def test_a_split_that_is_cut_short_while_lines_are_written_begins_anew(coop, monkeypatch):
    thankful(coop)
    real = splitting._publish

    def crash(*args: object) -> None:
        raise RuntimeError("power cut")

    monkeypatch.setattr(splitting, "_publish", crash)
    coop.month_ends()
    assert coop.split().published_at is None
    assert books.held_in("liabilities:creators") == {}
    assert Computation.objects.get(kind="split").attempts > 0
    monkeypatch.setattr(splitting, "_publish", real)
    coop.wait(hours=2)
    assert coop.split().paid == 270
    assert SplitLine.objects.filter(split=coop.split()).count() == 4


def test_a_split_that_is_cut_short_while_it_gives_goes_on_where_it_stood(coop, monkeypatch):
    thankful(coop)
    monkeypatch.setattr(settling, "_AT_ONCE", 2)
    given: list[list[int]] = []
    crashed: list[bool] = []
    real = settling._give

    def crash_at_second(split, rows, now) -> None:
        if len(given) == 1 and not crashed:
            crashed.append(True)
            raise RuntimeError("power cut")
        given.append([row.id for row in rows])
        real(split, rows, now)

    monkeypatch.setattr(settling, "_give", crash_at_second)
    coop.month_ends()
    coop.wait(hours=2)
    assert coop.split().settled_at is not None
    assert Owed.objects.filter(kind="contributions.thanks").count() == 3
    assert sorted(chain.from_iterable(given)) == sorted(SplitLine.objects.values_list("id", flat=True))


def test_nothing_is_shared_in_a_month_without_dues(coop):
    coop.thank("ada", "ben")
    coop.month_ends()
    split = coop.split()
    assert (split.paid, split.credit, split.entry_id) == (0, 0, None)
    assert split.settled_at is not None


def test_a_loss_is_carried_and_comes_first_in_the_next_month(coop):
    thankful(coop)
    coop.spend(3000)
    coop.month_ends()
    assert (coop.split().missing, coop.split().paid, coop.split().credit) == (1000, 0, 0)
    coop.pay_dues("ada", "ben", "caro", "finn")
    coop.month_ends()
    june = coop.split("2026-06")
    assert june.missing == 0
    assert june.reserve + june.paid + june.credit + june.kept == 1000


def test_whoever_left_is_paid_and_has_no_credit(coop):
    thankful(coop)
    members.leave(coop.ids["ben"], now=coop.now)
    coop.month_ends()
    line = coop.line("ben")
    assert (line.stands, line.paid > 0, line.credit) == ("left", True, 0)
    assert Owed.objects.get(person_id=coop.ids["ben"]).cents == line.paid


def test_credit_of_somebody_who_leaves_is_owed_to_her(coop):
    thankful(coop)
    coop.month_ends()
    coop.pay_dues("finn")
    coop.thank("finn", "ada")
    coop.month_ends()
    coop.pay_dues("finn")
    coop.month_ends()
    left = coop.my_dues("finn")
    members.leave(coop.ids["finn"], now=coop.now)
    coop.wait(minutes=1)
    assert coop.my_dues("finn").credit_cents == 0
    owed = Owed.objects.filter(person_id=coop.ids["finn"], kind="contributions.credit")
    assert sum(each.cents for each in owed) == left.credit_cents


def test_what_a_suspended_person_was_thanked_for_is_owed_held_and_not_lost(coop):
    finn = coop.ids["finn"]
    hold_payments(person_id=finn, cause="case:1", now=coop.now)
    thankful(coop)
    coop.month_ends()
    assert coop.line("finn").paid == 90
    assert Owed.objects.get(person_id=finn, kind="contributions.thanks").cents == 90
    assert my_share(coop.viewer("finn"), now=coop.now).is_held
    assert not my_share(coop.viewer("ada"), now=coop.now).is_held
    release_payments(person_id=finn, cause="case:1", now=coop.now)
    assert not my_share(coop.viewer("finn"), now=coop.now).is_held


def test_a_rule_that_ended_shares_nothing_and_no_month_follows(coop):
    thankful(coop)
    coop.decide(type(SHARING)("none"))
    coop.month_ends()
    coop.month_ends()
    assert not Split.objects.exists()


def test_without_a_rule_everything_is_as_it_was(db):
    coop = begin()
    thankful(coop)
    coop.month_ends()
    assert not Split.objects.exists()
    assert books.held_in("liabilities:creators") == {}


@pytest.mark.parametrize(("currency", "dues"), [("JPY", 700), ("KWD", 1500)])
def test_currencies_without_and_with_three_decimals_are_shared_to_their_smallest_unit(db, currency, dues):
    coop = begin(SetParameter("treasury.currency", currency), SetDues(dues), SHARING)
    coop.month_ends()  # the first month's dues were fixed in the currency before
    thankful(coop)
    # What is owed of the month before is in euros, and no part of this one.
    coop.month_ends()
    june = coop.split("2026-06")
    assert june.currency == currency
    assert june.paid + june.credit + june.kept + june.reserve == 4 * dues
    assert coop.owed("liabilities:creators", currency) >= 0


def test_dues_of_somebody_who_is_no_member_are_other_income(coop):
    coop.apply("gus")
    coop.pay("gus")
    thankful(coop)
    coop.month_ends()
    assert not SplitLine.objects.filter(person_id=coop.ids["gus"]).exists()
    assert coop.split().paid + coop.split().credit == 2000
    assert coop.split().reserve == 250


def test_an_income_of_sponsors_tops_slices_up_and_the_rest_is_the_co_ops(coop):
    thankful(coop)
    coop.spend(1000)
    ledger.open_account("income:sponsors", name="Sponsors", at=coop.now)
    legs = [Leg("assets:bank", 5000, "EUR"), Leg("income:sponsors", -5000, "EUR")]
    ledger.post(kind="sponsor.paid", key="s", cause="s", legs=legs, at=coop.now)
    coop.month_ends()
    split = coop.split()
    assert split.paid + split.credit + split.kept == 2000


def test_two_lookers_at_once_share_once(coop):
    thankful(coop)
    coop.month_ends()
    entries = len(list(books.all_entries()))
    Computation.objects.filter(kind="split").update(done_at=None)
    computing.sweep(coop.now)
    assert len(list(books.all_entries())) == entries


def test_thanks_that_pay_dues_are_credit_by_vote(db):
    coop = begin(type(SHARING)("own_slice_v1", payout="credit"))
    thankful(coop)
    coop.month_ends()
    assert not Owed.objects.exists()
    assert books.held_in("liabilities:creators") == {}
    granted = DuesCredit.objects.filter(reference="split:2026-05").aggregate(cents=Sum("cents"))
    assert granted["cents"] == coop.split().paid + coop.split().credit == 2000


def test_a_years_creators_share_tops_up_the_next_months_slices_and_what_is_over_waits(coop):
    thankful(coop)
    coop.spend(1200)
    ledger.open_account("liabilities:creators-share", name="Creators", at=coop.now)
    legs = [
        Leg("equity:retained-earnings", 900, "EUR"),
        Leg("liabilities:creators-share", -900, "EUR"),
    ]
    ledger.post(kind="surplus.appropriated", key="surplus:2025", cause="surplus", legs=legs, at=coop.now)
    coop.month_ends()
    split = coop.split()
    # 20.00 of dues less 12.00 and the reserve, topped up by 9.00.
    assert split.paid + split.credit + split.kept == 2000 - 1200 - split.reserve + 900
    assert coop.owed("liabilities:creators-share") == 0
    coop.pay_dues("ada", "ben", "caro", "finn")
    coop.month_ends()
    assert coop.split("2026-06").of_year == 0
    assert books.check().ok
