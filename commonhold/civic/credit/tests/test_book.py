"""What everybody may know of the book, and who is near."""

from __future__ import annotations

from commonhold.civic.credit import counting, queries
from commonhold.civic.credit.models import Count
from commonhold.civic.credit.tests.conftest import H
from commonhold.ground.record import queries as record
from commonhold.social.people.queries import ANYONE


def test_the_book_is_counted_once_a_day_when_something_was_booked(coop):
    coop.wait(days=1)
    assert not Count.objects.exists()
    coop.pays("ada", "finn", H)
    coop.wait(minutes=1)
    coop.wait(minutes=1)
    coop.wait(days=1)
    row = Count.objects.get()
    assert (row.entries, row.people, row.owed, row.sum, row.wrong) == (1, 4, 3 * H, 0, 0)
    assert [each.kind for each in record.leaves(about="credit")] == ["credit.counted"]
    coop.pays("ben", "caro", H)
    coop.wait(days=1)
    assert Count.objects.count() == 2


def test_totals_are_public_from_five_people_on(coop):
    coop.pays("ada", "finn", H)
    coop.wait(minutes=1)
    found = queries.totals(now=coop.now)
    assert (found.people, found.owed, found.trusted, found.paid_lately) == (None, None, None, None)
    assert (found.sum, found.wrong, found.entries) == (0, 0, 1)
    coop.trusts("ada", "hana", 2 * H)
    coop.pays("hana", "ada", H)
    found = queries.totals(now=coop.now)
    assert (found.people, found.owed) == (5, 4 * H)


def test_whom_one_trusts_is_near_and_strangers_are_not(coop):
    near = queries.near(coop.viewer("finn"), now=coop.now)
    ids = coop.ids
    assert near[ids["caro"]] > near[ids["ben"]] > near[ids["ada"]] > 0
    assert ids["hana"] not in near
    assert queries.closeness(coop.viewer("finn"), ids["caro"]) == near[ids["caro"]]
    assert queries.closeness(coop.viewer("finn"), ids["hana"]) == 0
    assert queries.near(ANYONE, now=coop.now) == {}
    assert queries.closeness(ANYONE, ids["caro"]) == 0


def test_a_damaged_balance_is_found(coop, monkeypatch):
    coop.pays("ada", "finn", H)
    monkeypatch.setattr(counting, "_UNBALANCED", "SELECT 2")
    assert counting.wrong() == 2
