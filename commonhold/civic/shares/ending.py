"""All shares of a co-op that ends go back at once, each at the part that there is for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.members import queries as members
from commonhold.civic.payments import actions as payments
from commonhold.civic.shares import register, taking, vocabulary
from commonhold.civic.shares.holdings import Holding, holdings
from commonhold.civic.shares.models import Notice, NoticeEnd, Operation, Subscription
from commonhold.civic.shares.register import Line
from rulebook.split.largest_remainder import largest_remainder


def paid_in() -> dict[int, int]:
    """What each member has paid in and not lost, of all classes together, by number; who has nothing is not
    there.
    """
    found: dict[int, int] = {}
    for (number, _share_class), held in sorted(holdings().items()):
        if held.paid_cents:
            found[number] = found.get(number, 0) + held.paid_cents
    return found


def is_any_held() -> bool:
    """Does anybody hold a share still, or owe for one?"""
    return any(held != Holding() for held in holdings().values())


def give_all_back(parts: Mapping[int, int], *, reference: str, now: datetime) -> None:
    """Pay each member's `parts`, in minor units, for all her shares; what they held beyond it is lost.

    Whoever calls has seen that debts are paid and that there is as much. What was subscribed and not paid is
    called off first; notices end with it.
    """
    register.lock()
    for each in Subscription.objects.filter(end=None):
        taking.call_off(each, by=None, now=now)
    people = members.people_by_number()
    by_member: dict[int, dict[str, Holding]] = {}
    for (number, share_class), held in sorted(holdings().items()):
        if held != Holding():
            by_member.setdefault(number, {})[share_class] = held
    for number, held_by_class in by_member.items():
        operations = _withdraw(number, held_by_class, parts.get(number, 0), reference, now)
        _end_notices(number, operations, now)
        if parts.get(number, 0):
            payments.owe(
                kind=taking.BACK,
                subject=f"{reference}:{number}",
                account=vocabulary.LEAVING,
                cents=parts[number],
                currency=operations[0].currency,
                person_id=people[number],
                words=_("Shares given back as our co-op ends"),
                now=now,
            )


def _withdraw(
    number: int, held_by_class: Mapping[str, Holding], part: int, reference: str, now: datetime
) -> list[Operation]:
    paid = [held.paid_cents for held in held_by_class.values()]
    cents = largest_remainder(part, paid, seed=reference.encode(), limits=paid, keys=[*held_by_class])
    lines: list[Line] = []
    for (share_class, held), there in zip(held_by_class.items(), cents, strict=True):
        lost = held.paid_cents - there
        loss = Holding(paid_cents=-lost, written_cents=lost)
        if lost:
            lines.append(_line(Operation.Kind.WRITE_DOWN, number, share_class, loss, reference))
        lines.append(_line(Operation.Kind.WITHDRAW, number, share_class, -(held + loss), reference))
    return register.write_many(lines, now=now)


def _line(kind: Operation.Kind, number: int, share_class: str, gain: Holding, reference: str) -> Line:
    return Line(kind=kind, member=number, share_class=share_class, gain=gain, reference=reference)


def _end_notices(number: int, operations: list[Operation], now: datetime) -> None:
    withdrawn = {each.share_class: each for each in operations if each.kind == Operation.Kind.WITHDRAW}
    for row in Notice.objects.filter(member=number, end=None).order_by("id"):
        NoticeEnd.objects.create(
            notice=row,
            how=NoticeEnd.How.WITHDRAWN,
            operation=withdrawn.pop(row.share_class, None),
            cents=0,
            at=now,
        )
