"""The books as a whole: the trial balance in every currency, and files that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import tzinfo
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.accounting import queries as accounting
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions.chart import LONGEST_NAME, open_account
from commonhold.doors.web.refused import RefusedForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other
from commonhold.ground.charter import dates
from commonhold.ground.clock import queries as clock
from commonhold.ground.ledger import export, tables
from commonhold.ground.refusal import Refusal

_FILES: dict[str, tuple[str, str, Callable[[tzinfo], Iterator[str]]]] = {
    "beancount": ("books.beancount", "text/plain", lambda zone: export.beancount(zone=zone)),
    "hledger": ("books.journal", "text/plain", lambda zone: export.hledger(zone=zone)),
    "entries": ("entries.csv", "text/csv", lambda zone: tables.entries(zone=zone)),
    "balances": ("balances.csv", "text/csv", lambda _zone: tables.balances()),
}


class AccountForm(RefusedForm):
    """Another account of the books."""

    code = forms.CharField(
        label=gettext_lazy("What programs call it"),
        help_text=gettext_lazy("Such as “expenses:tea”. It stays for ever."),
        max_length=80,
    )
    name = forms.CharField(label=gettext_lazy("What people call it"), max_length=LONGEST_NAME)


@require_http_methods(["GET", "HEAD", "POST"])
def books_page(request: HttpRequest) -> HttpResponse:
    """Every account with what is in it; its treasurer opens more of them here."""
    viewer, now = owner_of(request), clock.now()
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            open_account(owner_id_of(request), **form.cleaned_data, now=now)
            messages.success(request, _("The account is open."))
            return see_other("/money/books")
        except Refusal as refusal:
            form.refuse(refusal)
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=now)
    page: dict[str, Any] = {
        "chart": treasury.trial_balance(viewer),
        "hosting": accounting.hosting(viewer, now=now, most=1).latest,
        "years": accounting.years(viewer),
        "form": form if any(each.role is Role.TREASURER for each in held) else None,
    }
    return render(request, "money/books.html", page, status=400 if form.errors else 200)


@require_safe
def books_file(request: HttpRequest, form: str) -> HttpResponseBase:
    """The whole ledger, line by line as it is read, so that its size is no matter."""
    if form not in _FILES:
        raise Http404
    name, kind, written = _FILES[form]
    answer = StreamingHttpResponse(written(dates.zone()), content_type=f"{kind}; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_safe
def hosting_page(request: HttpRequest) -> HttpResponse:
    """What a member costs, month by month."""
    return render(
        request, "money/hosting.html", {"hosting": accounting.hosting(owner_of(request), now=clock.now())}
    )
