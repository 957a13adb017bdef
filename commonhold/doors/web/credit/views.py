from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.credit import actions, queries
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.refusals import NoSuchPayment
from commonhold.doors.web.credit.forms import ForgiveForm, LimitForm, ReverseForm, as_typed
from commonhold.doors.web.credit.said import ATTACKS, HAPPENED
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people

_PAGE = 20


@require_safe
@signed_in
def credit_page(request: HttpRequest) -> HttpResponse:
    """What the viewer owes and is owed, whom she trusts, and what was booked."""
    viewer, before = owner_of(request), whole(request.GET.get("before"))
    moves = queries.history(viewer, before=before, limit=_PAGE)
    page = {
        "mine": queries.overview(viewer, now=clock.now()),
        "moves": [(each, HAPPENED[each.kind]) for each in moves],
        "older": moves[-1].entry_id if len(moves) == _PAGE else None,
    }
    return render(request, "credit/credit.html", page)


@require_safe
def about_page(request: HttpRequest) -> HttpResponse:
    """How it works, what everybody may know of the book, and what attacks bring."""
    page = {
        "totals": queries.totals(now=clock.now()),
        "terms": queries.terms(),
        "attacks": [(ATTACKS[each.name], each.outcomes) for each in queries.attacks()],
    }
    return render(request, "credit/about.html", page)


@require_safe
@signed_in
def with_page(request: HttpRequest, person_id: int) -> HttpResponse:
    return show_with(request, person_id)


def show_with(request: HttpRequest, person_id: int, *, status: int = 200, **forms: Any) -> HttpResponse:
    """The viewer and one other, also with a form that needs another look."""
    viewer = owner_of(request)
    found = queries.between(viewer, person_id, now=clock.now())
    if found is None:
        person = people.person(viewer, person_id)
        return render(request, "credit/nobody.html", {"person": person})
    page: dict[str, Any] = {
        "between": found,
        "line": found.line,
        "reach": queries.reach(viewer, to_id=person_id, now=clock.now()),
        "limiting": LimitForm(initial={"minutes": as_typed(found.line.i_trust)}),
        "forgiving": ForgiveForm(initial={"minutes": as_typed(max(0, found.line.owed))}),
        **forms,
    }
    return render(request, "credit/with.html", page, status=status)


@require_POST
@signed_in
def limit(request: HttpRequest, person_id: int) -> HttpResponse:
    """Trust somebody so far."""
    form = LimitForm(request.POST)
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        try:
            actions.set_limit(owner_id_of(request), person_id=person_id, minutes=minutes, now=clock.now())
            told = (
                _("From now on this person may owe you up to {time}.")
                if minutes
                else _("The limit is ended.")
            )
            messages.success(request, told.format(time=in_words(minutes)))
            return see_other(f"/credit/with/{person_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return show_with(request, person_id, status=400, limiting=form)


@require_POST
@signed_in
def forgive(request: HttpRequest, person_id: int) -> HttpResponse:
    """Let go of what somebody owes."""
    form = ForgiveForm(request.POST)
    if form.is_valid():
        minutes = form.cleaned_data["minutes"]
        try:
            actions.forgive(owner_id_of(request), person_id=person_id, minutes=minutes, now=clock.now())
            messages.success(request, _("Forgiven: {time}.").format(time=in_words(minutes)))
            return see_other(f"/credit/with/{person_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return show_with(request, person_id, status=400, forgiving=form)


@require_POST
@signed_in
def circles(request: HttpRequest) -> HttpResponse:
    """Cancel debts that run in a circle."""
    minutes = actions.cancel_circles(owner_id_of(request), now=clock.now())
    messages.success(
        request, _("Cancelled out: {time}. Nobody’s total changed.").format(time=in_words(minutes))
    )
    return see_other("/credit")


@require_safe
@signed_in
def payment_page(request: HttpRequest, payment_id: int) -> HttpResponse:
    """One payment, with its way."""
    return render(request, "credit/payment.html", {"payment": queries.payment(owner_of(request), payment_id)})


@require_POST
@signed_in
def give_back(request: HttpRequest, payment_id: int) -> HttpResponse:
    """Whoever was paid gives it back."""
    if not queries.payment(owner_of(request), payment_id).is_mine:
        raise NoSuchPayment
    minutes = actions.reverse(owner_id_of(request), payment_id=payment_id, because="", now=clock.now())
    messages.success(request, _("Given back: {time}.").format(time=in_words(minutes)))
    return see_other(f"/credit/payments/{payment_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def reverse_page(request: HttpRequest) -> HttpResponse:
    """For whoever decides on cases: a payment goes back because of one."""
    form = ReverseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        because = f"case:{form.cleaned_data['case_id']}"
        number = form.cleaned_data["payment_id"]
        try:
            done = actions.reverse(owner_id_of(request), payment_id=number, because=because, now=clock.now())
            messages.success(request, _("Went back: {time}.").format(time=in_words(done)))
            return see_other("/credit/reverse")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "credit/reverse.html", {"form": form}, status=400 if form.errors else 200)
