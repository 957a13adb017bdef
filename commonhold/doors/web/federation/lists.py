"""Lists of others on the web: which are read here, and what they suggest for which server."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.federation.evidence import evidence
from commonhold.doors.web.federation.forms import ListForm, NewerForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.blocklists import actions, queries

_LISTS = "/about/servers/lists"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def lists_page(request: HttpRequest) -> HttpResponse:
    """Which lists are read, and a form for another."""
    now = clock.now()
    lists = queries.lists(owner_of(request), now=now)
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.add_list(
                owner_id_of(request), name=said["name"], url=said["url"], content=form.content(), now=now
            )
            return see_other(f"{_LISTS}/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"lists": lists, "form": form, "now": now}
    return render(request, "federation/lists.html", page, status=400 if form.errors else 200)


@require_safe
@signed_in
def list_page(request: HttpRequest, list_id: int) -> HttpResponse:
    """What one list suggests, beside what we know ourselves."""
    return _list(request, list_id, NewerForm())


@require_POST
@signed_in
def read_again(request: HttpRequest, list_id: int) -> HttpResponse:
    """Read it anew: by and by from its address, or now what was brought."""
    form = NewerForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            actions.read_again(owner_id_of(request), list_id=list_id, content=form.content(), now=clock.now())
            messages.success(request, _("It is read again. Nothing holds because of it."))
            return see_other(f"{_LISTS}/{list_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return _list(request, list_id, form)


@require_POST
@signed_in
def drop(request: HttpRequest, list_id: int) -> HttpResponse:
    actions.drop_list(owner_id_of(request), list_id=list_id, now=clock.now())
    messages.success(request, _("The list is no longer read here."))
    return see_other(_LISTS)


def _list(request: HttpRequest, list_id: int, form: NewerForm) -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    inside = queries.contents(viewer, list_id, after=request.GET.get("after", "")[:253], now=now)
    known = evidence(viewer, [each.domain for each in (*inside.met, *inside.others)], now=now)
    page: dict[str, Any] = {
        "list": queries.one_list(viewer, list_id, now=now),
        "met": [(each, known[each.domain]) for each in inside.met],
        "others": [(each, known[each.domain]) for each in inside.others],
        "after": inside.after,
        "went": inside.went,
        "form": form,
        "now": now,
    }
    return render(request, "federation/list.html", page, status=400 if form.errors else 200)
