"""Whatever the co-op, whoever thanked whom.

No cent appears, none is lost, and nobody gets less than nothing.
"""

from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.split.economy import MILLION, Economy, Thanks
from rulebook.split.equal_share import equal_share_v1
from rulebook.split.own_slice import OwnSliceTerms, own_slice_v1
from rulebook.split.pool import Money
from rulebook.split.tests.economies import MANY, economies, moneys, takes, terms


@settings(max_examples=MANY)
@given(economies(), moneys(), terms(), st.binary(max_size=2))
def test_own_slices_conserve_every_unit_and_nobodys_slice_and_credit_exceed_the_dues_paid_by_or_for_her(
    each: Economy, money: Money, by: OwnSliceTerms, seed: bytes
) -> None:
    sheet = own_slice_v1(each, money, by, seed=seed)
    dues = sum(person.own + person.fund for person in each.people)
    assert dues + money.outside + sheet.pool.missing == (
        money.first + sheet.pool.over + sum(sheet.paid) + sheet.credit.total + sheet.fund_back + sheet.kept
    )
    assert min([*sheet.paid, *sheet.credit.parts, sheet.fund_back, sheet.kept], default=0) >= 0
    assert sum(sheet.given.received) == sum(sheet.given.own) + sum(sheet.given.fund)
    if all(person.stands == "member" for person in each.people):
        assert sheet.kept <= 2 * len(each.people) + 1  # rounded units: all the rest returns
    for index, person in enumerate(each.people):
        assert sheet.given.own[index] + sheet.credit.parts[index] * MILLION <= person.own * MILLION
        assert sheet.given.fund[index] <= person.fund * MILLION
    assert sum(sheet.given.fund) <= by.fund_pot * MILLION
    assert sheet.fund_back <= sum(person.fund for person in each.people)


@settings(max_examples=MANY)
@given(economies(), moneys(), terms(), st.data())
def test_a_group_takes_at_most_what_it_paid_what_outsiders_thanked_it_for_and_the_fund_gave_inside(
    each: Economy, money: Money, by: OwnSliceTerms, data: st.DataObject
) -> None:
    """What the fund gave inside crossed branches, and is never more than the voted pot."""
    everybody = range(len(each.people))
    group = [index for index in everybody if data.draw(st.booleans())]
    others = [index for index in everybody if index not in group]
    sheet = own_slice_v1(each, money, by, seed=b"")
    thanked_for = own_slice_v1(_silenced(each, group), money, by, seed=b"").given.received
    with_fund = own_slice_v1(_silenced(each, others), money, by, seed=b"").given.received
    without = own_slice_v1(_silenced(each, others), money, replace(by, fund_pot=0), seed=b"").given.received
    from_fund = sum(with_fund[index] - without[index] for index in group)
    assert from_fund <= by.fund_pot * MILLION
    paid_in = sum(each.people[index].own for index in group)
    bound = paid_in * MILLION + sum(thanked_for[index] for index in group) + from_fund
    assert takes(sheet, group) * MILLION <= bound


@given(economies(), moneys(), terms())
def test_nothing_reaches_oneself_those_outside_or_by_the_fund_ones_own_branch(
    each: Economy, money: Money, by: OwnSliceTerms
) -> None:
    for index, person in enumerate(each.people):
        alone = own_slice_v1(_only(each, index), money, by, seed=b"").given.received
        assert alone[index] == 0
        for other, receiver in enumerate(each.people):
            most = by.to_one * MILLION * (person.own + person.fund)
            assert alone[other] <= most
            if receiver.stands == "outside" or (not person.own and person.branches & receiver.branches):
                assert alone[other] == 0


@given(economies(), moneys(), terms(), st.binary(max_size=2), st.binary(max_size=2))
def test_the_seed_matters_for_the_last_unit_of_credit_among_equals_and_for_nothing_else(
    each: Economy, money: Money, by: OwnSliceTerms, seed: bytes, other: bytes
) -> None:
    one, two = own_slice_v1(each, money, by, seed=seed), own_slice_v1(each, money, by, seed=other)
    assert (one.pool, one.rates, one.given, one.paid) == (two.pool, two.rates, two.given, two.paid)
    assert (one.fund_back, one.kept) == (two.fund_back, two.kept)
    assert all(abs(a - b) <= 1 for a, b in zip(one.credit.parts, two.credit.parts, strict=True))
    rate = one.credit.rate
    moved = {
        person.own * rate.units % rate.weight
        for person, a, b in zip(each.people, one.credit.parts, two.credit.parts, strict=True)
        if a != b
    }
    assert len(moved) <= 1


@given(economies(), moneys(), terms(), st.integers(1, 5_000))
def test_more_outside_income_or_lower_costs_never_take_from_anybodys_thanks(
    each: Economy, money: Money, by: OwnSliceTerms, more: int
) -> None:
    before = own_slice_v1(each, money, by, seed=b"").paid
    richer = own_slice_v1(each, replace(money, outside=money.outside + more), by, seed=b"").paid
    cheaper = own_slice_v1(each, replace(money, costs=max(0, money.costs - more)), by, seed=b"").paid
    assert all(a <= b for a, b in zip(before, richer, strict=True))
    assert all(a <= b for a, b in zip(before, cheaper, strict=True))


@given(economies(), moneys(), terms(), st.data())
def test_one_more_thanks_never_takes_from_the_person_thanked(
    each: Economy, money: Money, by: OwnSliceTerms, data: st.DataObject
) -> None:
    if not each.people:
        return
    people = st.integers(0, len(each.people) - 1)
    giver, receiver = data.draw(people), data.draw(people)
    said = _said(each)
    said[giver, receiver] += 1
    more = replace(each, thanks=Thanks.said(said, people=len(each.people)))
    before, after = own_slice_v1(each, money, by, seed=b""), own_slice_v1(more, money, by, seed=b"")
    assert before.paid[receiver] <= after.paid[receiver]


@given(economies(), moneys(), st.binary(max_size=2))
def test_equal_shares_conserve_every_unit_and_are_equal_as_far_as_dues_have_room(
    each: Economy, money: Money, seed: bytes
) -> None:
    sheet = equal_share_v1(each, money, seed=seed)
    dues = sum(person.own + person.fund for person in each.people)
    assert dues + money.outside + sheet.pool.missing == (
        money.first + sheet.pool.over + sum(sheet.credit) + sheet.fund_back + sheet.kept
    )
    most = max(sheet.share.parts, default=0)
    for person, share, credit in zip(each.people, sheet.share.parts, sheet.credit, strict=True):
        room = person.own + person.fund if person.stands == "member" else 0
        assert share >= min(most - 1, room)
        assert 0 <= credit <= min(share, person.own)


def _said(each: Economy) -> Counter[tuple[int, int]]:
    return Counter(
        {(giver, to): count for giver in range(len(each.people)) for to, count in each.thanks.of(giver)}
    )


def _silenced(each: Economy, silent: list[int]) -> Economy:
    """The same, in which these thank nobody."""
    said = {pair: count for pair, count in _said(each).items() if pair[0] not in silent}
    return replace(each, thanks=Thanks.said(said, people=len(each.people)))


def _only(each: Economy, giver: int) -> Economy:
    return _silenced(each, [other for other in range(len(each.people)) if other != giver])
