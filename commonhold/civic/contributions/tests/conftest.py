"""A small co-op that shares: ada welcomes, ben keeps the books, caro is on the fund, finn is under review.

Four founders begin a branch each.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.transaction import atomic

from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.contributions.models import Split, SplitLine
from commonhold.civic.members import actions as members
from commonhold.civic.treasury import months
from commonhold.civic.treasury.actions import bills, books
from commonhold.civic.treasury.tests.conftest import Coop, build
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.actions.appreciate import thank_author
from tests.begun import Begun
from tests.cast import make_person

FOUNDERS = ["ada", "ben", "caro", "finn"]
SHARING = SetSharing("own_slice_v1", fund_pot_cents=100, reserve_share="1/10", reserve_target_cents=1000)


@dataclass
class Sharing(Coop):
    """Its people by name, and its time; whoever is told to say something says it in a post of her own."""

    def viewer(self, name: str) -> Viewer:
        return Viewer(self.ids[name])

    def join(self, name: str) -> int:
        self.ids[name] = make_person(name, now=self.now)
        members.enrol(self.ids[name], votes_from=self.now, now=self.now)
        return self.ids[name]

    def thank(self, giver: str, receiver: str, times: int = 1) -> None:
        for _each in range(times):
            post = publish_post(self.ids[receiver], text="Something useful.", now=self.now)
            thank_author(self.ids[giver], post_id=post, now=self.now)

    def pay_dues(self, *names: str) -> None:
        """All that they owe arrives."""
        for name in names:
            while self.owed_by(name):
                self.pay(name)

    def spend(self, cents: int, what: str = "Server") -> None:
        made = bills.hand_in_bill(self.ids["ben"], cents=cents, what=what, payee="Somebody", now=self.now)
        bills.approve_bill(self.ids["ada"], bill_id=made, now=self.now)
        bills.pay_bill(self.ids["ben"], bill_id=made, now=self.now)

    def month_ends(self) -> None:
        """The first of the next month, with all that comes by itself."""
        following = months.after(months.month_of(self.now))
        self.now = months.beginning(following)
        for hours in (0, 0.5, 0.5, 8):
            self.wait(hours=hours)

    def line(self, name: str, month: str = "2026-05") -> SplitLine:
        return SplitLine.objects.get(split__month=month, person_id=self.ids[name])

    def split(self, month: str = "2026-05") -> Split:
        return Split.objects.get(month=month)

    def owed(self, account: str, currency: str = "EUR") -> int:
        return -ledger.held_in(account).get(currency, 0)


def begin(*decisions: Any) -> Sharing:
    plain = build(FOUNDERS)
    coop = Sharing(now=plain.now, ids=plain.ids, decided=plain.decided)
    books.give_to_fund(coop.ids["ben"], cents=5000, now=coop.now)
    if decisions:
        coop.decide(*decisions)
    return coop


@pytest.fixture
def coop(begun: Begun) -> Sharing:
    return begun(_sharing)


def _sharing() -> Sharing:
    return begin(SHARING)


class _Undone(Exception):
    pass


@contextmanager
def _rolled_back() -> Iterator[None]:
    """A co-op that is gone again afterwards, so that one test may found many."""
    try:
        with atomic():
            yield
            raise _Undone
    except _Undone:
        charter.forget_all()


@pytest.fixture
def transactional_again():
    return _rolled_back
