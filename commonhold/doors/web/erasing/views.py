from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.civic.governance.law import law_of
from commonhold.civic.members import queries as members
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.erasing.words import kept_lines
from commonhold.doors.web.viewer import other_of, owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.erasing import actions, queries
from commonhold.social.erasing.charter import ErasingCharter

_HERE = "/me/erase"


class EraseForm(forms.Form):
    """The password, so that nobody else does this in her name."""

    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("So that nobody else does this in your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def erase_page(request: HttpRequest) -> HttpResponse:
    """All that goes and all that stays, before it does; confirmed by the password."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _ask(request, form):
        return see_other(_HERE)
    viewer, now = owner_of(request), clock.now()
    known = charter.current()
    limits = known.read(ErasingCharter)
    page = {
        "erasure": queries.waiting(viewer),
        "think_days": limits.think_days,
        "gone_days": limits.gone_days,
        "kept": kept_lines(law_of(known).kept),
        "law": law_of(known),
        "membership": members.member_of(owner_id_of(request)),
        "dues": treasury.my_dues(viewer, now=now),
        "other": other_of(request),
        "form": form,
    }
    return render(request, "erasing/erase.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def stay(request: HttpRequest) -> HttpResponse:
    actions.take_erasure_back(owner_id_of(request), now=clock.now())
    messages.success(request, _("You stay, and everything is as it was. Good to have you."))
    return see_other(_HERE)


def _ask(request: HttpRequest, form: EraseForm) -> bool:
    if not request.user.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("This is not your password. Nothing was changed; try again."))
        return False
    try:
        actions.ask_to_be_erased(owner_id_of(request), now=clock.now())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("You will be forgotten. Until the day that stands here you can think again."))
    return True
