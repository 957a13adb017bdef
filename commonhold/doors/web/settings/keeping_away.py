"""Whom one keeps away: each list, and the way back."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.numbers import whole
from commonhold.doors.web.settings.forms import ServerForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import actions, safety


@require_safe
@signed_in
def blocks(request: HttpRequest) -> HttpResponse:
    blocks, older = safety.blocks(viewer_of(request), before=whole(request.GET.get("before")))
    return render(request, "settings/blocks.html", {"blocks": blocks, "older": older})


@require_safe
@signed_in
def mutes(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    mutes, older = safety.mutes(viewer, before=whole(request.GET.get("before")))
    boosts, boosts_older = safety.hidden_boosts(viewer, before=whole(request.GET.get("boosts_before")))
    page = {"mutes": mutes, "older": older, "boosts": boosts, "boosts_older": boosts_older}
    return render(request, "settings/mutes.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def servers(request: HttpRequest) -> HttpResponse:
    """The servers that one blocked; a POST blocks another."""
    form = ServerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.block_server(person_id_of(request), domain=form.cleaned_data["domain"], now=clock.now())
            return see_other("/settings/servers")
        except Refusal as refusal:
            form.add_error("domain", str(refusal))
    servers, older = safety.blocked_servers(viewer_of(request), before=whole(request.GET.get("before")))
    page = {"servers": servers, "older": older, "form": form}
    return render(request, "settings/servers.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def unblock(request: HttpRequest) -> HttpResponse:
    return _undo(request, actions.unblock, "/settings/blocks", _("You can meet again."))


@require_POST
@signed_in
def unmute(request: HttpRequest) -> HttpResponse:
    return _undo(request, actions.unmute, "/settings/mutes", _("You read them again."))


@require_POST
@signed_in
def show_boosts(request: HttpRequest) -> HttpResponse:
    return _undo(request, actions.show_boosts, "/settings/mutes", _("You read what they boost again."))


@require_POST
@signed_in
def unblock_server(request: HttpRequest) -> HttpResponse:
    actions.unblock_server(person_id_of(request), domain=request.POST.get("domain", ""), now=clock.now())
    return see_other("/settings/servers")


def _undo(request: HttpRequest, act: Callable[..., object], page: str, words: str) -> HttpResponse:
    act(person_id_of(request), person_id=whole(request.POST.get("person_id")) or 0, now=clock.now())
    messages.success(request, words)
    to = request.POST.get("to", "")
    return see_other(to if to.startswith("/@") else page)
