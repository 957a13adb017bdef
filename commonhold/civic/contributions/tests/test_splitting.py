"""A month is over, and what it leaves is shared by itself: once, to the cent, and as the rule says."""

from __future__ import annotations

from hashlib import sha256

from commonhold.civic.contributions import behind, queries
from commonhold.civic.contributions.bundles import bundle_of
from commonhold.ground.ledger import queries as ledger
from commonhold.ground.ledger.booked import booked
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.ledger.entry import Leg
from commonhold.ground.record import queries as record
from rulebook.split.replay import check_statement, replay


def a_month(coop) -> None:
    """Ada, Ben and Finn pay 5.00 each, the fund pays for Caro; 6.00 are spent."""
    coop.waive("caro")
    coop.pay_dues("ada", "ben", "finn")
    coop.spend(600)
    coop.thank("ada", "ben", 4)
    coop.thank("ada", "finn")
    coop.thank("ben", "ada", 9)
    coop.thank("caro", "ada")
    coop.month_ends()


def test_a_month_is_split_by_itself_and_every_cent_has_its_place(coop):
    a_month(coop)
    split = coop.split()
    # 20.00 of dues, less 6.00 of costs and a tenth of the rest for the reserve: 12.60 are slices.
    assert (split.reserve, split.missing, split.members) == (140, 0, 4)
    assert split.paid + split.credit + split.fund_back + split.kept == 1260
    assert coop.line("ben").paid == 63  # a fifth of 3.15
    # Ben gave her a fifth of his slice; the fund's pot of 1.00 gave her a fifth too.
    assert coop.line("ada").paid == 63 + 20
    assert split.settled_at is not None


def test_the_split_is_one_balanced_entry(coop):
    a_month(coop)
    split = coop.split()
    entry = ledger.entry(split.entry_id)
    assert (entry.kind, entry.cause) == ("contributions.split", "split:2026-05")
    assert set(entry.legs) == {
        Leg("expenses:creators-share", split.paid, "EUR"),
        Leg("liabilities:creators", -split.paid, "EUR"),
        Leg("expenses:dues-returned", split.credit + split.fund_back, "EUR"),
        Leg("liabilities:dues-credit", -split.credit, "EUR"),
        Leg("equity:solidarity-fund", -split.fund_back, "EUR"),
        Leg("equity:retained-earnings", 140, "EUR"),
        Leg("equity:reserve", -140, "EUR"),
    }


def test_behind_thanks_and_returned_dues_stands_whoever_got_them(coop):
    before = coop.now
    a_month(coop)
    entries = booked(AccountKind.EXPENSES, currency="EUR", since=before, until=coop.now)
    found: dict[str, dict[str, int]] = {}
    for each in behind.behind(entries):
        found.setdefault(each.entry.account, {})[each.who] = each.amount
    lines = coop.split().lines.all()
    for account, part in (("expenses:creators-share", "paid"), ("expenses:dues-returned", "credit")):
        mine = {f"person:{row.person_id}": getattr(row, part) for row in lines if getattr(row, part)}
        assert found[account] == mine != {}


def test_what_was_published_is_worked_out_again_to_the_same_bytes(coop):
    a_month(coop)
    split = coop.split()
    public = queries.public_file(coop.viewer("ada"), "2026-05")
    assert replay(bundle_of(split)) == public == replay(public)
    assert split.sha256 == sha256(public).hexdigest()
    [leaf] = record.leaves(kind="contributions.split", about="split:2026-05")
    assert leaf.body["sha256"] == split.sha256


def test_each_member_checks_her_own_statement(coop):
    a_month(coop)
    public = queries.public_file(coop.viewer("ada"), "2026-05")
    for name in ("ada", "ben", "caro", "finn"):
        assert check_statement(queries.statement(coop.viewer(name), "2026-05"), public) == ()


def test_the_seed_was_bound_before_the_month_was_over(coop):
    [bound] = record.leaves(kind="contributions.seed-bound", about="split:2026-05")
    assert bound.at < coop.now.replace(month=6, day=1)
    a_month(coop)
    [leaf] = record.leaves(kind="contributions.split", about="split:2026-05")
    secret = str(leaf.body["secret"])
    assert sha256(secret.encode()).hexdigest() == bound.body["sha256"]
    assert coop.split().seed.startswith(secret)
    assert record.leaves(kind="contributions.seed-bound", about="split:2026-06")


def test_everybody_is_told_and_the_credit_lowers_the_next_dues(coop):
    a_month(coop)
    for name in ("ada", "ben", "caro", "finn"):
        assert "contributions.shared" in coop.told(name)
    credit = coop.line("finn").credit
    assert credit > 0
    assert coop.my_dues("finn").owed_cents == 500 - credit


def test_nothing_more_happens_however_often_the_house_looks(coop):
    a_month(coop)
    before = (coop.split(), len(list(ledger.all_entries())))
    for _each in range(3):
        coop.wait(hours=1)
    assert (coop.split(), len(list(ledger.all_entries()))) == before
