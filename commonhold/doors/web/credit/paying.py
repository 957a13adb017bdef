"""Paying: first whom and how much, then the way is shown, then it is paid along that way and no other."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonhold.civic.credit import actions, queries
from commonhold.civic.credit.minutes import in_words
from commonhold.civic.credit.queries import Way
from commonhold.civic.credit.refusals import NoWay, WayChanged
from commonhold.civic.credit.standing import must_be_payable
from commonhold.doors.web.credit.forms import PayForm, as_typed
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine


@dataclass(frozen=True)
class Asked:
    """A payment that only needs its yes."""

    to: PersonLine
    minutes: int
    typed: str
    words: str
    way: Way
    key: str


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pay_page(request: HttpRequest) -> HttpResponse:
    """With `shown`, the mark of the way that was seen, it is paid; without, the way is shown."""
    sent = request.POST if request.method == "POST" else request.GET
    asks = request.method == "POST" or "minutes" in sent
    form = PayForm(sent) if asks else PayForm(initial={"to": sent.get("to", "")})
    if not asks or not form.is_valid():
        return _form(request, form)
    try:
        to = people.by_handle(owner_of(request), form.cleaned_data["to"])
    except Refusal as refusal:
        form.add_error("to", str(refusal))
        return _form(request, form)
    if request.method == "POST" and sent.get("shown"):
        return _paid(request, form, to)
    return _shown(request, form, to)


def _paid(request: HttpRequest, form: PayForm, to: PersonLine) -> HttpResponse:
    by, sent, minutes = owner_id_of(request), request.POST, form.cleaned_data["minutes"]
    try:
        payment_id = actions.pay(
            by,
            to_id=to.id,
            minutes=minutes,
            key=f"web:{by}:{sent.get('key', '')}",
            words=form.cleaned_data["words"],
            shown=sent["shown"],
            now=clock.now(),
        )
    except WayChanged as refusal:
        return _shown(request, form, to, changed=str(refusal))
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form)
    messages.success(request, _("Paid: {time} to {name}.").format(time=in_words(minutes), name=to.name))
    return see_other(f"/credit/payments/{payment_id}")


def _shown(request: HttpRequest, form: PayForm, to: PersonLine, *, changed: str = "") -> HttpResponse:
    """The way, before anything is paid; or why there is none."""
    viewer, minutes, now = owner_of(request), form.cleaned_data["minutes"], clock.now()
    try:
        must_be_payable(owner_id_of(request), to_id=to.id, minutes=minutes)
    except Refusal as refusal:
        form.refuse(refusal)
        return _form(request, form)
    way = queries.way_to(viewer, to_id=to.id, minutes=minutes, now=now)
    if way is None:
        form.refuse(NoWay(queries.reach(viewer, to_id=to.id, now=now)))
        return _form(request, form)
    asked = Asked(to, minutes, as_typed(minutes), form.cleaned_data["words"], way, secrets.token_hex(12))
    return render(request, "credit/way.html", {"asked": asked, "changed": changed})


def _form(request: HttpRequest, form: PayForm) -> HttpResponse:
    return render(request, "credit/pay.html", {"form": form}, status=400 if form.errors else 200)
