"""Shares in the sample co-op: taken, given back, handed on, and pledged for a kiln and for an oven."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.members import queries as members
from commonhold.civic.payments import queries as payments
from commonhold.civic.payments.actions.arrivals import record_arrival
from commonhold.civic.shares import queries as shares
from commonhold.civic.shares.actions import pledging, subscribing, transferring, withdrawing
from commonhold.civic.shares.decisions import OpenOffer, SetNominal
from commonhold.ground.decisions.decision import Decision
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import ANYONE, Viewer

_TAKEN = (  # day, who, how many: all of them paid but the last
    (13.5, "ada", 4),
    (13.7, "ben", 6),
    (14.2, "hana", 10),
    (14.9, "finn", 1),
    (16.4, "ivo", 4),
    (18.6, "kai", 2),
    (19.3, "rosa", 20),
    (23.4, "vik", 5),
    (26.5, "dora", 2),
    (57.4, "gita", 3),
)
_KILN = OpenOffer(
    "A kiln for the pottery corner",
    "A used electric kiln, delivered and connected. We would fire for the whole neighbourhood.",
    least=30,
    most=60,
    days=14,
)
_OVEN = OpenOffer(
    "A bread oven in the yard",
    "Rosa's oven is a hundred years old and tired. With a new one we bake every Saturday, together.",
    least=30,
    most=50,
    days=30,
)
_FOR_KILN = ((25.4, "hana", 6), (26.2, "kai", 3))
_FOR_OVEN = ((53.3, "rosa", 12), (53.6, "hana", 8), (54.1, "caro", 1), (54.4, "vik", 4), (55.2, "abel", 2))


def plan(town: Town) -> None:
    on = town.calendar.on
    founding = [
        SetParameter("shares.notice_days", 30),
        SetNominal(2_500),
        SetParameter("shares.most_shares", 40),
    ]
    on(7.0, _proposes(town, "ben", "Shares, so that we own it together", _WHY_SHARES, founding, days=0.3))
    for day, who, count in _TAKEN:
        on(day, _takes(town, who, count))
    for day in (20.4, 24.4, 27.4):
        on(day, _money_arrives(town, ("shares",)))
    on(17.0, _proposes(town, "kai", "Shares for a kiln", _WHY_KILN, [_KILN], days=0.4))
    on(45.0, _proposes(town, "rosa", "Shares for a bread oven", _WHY_OVEN, [_OVEN], days=0.4))
    for day, who, count in _FOR_KILN + _FOR_OVEN:
        on(day, _pledges(town, who, count))
    for day in (28.6, 54.9):
        on(day, _money_arrives(town, ("share-pledge",)))
    on(29.5, _gives_notice(town, "finn", 1))
    on(41.2, _gives_notice(town, "hana", 4))
    on(56.2, _gives_away(town, "ivo", "jun", 2))


_WHY_SHARES = (
    "Dues keep the lights on. For what lasts longer, such as tools and the kitchen, we need money that stays "
    "for a while: shares of 25.00, paid back at 25.00. Nobody must take any, and nobody's vote counts more."
)
_WHY_KILN = "Three of us make pots already. All or nothing: if it does not work out, everybody is paid back."
_WHY_OVEN = "Fifty shares buy the stones and the iron. The building we do ourselves."


def _proposes(
    town: Town, by: str, title: str, text: str, decisions: Sequence[Decision], *, days: float
) -> Deed:
    """Proposed, and voted on by everybody soon after."""

    def deed(at: datetime) -> None:
        made = draft_proposal(town.ids[by], title=title, text=text, decisions=decisions, now=at)
        announce_proposal(town.ids[by], proposal_id=made, now=at)
        roll = [each for each in town.members() if members.may_vote(town.ids[each], at=at)]
        day = (at - town.calendar.began).total_seconds() / 86_400
        town.calendar.on(day + days, _votes(town, made, roll))

    return deed


def _votes(town: Town, proposal_id: int, roll: Sequence[str]) -> Deed:
    def deed(at: datetime) -> None:
        for handle in roll:
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice="yes", now=at)

    return deed


def _takes(town: Town, who: str, count: int) -> Deed:
    return lambda at: subscribing.subscribe(town.ids[who], shares=count, now=at)


def _pledges(town: Town, who: str, count: int) -> Deed:
    def deed(at: datetime) -> None:
        newest = max(shares.offers(ANYONE, now=at), key=lambda each: each.id)
        pledging.pledge(town.ids[who], offer_id=newest.id, shares=count, now=at)

    return deed


def _money_arrives(town: Town, kinds: Sequence[str]) -> Deed:
    """What the bank's statement says by then; Caro and Vik pay their pledges later."""

    def deed(at: datetime) -> None:
        for handle, person_id in list(town.ids.items()):
            for each in payments.my_payments(Viewer(person_id)).expected:
                if each.kind in kinds and not (each.kind == "share-pledge" and handle in {"caro", "vik"}):
                    record_arrival(town.ids["ben"], expected_id=each.id, now=at)

    return deed


def _gives_notice(town: Town, who: str, count: int) -> Deed:
    return lambda at: withdrawing.give_notice(town.ids[who], shares=count, now=at)


def _gives_away(town: Town, who: str, to: str, count: int) -> Deed:
    def deed(at: datetime) -> None:
        made = transferring.offer_transfer(town.ids[who], to=town.ids[to], shares=count, now=at)
        transferring.accept_transfer(town.ids[to], transfer_id=made, now=at)

    return deed
