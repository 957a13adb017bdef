"""Joint collections: listed, begun, and one with all that its artists do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.exchange.actions import pooling
from commonhold.civic.exchange.queries import pools
from commonhold.doors.web.exchange.finding import tabs
from commonhold.doors.web.exchange.pool_forms import PoolForm, RuleForm, SaleForm, TakeInForm
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """All joint collections."""
    page = {"pools": pools.listed(owner_of(request)), "tabs": tabs("collections")}
    return render(request, "exchange/pools.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new_page(request: HttpRequest) -> HttpResponse:
    """Begin one."""
    form = PoolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            made = pooling.found_pool(owner_id_of(request), now=clock.now(), **form.cleaned_data)
            return see_other(f"/exchange/collections/{made}")
    return render(request, "exchange/new_pool.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def pool_page(request: HttpRequest, pool_id: int) -> HttpResponse:
    return _show(request, pool_id)


@require_POST
@signed_in
def do(request: HttpRequest, pool_id: int) -> HttpResponse:
    """What needs no words: lay a work in, take it out, vote, come, have one's part, stop the sale, leave."""
    by, now, what = owner_id_of(request), clock.now(), request.POST.get("do", "")
    of = whole(request.POST.get("of")) or 0
    acts: dict[str, Callable[[], object]] = {
        "put-in": lambda: pooling.put_in(by, pool_id=pool_id, offer_id=of, now=now),
        "take-out": lambda: pooling.take_out(by, pool_id=pool_id, offer_id=of, now=now),
        "yes": lambda: pooling.vote_in_pool(by, question_id=of, agrees=True, now=now),
        "no": lambda: pooling.vote_in_pool(by, question_id=of, agrees=False, now=now),
        "come": lambda: pooling.accept_place(by, question_id=of, accepts=True, now=now),
        "stay-away": lambda: pooling.accept_place(by, question_id=of, accepts=False, now=now),
        "received": lambda: pooling.say_part_received(by, agreement_id=of, now=now),
        "stop": lambda: pooling.ask_to_stop_selling(by, pool_id=pool_id, now=now),
        "leave": lambda: pooling.leave_pool(by, pool_id=pool_id, now=now),
    }
    try:
        acts.get(what, lambda: None)()
    except NotFound:
        raise
    except Refusal as refusal:
        return _show(request, pool_id, refused=str(refusal))
    messages.success(request, _("Done. The page says how it stands."))
    return see_other(f"/exchange/collections/{pool_id}")


@require_POST
@signed_in
def ask(request: HttpRequest, pool_id: int, what: str) -> HttpResponse:
    """Ask its artists for a vote: on another artist, how income is shared, or what it is offered for."""
    by, now = owner_id_of(request), clock.now()
    found = pools.pool(owner_of(request), pool_id, now=now)
    form = _forms(found, request.POST, what)
    if form is not None and form.is_valid():
        try:
            if isinstance(form, SaleForm):
                pooling.ask_to_sell(by, pool_id=pool_id, now=now, **form.said())
            elif isinstance(form, TakeInForm):
                pooling.ask_to_take_in(
                    by, pool_id=pool_id, person_id=form.person_id(owner_of(request)), now=now
                )
            elif isinstance(form, RuleForm):
                pooling.ask_to_share(by, pool_id=pool_id, now=now, **form.said())
            return see_other(f"/exchange/collections/{pool_id}")
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        except forms.ValidationError as wrong:
            form.add_error(None, wrong)
    return _show(request, pool_id, said={what: form} if form is not None else {})


def _forms(found: pools.PoolView, typed: Any, what: str) -> forms.Form | None:
    if what == "rule":
        return RuleForm(typed, artists=found.artists)
    return {"take-in": TakeInForm, "sale": SaleForm}[what](typed) if what in {"take-in", "sale"} else None


def _show(
    request: HttpRequest, pool_id: int, *, refused: str = "", said: dict[str, forms.Form] | None = None
) -> HttpResponse:
    found = pools.pool(owner_of(request), pool_id, now=clock.now())
    page = {
        "pool": found,
        "text": to_html(found.text),
        "refused": refused,
        "take_in_form": TakeInForm(),
        "rule_form": RuleForm(artists=found.artists),
        "sale_form": SaleForm(initial={"category": next((each.category for each in found.works), None)}),
        **{f"{name.replace('-', '_')}_form": form for name, form in (said or {}).items()},
    }
    return render(request, "exchange/pool.html", page, status=400 if refused or said else 200)
