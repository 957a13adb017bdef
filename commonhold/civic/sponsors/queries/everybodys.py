"""What everybody may know: prices, who sponsored what, what came in, and how many were declined and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count

from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.sponsors import panel
from commonhold.civic.sponsors.accounts import INCOME
from commonhold.civic.sponsors.charter import SHOWN, SponsorsCharter
from commonhold.civic.sponsors.models import Ad, AdStep, Sponsor
from commonhold.civic.sponsors.queries.ads import PUBLIC, AdLine, lines, mandates_of
from commonhold.civic.sponsors.refusals import NoSuchSponsor
from commonhold.civic.sponsors.vocabulary import Category, Ground, Step
from commonhold.civic.treasury.accounts import currency
from commonhold.ground.charter import queries as charter
from commonhold.ground.ledger import queries as ledger
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class PriceLine:
    """What a week costs. `key` is the charter's."""

    words: str
    cents: int
    key: str


@dataclass(frozen=True)
class DeclinedLine:
    """How many ads of a category were declined on one ground."""

    category: str
    ground: str
    count: int


@dataclass(frozen=True)
class Overview:
    """The page of all that sponsors pay for, in the charter's currency."""

    allowed: Sequence[str]  # categories in words
    not_allowed: Sequence[str]
    prices: Sequence[PriceLine]
    currency: str
    most_a_day: int
    needed: int
    panel: str  # the mandate, in words
    are_strangers_shown: bool
    own_default: str  # "on" or "off"
    income_cents: int
    running: Sequence[AdLine]
    over: Sequence[AdLine]
    declined: Sequence[DeclinedLine]
    may_decide: bool  # the viewer is of the panel, or keeps the books


@dataclass(frozen=True)
class SponsorView:
    """A sponsor's page: what it had shown here, and what it paid."""

    id: int
    name: str
    imprint: str
    ads: Sequence[AdLine]
    paid_cents: int
    currency: str


def offered(viewer: Viewer) -> list[tuple[str, str]]:
    """The categories that may be handed in, with their words."""
    return [(str(each), str(each.label)) for each in charter.current().read(SponsorsCharter).allowed]


def overview(viewer: Viewer, *, now: datetime, limit: int = 40) -> Overview:
    """All that `/money/sponsors` says; of what is over, the newest `limit`."""
    here, code = charter.current().read(SponsorsCharter), currency()
    rows = Ad.objects.filter(run__isnull=False).select_related("sponsor", "run")
    running = rows.filter(run__ends_at__gt=now).order_by("-run__begins_at", "-id")
    over = rows.filter(run__ends_at__lte=now).order_by("-run__ends_at", "-id")[:limit]
    me = viewer.person_id
    roles = set() if me is None else mandates_of(me, now)
    return Overview(
        allowed=[str(each.label) for each in here.allowed],
        not_allowed=[str(each.label) for each in Category if each not in here.allowed],
        prices=[
            PriceLine(str(place.label), cents, f"sponsors.{place}_cents")
            for place, cents in here.prices.items()
        ],
        currency=code,
        most_a_day=here.most_a_day,
        needed=here.approvals,
        panel=str(panel.role().label),
        are_strangers_shown=here.strangers == SHOWN,
        own_default=here.own_default,
        income_cents=-ledger.held_in(INCOME).get(code, 0),
        running=lines(running, now=now),
        over=lines(over, now=now),
        declined=_declined(),
        may_decide=bool(roles & {panel.role(), Role.TREASURER}),
    )


def sponsor(viewer: Viewer, sponsor_id: int, *, now: datetime) -> SponsorView:
    """A sponsor whose ad ran. Raises NoSuchSponsor."""
    row = Sponsor.objects.filter(id=sponsor_id).first()
    ads = Ad.objects.filter(sponsor_id=sponsor_id, run__isnull=False).select_related("sponsor", "run")
    found = [each for each in lines(ads.order_by("-id"), now=now) if each.state in PUBLIC]
    if row is None or not found:
        raise NoSuchSponsor
    code = currency()
    paid = sum(each.cents - each.refund_cents for each in found if each.currency == code)
    return SponsorView(row.id, row.name, row.imprint, found, paid, code)


def _declined() -> list[DeclinedLine]:
    rows = AdStep.objects.filter(kind=Step.DECLINED).order_by().values_list("ad__category", "ground")
    counted = sorted(rows.annotate(count=Count("id")))
    return [
        DeclinedLine(str(Category(category).label), str(Ground(ground).label), count)
        for category, ground, count in counted
    ]
