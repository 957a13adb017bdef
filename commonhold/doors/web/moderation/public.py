"""What everybody may read of moderation: rules as they are applied, the register of cases, draws, a form."""

from __future__ import annotations

from datetime import timedelta

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.moderation import actions, queries
from commonhold.doors.web.moderation.case_forms import LawForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import owner_of, see_other, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from rulebook.suppression import LEAST_PEOPLE

_SHOWN, _A_YEAR = 20, timedelta(days=365)


@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """The rules with how often each was applied and overturned, and every case."""
    viewer, now = viewer_of(request), clock.now()
    cases = queries.public_cases(viewer, before=whole(request.GET.get("before")), limit=_SHOWN)
    page = {
        "late": queries.read_late(viewer, since=now - _A_YEAR),
        "rules": queries.rules_applied(viewer),
        "least": LEAST_PEOPLE,
        "cases": cases,
        "older": cases[-1].id if len(cases) == _SHOWN else None,
    }
    return render(request, "moderation/register.html", page)


@require_safe
def entry(request: HttpRequest, case_id: int) -> HttpResponse:
    """One case of the register, naming nobody; auditors read who decided."""
    page = {
        "case": queries.public_case(viewer_of(request), case_id),
        "deciders": queries.who_decided(owner_of(request), case_id, now=clock.now()),
    }
    return render(request, "moderation/entry.html", page)


@require_safe
def draw_file(request: HttpRequest, draw_id: int) -> HttpResponse:
    """A jury's lot, to be drawn again by anybody."""
    data = queries.draw_file(viewer_of(request), draw_id)
    response = HttpResponse(data, content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="draw-{draw_id}.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def report_unlawful(request: HttpRequest) -> HttpResponse:
    """Report, without an account, what is against the law."""
    first = {"address": request.GET.get("address", "")[:300]}
    form = LawForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="report_unlawful"):
            return _too_many(request, form)
        try:
            actions.report_unlawful(**form.cleaned_data, now=clock.now())
            messages.success(request, _("Your report is sent. People with a mandate read it."))
            return see_other("/report/unlawful")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "moderation/unlawful.html", {"form": form}, status=400 if form.errors else 200)


def _too_many(request: HttpRequest, form: LawForm) -> HttpResponse:
    """From one network address only so many within an hour; what was written stays on the page."""
    form.add_error(
        None,
        _(
            "So many reports came from your network that the house takes no more for now. What you wrote is "
            "still here: send it in an hour, or write to the address in the imprint."
        ),
    )
    return render(request, "moderation/unlawful.html", {"form": form}, status=429)
