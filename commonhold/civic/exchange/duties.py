"""What tax offices ask of people who sell through a platform: data by the law that the charter names.

Whoever writes a line says whether its paragraph was read in the law's present text. A co-op asks somebody who
knows before it relies on one that was not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Count, Sum
from django.utils.translation import gettext_lazy as _

from commonhold.civic.exchange.models import Agreement
from commonhold.civic.exchange.vocabulary import Price, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.charter.section import Words
from commonhold.ground.charter.texts import TextsCharter
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class Duty:
    """From how many sales or how much money in a year a platform reports a seller of goods."""

    law: str
    says: Words
    sales: int
    cents: int
    currency: str
    needs_both: bool  # of sales and money; else one is enough
    verified: bool


@dataclass(frozen=True)
class Year:
    """What somebody received in a year, by her own word, and what the law says of it."""

    year: int
    sales: int
    sums: tuple[tuple[str, int], ...]  # currency, minor units
    duty: Duty | None
    is_reached: bool


DUTIES: Mapping[str, Duty] = {
    "de-eg": Duty(
        law="PStTG § 4 (5), Directive (EU) 2021/514 (DAC7)",
        says=_(
            "A platform reports sellers of goods with 30 sales or more than 2,000 euros in a year; "
            "rooms, rides "
            "and personal services without any threshold."
        ),
        sales=30,
        cents=200_000,
        currency="EUR",
        needs_both=False,
        verified=False,
    ),
    "uk-cbs": Duty(
        law="The Platform Operators (Due Diligence and Reporting Requirements) Regulations 2023",
        says=_("A platform reports sellers of goods with 30 sales or about 2,000 euros in a year."),
        sales=30,
        cents=200_000,
        currency="EUR",
        needs_both=False,
        verified=False,
    ),
    "us-subchapter-t": Duty(
        law="26 U.S.C. § 6050W",
        says=_("Whoever settles payments for others reports more than 20,000 dollars in over 200 payments."),
        sales=200,
        cents=2_000_000,
        currency="USD",
        needs_both=True,
        verified=False,
    ),
}


def of_year(viewer: Viewer, *, now: datetime) -> Year:
    """What the viewer received for agreements this year, and the duty that the charter's law names."""
    zone = ZoneInfo(charter.current().read(CoopCharter).time_zone)
    first = now.astimezone(zone).replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    rows = Agreement.objects.filter(
        giver_id=viewer.person_id or 0, state=State.SETTLED, price=Price.MONEY, over_at__gte=first
    )
    summed = rows.order_by("currency").values_list("currency").annotate(Sum("cents"), Count("id"))
    sums = tuple((currency, cents) for currency, cents, _count in summed)
    sales = sum(count for _currency, _cents, count in summed)
    duty = DUTIES.get(str(charter.current().read(TextsCharter).law))
    return Year(first.year, sales, sums, duty, duty is not None and _reached(duty, sales, dict(sums)))


def _reached(duty: Duty, sales: int, sums: Mapping[str, int]) -> bool:
    by_count, by_money = sales >= duty.sales, sums.get(duty.currency, 0) > duty.cents
    return (by_count and by_money) if duty.needs_both else (by_count or by_money)
