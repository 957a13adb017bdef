from rulebook.split.economy import Economy, Person, Thanks
from rulebook.split.equal_share import EqualShareSheet, equal_share_v1
from rulebook.split.pool import Money


def split(people: list[Person], money: Money) -> EqualShareSheet:
    return equal_share_v1(Economy(people, Thanks.said({}, people=len(people))), money, seed=b"2027")


def test_every_member_gets_the_same() -> None:
    sheet = split(
        [Person("ada", own=1_000), Person("ben", own=500), Person("dev", own=500)], Money(costs=1_400)
    )
    assert sheet.credit == [200, 200, 200]


def test_nobody_gets_more_than_the_dues_paid_by_or_for_her_and_the_others_share_what_she_leaves() -> None:
    sheet = split([Person("ada", own=1_000), Person("ben", own=100)], Money(costs=500))
    assert sheet.credit == [500, 100]


def test_the_share_of_a_member_whom_the_fund_carries_is_the_funds() -> None:
    sheet = split([Person("ada", own=500), Person("caro", fund=500)], Money(costs=600))
    assert (sheet.share.parts, sheet.credit, sheet.fund_back) == ([200, 200], [200, 0], 200)


def test_whoever_left_or_stands_outside_or_has_no_dues_has_no_share() -> None:
    people = [
        Person("gone", own=500, stands="left"),
        Person("eve", stands="outside"),
        Person("finn"),
        Person("ada", own=9),
    ]
    sheet = split(people, Money())
    assert (sheet.credit, sheet.kept) == ([0, 0, 0, 9], 500)


def test_the_last_cents_go_by_lot() -> None:
    people = [Person(name, own=500) for name in ("ada", "ben", "dev")]
    assert sorted(split(people, Money(costs=1_000)).credit) == [166, 167, 167]
