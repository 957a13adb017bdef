"""Who may take part, who is there, and who keeps order."""

from __future__ import annotations

from commonhold.civic.exchange.charter import MEMBERS, NOBODY, ExchangeCharter
from commonhold.civic.exchange.refusals import (
    ExchangeClosed,
    MandateNeeded,
    NotOpenToYou,
    NotThereNow,
    OwnMatter,
)
from commonhold.ground.charter import queries as charter
from commonhold.social.people import hiding
from commonhold.social.people import queries as people


def law() -> ExchangeCharter:
    return charter.current().read(ExchangeCharter)


def must_take_part(by: int) -> ExchangeCharter:
    """Whoever offers, asks or agrees. Raises AccountClosed, Suspended, ExchangeClosed or NotOpenToYou."""
    people.must_be_active(by)
    found = law()
    if found.open_to == NOBODY:
        raise ExchangeClosed
    if found.open_to == MEMBERS and not people.is_member(by):
        raise NotOpenToYou
    return found


def must_meet(by: int, other: int) -> None:
    """The other side is here, not suspended, and nothing stands between the two. Raises NotThereNow."""
    if not people.active_among([other]) or hiding.are_apart(by, other):
        raise NotThereNow(people.name_of(other))


def must_keep_order(by: int, *sides: int) -> None:
    """Whoever holds a mandate and has no part in it. Raises MandateNeeded or OwnMatter."""
    people.must_be_active(by)
    if not people.is_steward(by):
        raise MandateNeeded
    if set(people.same_human(by)) & set(sides):
        raise OwnMatter
