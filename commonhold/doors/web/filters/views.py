from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.filters.forms import PLACES, FilterForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.filters import actions, queries

_PAGE = "/settings/filters"


@require_safe
@signed_in
def filters_page(request: HttpRequest) -> HttpResponse:
    """The reader's filters, and what each of them does."""
    kept = queries.filters_of(viewer_of(request), now=clock.now())
    page = {"filters": [(each, [PLACES[place] for place in each.places]) for each in kept]}
    return render(request, "filters/filters.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: HttpRequest) -> HttpResponse:
    form = FilterForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        now = clock.now()
        try:
            actions.make_filter(person_id_of(request), now=now, **form.said(now))
            messages.success(request, _("Your filter applies from now on."))
            return see_other(_PAGE)
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "filters/new.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, filter_id: int) -> HttpResponse:
    now = clock.now()
    kept = queries.one(viewer_of(request), filter_id, now=now)
    form = FilterForm(request.POST if request.method == "POST" else None, kept=kept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_filter(person_id_of(request), filter_id=filter_id, now=now, **form.said(now))
            messages.success(request, _("Your filter is changed."))
            return see_other(_PAGE)
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "filter": kept}
    return render(request, "filters/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def delete(request: HttpRequest, filter_id: int) -> HttpResponse:
    actions.delete_filter(person_id_of(request), filter_id=filter_id, now=clock.now())
    messages.success(request, _("That filter is gone; you meet its words again."))
    return see_other(_PAGE)
