"""Who trusts whom with hours, and what they did for each other."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.credit import actions as credit
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town

_TRUSTS = (
    (40.2, "ben", "caro", 300),
    (40.4, "hana", "ben", 240),
    (40.5, "ada", "ben", 480),
    (40.6, "ben", "ada", 480),
    (41.1, "caro", "ben", 300),
    (41.4, "ivo", "hana", 180),
    (41.6, "hana", "ivo", 180),
    (42.3, "jun", "ivo", 120),
    (43.3, "ben", "hana", 240),
)
_PAID = (
    (44.5, "caro", "hana", 60, "An hour on my bicycle: the rear wheel runs true again"),
    (46.2, "ivo", "hana", 90, "Two shelves, planed"),
    (48.7, "ada", "ben", 45, "Half a Saturday’s worth of receipts"),
)


def plan(town: Town) -> None:
    for day, truster, trusted, minutes in _TRUSTS:
        town.calendar.on(day, _trusts(town, truster, trusted, minutes))
    for number, (day, payer, payee, minutes, words) in enumerate(_PAID):
        town.calendar.on(day, _pays(town, payer, payee, (minutes, f"demo:{number}", words)))


def _trusts(town: Town, truster: str, trusted: str, minutes: int) -> Deed:
    def deed(at: datetime) -> None:
        credit.set_limit(town.ids[truster], person_id=town.ids[trusted], minutes=minutes, now=at)

    return deed


def _pays(town: Town, payer: str, payee: str, what: tuple[int, str, str]) -> Deed:
    def deed(at: datetime) -> None:
        minutes, key, words = what
        to = town.ids[payee]
        credit.pay(town.ids[payer], to_id=to, minutes=minutes, key=key, words=words, now=at)

    return deed
