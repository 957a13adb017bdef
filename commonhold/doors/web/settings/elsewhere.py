"""One's other addresses, on other servers, and moving to one of them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.calls.addresses import domain, of_person
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.settings.forms import AddressForm, MoveForm
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.actors import actions, moving
from commonhold.social.actors.refusals import NotElsewhere
from commonhold.social.lookups import actions as lookups
from commonhold.social.people import queries as people

_HERE = "/settings/elsewhere"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Her other addresses; a POST names another."""
    if request.method != "POST":
        return _page(request)
    form = AddressForm(request.POST)
    if form.is_valid():
        try:
            found = _somebody(request, form.cleaned_data["address"])
            actions.name_alias(person_id_of(request), person_id=found, now=clock.now())
            messages.success(request, _("Your page names this address now. You can move here from there."))
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error("address", str(refusal))
    return _page(request, form=form)


@require_POST
@signed_in
def drop(request: HttpRequest) -> HttpResponse:
    """Name one of them no more."""
    alias_id = whole(request.POST.get("alias")) or 0
    actions.drop_alias(person_id_of(request), alias_id=alias_id, now=clock.now())
    messages.success(request, _("Your page names this address no more."))
    return see_other(_HERE)


@require_POST
@signed_in
def move(request: HttpRequest) -> HttpResponse:
    """Move away, with her @name typed once more."""
    me = person_id_of(request)
    form = MoveForm(request.POST, handle=people.person(viewer_of(request), me).handle)
    if form.is_valid():
        try:
            target = _somebody(request, form.cleaned_data["address"])
            own_uri = of_person(me)
            actions.move_away(me, target_id=target, own_uri=own_uri, now=clock.now())
            messages.success(request, _("You have moved. Who follows you is being led to your new address."))
            return see_other(_HERE)
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _page(request, move_form=form)


@require_POST
@signed_in
def come_back(request: HttpRequest) -> HttpResponse:
    """Her page says no more that she went."""
    actions.come_back(person_id_of(request), now=clock.now())
    messages.success(request, _("Your page says again that you are here. Who was led away stays there."))
    return see_other(_HERE)


def _somebody(request: HttpRequest, typed: str) -> int:
    """Who is meant by an address on another server, which is asked at the same time what it says of her now.

    Raises NotElsewhere, or what `look_up` raises.
    """
    lookups.look_up(person_id_of(request), sought=typed, now=clock.now())
    try:
        return people.by_handle(viewer_of(request), typed).id
    except NotFound as nobody:
        raise NotElsewhere from nobody


def _page(
    request: HttpRequest, form: AddressForm | None = None, move_form: MoveForm | None = None
) -> HttpResponse:
    me = person_id_of(request)
    line = people.person(viewer_of(request), me)
    page = {
        "aliases": moving.aliases_of(me),
        "moved": moving.move_of(me),
        "address": f"@{line.handle}@{domain()}",
        "form": form or AddressForm(),
        "move_form": move_form or MoveForm(handle=line.handle),
    }
    failed = any(each is not None and each.errors for each in (form, move_form))
    return render(request, "settings/elsewhere.html", page, status=400 if failed else 200)
