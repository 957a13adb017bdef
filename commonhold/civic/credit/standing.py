"""Who takes part: asked by every action of this room."""

from __future__ import annotations

from commonhold.civic.credit import around
from commonhold.civic.credit.charter import CreditCharter
from commonhold.civic.credit.refusals import CreditOff, MembersAlone, MinutesNotAllowed, NoMember, Yourself
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import are_apart


def must_be_member(person_id: int) -> None:
    """Raises AccountClosed, Suspended or MembersAlone."""
    people.must_be_active(person_id)
    if not people.is_member(person_id):
        raise MembersAlone


def must_be_on() -> CreditCharter:
    """The charter's terms. Raises CreditOff."""
    here = around.terms()
    if not here.is_on:
        raise CreditOff
    return here


def must_be_with(by: int, other: int) -> None:
    """The other one must be a member who is here, and nothing between them. Raises Yourself or NoMember."""
    if by == other:
        raise Yourself
    if not people.active_among([other]) or not people.is_member(other) or are_apart(by, other):
        raise NoMember


def must_be_payable(by: int, *, to_id: int, minutes: int) -> None:
    """All that stands against a payment but that no way carries it.

    Raises MembersAlone, AccountClosed, Suspended, CreditOff, Yourself, NoMember or MinutesNotAllowed.
    """
    must_be_member(by)
    here = must_be_on()
    must_be_with(by, to_id)
    if not 0 < minutes <= here.payment:
        raise MinutesNotAllowed(here.payment)
