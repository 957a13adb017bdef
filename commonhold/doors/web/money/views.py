from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.payments import queries as payments
from commonhold.civic.roadmap import queries as roadmap
from commonhold.civic.shares.vocabulary import PAID_IN as SHARES
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.accounts import DUES, RESERVE
from commonhold.civic.treasury.actions import waivers
from commonhold.civic.treasury.actions.choosing import choose_dues
from commonhold.civic.treasury.queries.books import AccountLine, EntryLine, Money
from commonhold.civic.treasury.queries.spending import BudgetLineView
from commonhold.doors.web.money.forms import LevelForm, minor_units
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.templatetags.pictures import Part
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger.amounts import amount_in_words, as_typed
from commonhold.ground.ledger.codes import AccountKind
from commonhold.ground.refusal import Refusal

_PAGE = 40


@require_safe
def money_page(request: HttpRequest) -> HttpResponse:
    """The balance, where money comes from and goes, and the last entries."""
    viewer, now = owner_of(request), clock.now()
    money = treasury.money(viewer, now=now, limit=12)
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    page = {
        "money": money,
        "sources": _sources(money),
        "uses": _uses(money),
        "lines": [(each, source_of(each)) for each in money.entries],
        "roles": {str(each.role) for each in held},
    }
    return render(request, "money/money.html", page)


@require_safe
def entries_page(request: HttpRequest) -> HttpResponse:
    """All entries, newest first."""
    entries = treasury.entries(owner_of(request), before=whole(request.GET.get("before")), limit=_PAGE)
    page = {
        "lines": [(each, source_of(each)) for each in entries],
        "older": entries[-1].id if len(entries) == _PAGE else None,
    }
    return render(request, "money/entries.html", page)


@require_safe
def entry_page(request: HttpRequest, entry_id: int) -> HttpResponse:
    """One entry with every leg, and what caused it."""
    entry = treasury.entry(owner_of(request), entry_id)
    return render(request, "money/entry.html", {"entry": entry, "source": source_of(entry)})


@require_safe
def month_page(request: HttpRequest, month: str) -> HttpResponse:
    """The dues of a month, as the whole co-op sees them."""
    return render(request, "money/month.html", {"month": treasury.month(owner_of(request), month)})


@require_safe
def cost_page(request: HttpRequest, cost_id: int) -> HttpResponse:
    """A bill, the two people who answer for it, and the budget line that it was paid from."""
    viewer = owner_of(request)
    cost = treasury.cost(viewer, cost_id)
    line = treasury.line_of(viewer, cost.line, year=cost.line_year, now=cost.at) if cost.line else None
    return render(request, "money/cost.html", {"cost": cost, "line": line})


@require_safe
def budget_page(request: HttpRequest) -> HttpResponse:
    """What each purpose has in a year, what of it was spent, and which ideas wait for it."""
    viewer, now = owner_of(request), clock.now()
    budget = treasury.budget_of(viewer, year=whole(request.GET.get("year")), now=now)
    spent = treasury.spent_on(viewer, budget.year)
    page = {
        "budget": budget,
        "lines": [(each, _propose(each, budget.year), spent.get(each.code, [])) for each in budget.lines],
        "ideas": roadmap.waiting_for(viewer, {each.code for each in budget.lines}),
    }
    return render(request, "money/budget.html", page)


def _propose(line: BudgetLineView, year: int) -> str:
    """Where another amount of this line is proposed."""
    amount = as_typed(line.cents, line.currency)
    asked = {"kind": "budget-line", "code": line.code, "line": line.title, "year": year, "amount": amount}
    return f"/decide/new?{urlencode(asked)}"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_dues_page(request: HttpRequest) -> HttpResponse:
    """One's own dues, and what one chooses to give; nobody else sees this page."""
    viewer, now = owner_of(request), clock.now()
    found = treasury.my_dues(viewer, now=now)
    begins = {"amount": as_typed(found.level.cents, found.currency), "months": found.level.months}
    form = LevelForm(request.POST or None, initial=begins)
    if request.method == "POST" and form.is_valid():
        try:
            cents = minor_units(form.cleaned_data["amount"], found.currency)
            choose_dues(owner_id_of(request), cents=cents, months=form.cleaned_data["months"], now=now)
            messages.success(request, _("From your next dues on."))
            return see_other("/money/mine")
        except Refusal as refusal:
            form.refuse(refusal)
        except ValidationError as wrong:
            form.add_error("amount", wrong)
    page = {
        "dues": found,
        "level": form,
        "payments": payments.my_payments(viewer),
        "paid": payments.what_i_paid(viewer),
        "year": now.year,
        "pay_to": payments.pay_to(),
        "takes_cards": payments.takes_cards(),
        "bank": payments.bank_details(viewer, owner_id_of(request), now=now),
    }
    return render(request, "money/mine.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def ask_fund(request: HttpRequest) -> HttpResponse:
    """Ask the solidarity fund to carry one's dues, or with `undo` pay again."""
    act = waivers.end_waiver if request.POST.get("undo") else waivers.ask_for_waiver
    act(owner_id_of(request), now=clock.now())
    return see_other("/money/mine")


def source_of(entry: EntryLine) -> str:
    """The page of what caused an entry; its own page when that has none."""
    what, which = entry.link
    return {
        "dues": f"/money/dues/{which}",
        "cost": f"/money/costs/{which}",
        "ad": f"/money/sponsors/{which}",
        "agreement": f"/exchange/agreements/{which}",
        "proposal": f"/decide/{which}",
        "split": f"/money/splits/{which}",
        "work": "/money/work",
        "entry": f"/money/entries/{which}",
        "year": f"/money/report/{which}",
        "share-operation": "/money/shares",
        "share-offer": f"/money/shares/offers/{which}",
    }.get(what, f"/money/entries/{entry.id}")


def _sources(money: Money) -> list[Part]:
    """What came into the bank: dues, gifts to the fund (what it holds and what it paid), and all else."""
    income = _of_kind(money, AccountKind.INCOME)
    booked = sum(each.cents for each in income if each.code == DUES)
    gifts = money.fund_cents + booked - money.dues_total_cents
    others = [(each.name, each.cents) for each in income if each.code != DUES]
    shares = sum(
        each.cents for each in money.accounts if each.code == SHARES and each.currency == money.currency
    )
    stays = [(_("Shares"), shares), (_("Held for others"), _for_others(money))]
    return _parts(money, (_("Dues"), money.dues_total_cents), (_("Gifts"), gifts), *others, *stays)


def _uses(money: Money) -> list[Part]:
    """Where it went: costs, what the fund and the reserve keep, and what is ours to decide on."""
    costs = [(each.name, each.cents) for each in _of_kind(money, AccountKind.EXPENSES)]
    others = _for_others(money)
    reserve = sum(each.cents for each in money.accounts if each.code == RESERVE)
    left = money.bank_cents - money.fund_cents - others - reserve
    kept = [(_("In the fund"), money.fund_cents), (_("In the reserve"), reserve)]
    return _parts(money, *costs, *kept, (_("Held for others"), others), (_("Ours to spend"), left))


def _for_others(money: Money) -> int:
    """What is in the bank and owed: what members earned, shares given back, pledges that wait."""
    owed = [each for each in money.accounts if each.kind == AccountKind.LIABILITIES]
    return max(0, sum(each.cents for each in owed if each.currency == money.currency))


def _of_kind(money: Money, kind: AccountKind) -> list[AccountLine]:
    return [each for each in money.booked if each.kind == kind and each.currency == money.currency]


def _parts(money: Money, *named: tuple[str, int]) -> list[Part]:
    return [Part(name, cents, amount_in_words(cents, money.currency)) for name, cents in named if cents > 0]
