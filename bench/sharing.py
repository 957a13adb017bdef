"""A month's split through the house: from dues and thanks in the database to everybody's part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any
from unittest.mock import patch

from django.db import transaction

from bench.figure import Figure, best_of
from commonhold.civic.contributions import closing, settling, splitting
from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.contributions.models import Split
from commonhold.civic.members.models import Member
from commonhold.civic.treasury.accounts import open_accounts
from commonhold.civic.treasury.models import Charge, DuesMonth, Receipt
from commonhold.ground import ids
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.ledger import actions as ledger
from commonhold.ground.ledger.entry import Leg
from commonhold.social.people.models import Person
from commonhold.social.posts.models import Post, Thanks

_PEOPLE, _THANKED = 10_000, 10
_MAY = datetime(2026, 5, 1, 12, tzinfo=UTC)
_JUNE = datetime(2026, 6, 1, 2, tzinfo=UTC)
_AT_ONCE = 1_000


def measure(folder: Path) -> list[Figure]:
    install(mode=Mode.TEST, public_url="http://coop.example", now=_MAY)
    rule = SetSharing("own_slice_v1", fund_pot_cents=10_000, reserve_share="1/10", reserve_target_cents=10**6)
    assert enact([rule], reference="bench:1", rule=UNANIMOUS, now=_MAY).done
    _pay(_meet())
    with transaction.atomic():
        closing.close_month("2026-05", now=_JUNE)
    with patch.object(settling, "settle", lambda *_args, **_told: None):  # it is measured by itself
        worked = best_of(1, lambda _round: splitting.work_out("2026-05", _JUNE))
    steps: list[float] = []
    give = settling._give

    def timed(*args: Any) -> None:
        steps.append(best_of(1, lambda _round: give(*args)).wall)

    with patch.object(settling, "_give", timed):
        given = best_of(1, lambda _round: settling.settle("2026-05", now=_JUNE))
    split = Split.objects.get()
    if split.settled_at is None or split.paid + split.credit + split.reserve + split.kept != _PEOPLE * 500:
        raise RuntimeError("the split that was measured is not whole, so the figures mean nothing")
    each = f"{_PEOPLE} members, {_PEOPLE * _THANKED} thanks"
    return [
        Figure(f"{each}: read, worked out, written, published", worked.wall, "s"),
        Figure("the same: CPU", worked.cpu, "s"),
        Figure("everybody gets credit, money and word", given.wall, "s"),
        Figure("the same: CPU", given.cpu, "s"),
        Figure(f"the longest of its {len(steps)} transactions", max(steps) * 1000, "ms"),
        Figure("the public file", len(bytes(split.public or b"")) / 10**6, "MB"),
    ]


def _meet() -> list[int]:
    """Members of four branches, each with a post, who thank one another."""
    dice, people = Random(1), [ids.new_id(_MAY) for _each in range(_PEOPLE)]  # noqa: S311 - the same each time
    _write(Person, (Person(id=each, handle=f"p{n}", created_at=_MAY) for n, each in enumerate(people)))
    members = (
        Member(
            id=ids.new_id(_MAY),
            person_id=each,
            number=n + 1,
            branch=n % 4 + 1,
            since=_MAY,
            votes_from=_MAY,
            commitment="",
        )
        for n, each in enumerate(people)
    )
    _write(Member, members)
    posts = [ids.new_id(_MAY) for _each in people]
    written = (
        Post(
            id=post,
            author_id=each,
            circle_of_id=each,
            thread_id=post,
            audience="public",
            published_at=_MAY,
        )
        for post, each in zip(posts, people, strict=True)
    )
    _write(Post, written)
    thanks = (
        Thanks(id=ids.new_id(_MAY), post_id=posts[to], person_id=each, given_at=_MAY)
        for n, each in enumerate(people)
        for to in dice.sample(range(_PEOPLE), _THANKED)
        if to != n
    )
    _write(Thanks, thanks)
    return people


def _pay(people: list[int]) -> None:
    """Everybody paid May, and owes June."""
    open_accounts(now=_MAY)
    for month, begun in (("2026-05", _MAY), ("2026-06", _JUNE)):
        fixed = DuesMonth.objects.create(month=month, cents=500, currency="EUR", begun_at=begun)
        charges = [
            Charge(id=ids.new_id(begun), person_id=each, month=fixed, cents=fixed.cents, raised_at=begun)
            for each in people
        ]
        _write(Charge, charges)
        if month == "2026-05":
            at = begun + timedelta(days=3)
            _write(
                Receipt,
                (Receipt(id=ids.new_id(at), charge=row, recorded_by_id=None, at=at) for row in charges),
            )
    cents = 500 * len(people)
    legs = [Leg("assets:bank", cents, "EUR"), Leg("income:dues", -cents, "EUR")]
    ledger.post(kind="dues.received", key="dues", cause="dues:2026-05", legs=legs, at=_MAY)


def _write(model: Any, rows: Iterable[Any]) -> None:
    waiting: Iterator[Any] = iter(rows)
    while batch := list(islice(waiting, _AT_ONCE)):
        model.objects.bulk_create(batch)
