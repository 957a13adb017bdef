"""A month's split, from its frozen inputs to everybody's part. Each step is a transaction of its own.

Lines are written first, in batches, and mean nothing until the split is published: then sums, books, record
and the public file come in one transaction. Then each gets what is hers, again in batches. Whatever is cut
short begins again at the step that it was in.
"""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from django.db import transaction

from commonhold.civic.contributions import booking, inputs, settling
from commonhold.civic.contributions.inputs import Before, Frozen, Span
from commonhold.civic.contributions.models import Split, SplitLine, SplitSeed
from commonhold.civic.contributions.outcomes import Outcome, outcome_of
from commonhold.civic.contributions.terms import read
from commonhold.civic.treasury.queries import paid
from commonhold.ground import ids
from commonhold.ground.record import actions as record
from rulebook.canonical import canonical
from rulebook.split.replay import Split as Worked

_AT_ONCE = 500  # lines in one transaction


class NotYet(Exception):
    """Something of the month is not in the books yet; it is tried again."""


def work_out(month: str, now: datetime) -> None:
    """Bring the month's split as far as it goes: to its end."""
    split = Split.objects.get(month=month)
    if split.published_at is None:
        left = inputs.before(split.month, split.currency)
        worked, frozen = _worked(split, left)
        _write_lines(split, worked, frozen, outcome_of(worked))
        _publish(split.id, worked, left.of_year, now)
    settling.settle(month, now=now)


def _worked(split: Split, left: Before) -> tuple[Worked, Frozen]:
    span, terms = Span.whole(split.month), read(split.terms)
    if paid.to_be_carried(until=span.until, currency=split.currency):
        raise NotYet("the solidarity fund has not paid for the month yet")
    frozen = inputs.freeze(
        span,
        terms,
        currency=split.currency,
        seed=split.seed,
        left=left,
        at=split.closed_at,
    )
    return Worked.of(frozen.bundle), frozen


def _write_lines(split: Split, worked: Worked, frozen: Frozen, outcome: Outcome) -> None:
    """Anew, if somebody began before."""
    while found := list(SplitLine.objects.filter(split=split).values_list("id", flat=True)[:_AT_ONCE]):
        with transaction.atomic():
            SplitLine.objects.filter(id__in=found).delete()
    for begin in range(0, len(frozen.person_ids), _AT_ONCE):
        rows = [
            _line(split, worked, frozen, outcome, index)
            for index in range(begin, min(begin + _AT_ONCE, len(frozen.person_ids)))
        ]
        with transaction.atomic():
            SplitLine.objects.bulk_create(rows)


def _line(split: Split, worked: Worked, frozen: Frozen, outcome: Outcome, index: int) -> SplitLine:
    person = frozen.bundle.economy.people[index]
    is_outside = person.stands == "outside"
    return SplitLine(
        id=ids.new_id(split.closed_at),
        split=split,
        person_id=frozen.person_ids[index],
        key=person.key,
        stands=person.stands,
        own=person.own,
        fund=person.fund,
        branches=sorted(person.branches),
        salt=frozen.bundle.salts[index],
        line="" if is_outside else canonical(worked.line(index)).decode(),
        paid=outcome.paid[index],
        credit=outcome.credit[index],
        # Whoever stands outside has no part in it, and is told nothing.
        settled_at=split.closed_at if is_outside else None,
    )


@transaction.atomic
def _publish(split_id: int, worked: Worked, of_year: int, now: datetime) -> None:
    split = Split.objects.select_for_update().get(id=split_id)
    if split.published_at is not None:
        return
    public, money, outcome = worked.public, worked.bundle.money, outcome_of(worked)
    split.public, split.sha256 = public, sha256(public).hexdigest()
    split.paid, split.credit = sum(outcome.paid), sum(outcome.credit)
    split.fund_back, split.kept = outcome.fund_back, outcome.kept
    split.of_year = of_year
    split.reserve, split.missing = money.reserve, outcome.pool.missing
    split.members = sum(each.stands != "outside" for each in worked.bundle.economy.people)
    split.published_at = now
    split.entry_id = booking.book(split, over=outcome.pool.over, now=now)
    split.save()
    secret = SplitSeed.objects.get(month=split.month).secret
    body: dict[str, str | int] = {
        "month": split.month,
        "rule": worked.bundle.heading.rule,
        "currency": split.currency,
        "paid": split.paid,
        "credit": split.credit,
        "sha256": split.sha256,
        "secret": secret,
    }
    record.append("contributions.split", body, about=f"split:{split.month}", now=now)
