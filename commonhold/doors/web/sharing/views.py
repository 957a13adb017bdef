from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import isqrt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonhold.civic.contributions import queries
from commonhold.civic.contributions.decisions import rule_in_words
from commonhold.civic.contributions.queries.mine import Worked
from commonhold.civic.contributions.queries.splitting import Attempt, SplitSums
from commonhold.civic.contributions.terms import OWN_SLICE
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.shares import queries as shares
from commonhold.doors.web.sharing.wording import ATTACKS
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import owner_of, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words, fine_amount_in_words


@dataclass(frozen=True)
class GiftLine:
    """Whom the viewer thanked, in words."""

    name: str
    handle: str
    thanks: int
    weight: str
    amount: str
    reached: bool


@require_safe
@signed_in
def my_share_page(request: HttpRequest) -> HttpResponse:
    """What is one's own, paid, thanked and earned; nobody else sees this page."""
    viewer, now = owner_of(request), clock.now()
    mine, own = queries.my_share(viewer, now=now), shares.my_shares(viewer, now=now)
    got = [
        Part(each.words, each.paid + each.credit, amount_in_words(each.paid + each.credit, each.currency))
        for each in reversed(mine.months[:6])
    ]
    page = {"mine": mine, "own": own, "rule": rule_in_words(mine.terms.rule), "got": got}
    return render(request, "sharing/mine.html", page)


@require_safe
@signed_in
def my_month_page(request: HttpRequest, month: str) -> HttpResponse:
    """Why exactly this amount: the calculation with the viewer's own numbers."""
    worked = queries.my_line(owner_of(request), month)
    page = {
        "worked": worked,
        "sums": worked.sums,
        "is_slices": worked.sums.rule == OWN_SLICE,
        "fine": _fine(worked),
        "gifts": _gifts(worked),
        "most": f"{worked.terms.to_one.numerator}/{worked.terms.to_one.denominator}",
    }
    return render(request, "sharing/month.html", page)


@require_safe
def splits_page(request: HttpRequest) -> HttpResponse:
    """Every month that was shared, in sums."""
    found = queries.splits(owner_of(request))
    got = [
        Part(each.words, each.paid + each.credit, amount_in_words(each.paid + each.credit, each.currency))
        for each in reversed(found[:12])
    ]
    return render(request, "sharing/splits.html", {"splits": found, "got": got})


@require_safe
def split_page(request: HttpRequest, month: str) -> HttpResponse:
    """One month's sums, its files, and how to check them."""
    return show_split(request, month)


@require_safe
def sharing_page(request: HttpRequest) -> HttpResponse:
    """The rule in three sentences, an example, and what attacks on it bring."""
    found = queries.sharing(owner_of(request))
    page = {
        "terms": found.terms,
        "rule": rule_in_words(found.terms.rule),
        "attacks": _attacks(found.attempts),
        "splits": queries.splits(owner_of(request))[:1],
    }
    return render(request, "sharing/sharing.html", page)


def show_split(request: HttpRequest, month: str, *, refused: str = "") -> HttpResponse:
    viewer = owner_of(request)
    found = queries.split(viewer, month)
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=clock.now())
    page = {
        "split": found,
        "sums": found.sums,
        "rule": rule_in_words(found.sums.rule),
        "sources": _sources(found.sums),
        "uses": _uses(found.sums),
        "is_auditor": any(each.role is Role.AUDITOR for each in held),
        "refused": refused,
    }
    return render(request, "sharing/split.html", page, status=400 if refused else 200)


def _fine(worked: Worked) -> dict[str, str]:
    """Amounts with parts of a cent."""
    currency = worked.sums.currency
    amounts = {
        "slice_own": worked.slice_own,
        "slice_fund": worked.slice_fund,
        "slice": worked.slice_all,
        "gave": worked.gave,
        "left": worked.left,
        "received": worked.received,
        "unit": 100_000_000 * worked.rate.numerator // worked.rate.denominator,
    }
    return {name: fine_amount_in_words(each, currency) for name, each in amounts.items()}


def _gifts(worked: Worked) -> list[GiftLine]:
    return [
        GiftLine(
            each.to.name if each.to else _("Somebody who left"),
            each.to.handle if each.to else "",
            each.thanks,
            _root(each.thanks),
            fine_amount_in_words(each.amount, worked.sums.currency),
            each.reached,
        )
        for each in worked.gifts
    ]


def _root(count: int) -> str:
    """With two decimals, rounded down."""
    hundredths = isqrt(count * 10_000)
    return f"{hundredths // 100}.{hundredths % 100:02}"


def _sources(sums: SplitSums) -> list[Part]:
    return _parts(
        sums,
        (_("Members' dues"), sums.dues_own),
        (_("Fund's dues"), sums.dues_fund),
        (_("Other income"), sums.outside),
    )


def _uses(sums: SplitSums) -> list[Part]:
    return _parts(
        sums,
        (_("Losses of before"), sums.losses),
        (_("Costs"), sums.costs),
        (_("To the reserve"), sums.reserve),
        (_("For thanks"), sums.paid),
        (_("Credit on dues"), sums.credit),
        (_("Back to the fund"), sums.fund_back),
        (_("Stays with the co-op"), sums.kept + sums.over),
    )


def _parts(sums: SplitSums, *named: tuple[str, int]) -> list[Part]:
    return [Part(name, cents, amount_in_words(cents, sums.currency)) for name, cents in named if cents > 0]


@dataclass(frozen=True)
class AttackLines:
    """One attack in words, by the size of the group; `parts` of the largest as a picture."""

    title: str
    words: str
    rows: Sequence[Attempt]
    parts: Sequence[Part]
    most: int


def _attacks(attempts: Sequence[Attempt]) -> list[AttackLines]:
    found = []
    for name, (title, words) in ATTACKS.items():
        rows = [each for each in attempts if each.name == name]
        largest = rows[-1]
        bound = largest.paid_in + largest.thanked_for
        parts = [
            Part(_("Paid in and thanked for"), bound, amount_in_words(bound, "EUR")),
            Part(_("Took out"), largest.took, amount_in_words(largest.took, "EUR")),
        ]
        found.append(AttackLines(str(title), str(words), rows, parts, max(bound, largest.took, 1)))
    return found
