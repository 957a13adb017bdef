"""Getting an account back that was lost: asking, the panel's answer, the owner's no, and the one link."""

from __future__ import annotations

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.rights import actions, queries
from commonhold.civic.rights.vocabulary import LEAST_WORDS, LONGEST_WORDS, Matter
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import (
    owner_id_of,
    owner_of,
    person_id_of,
    see_other,
    signed_in,
    viewer_of,
)
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound, Refusal


class LostForm(forms.Form):
    """Which account, and how its owner can be reached."""

    handle = forms.CharField(
        label=gettext_lazy("Your @name"),
        max_length=31,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    address = forms.EmailField(
        label=gettext_lazy("An email address that you read now"),
        help_text=gettext_lazy("The link comes there, if all goes well."),
    )
    words = forms.CharField(
        label=gettext_lazy("How people of the panel can speak with you"),
        help_text=gettext_lazy("A telephone number, or where they meet you; and which members know you."),
        min_length=LEAST_WORDS,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SpokeForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How you spoke with her, and how you know that it is she"),
        min_length=LEAST_WORDS,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=gettext_lazy("New password"),
        help_text=gettext_lazy("At least ten characters. A few words are better than a riddle."),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def lost(request: HttpRequest) -> HttpResponse:
    """Ask for an account. The answer is the same whether there is one."""
    form = LostForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if not ratelimit.consume(request, action="lost_account"):
            return render(request, "429.html", status=429)
        said = form.cleaned_data
        try:
            actions.ask_for_account(
                said["handle"], address=said["address"], how=said["words"], now=clock.now()
            )
            return render(request, "rights/lost_asked.html")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return render(request, "rights/lost.html", {"form": form}, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def back(request: HttpRequest, key: str) -> HttpResponse:
    """The link that works once: a new password."""
    actions.waiting_for(key, now=clock.now())
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.take_account_back(key, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("Your account is yours again. Sign in with the new password."))
            return see_other("/account/login/")
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    answer = render(request, "rights/back.html", {"form": form}, status=400 if form.errors else 200)
    # With "no-referrer" a browser says that the form comes from nowhere, and it is let in by nobody.
    answer["Referrer-Policy"] = "same-origin"
    return answer


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def own(request: HttpRequest) -> HttpResponse:
    """As whoever still has the account: say no."""
    if request.method == "POST":
        actions.stop_recovery(person_id_of(request), now=clock.now())
        messages.success(request, _("It is stopped. Your account stays as it is."))
        return see_other("/me/recovery")
    return render(request, "rights/own_recovery.html", {"asked": queries.own_recovery(viewer_of(request))})


@require_safe
@signed_in
def desk(request: HttpRequest) -> HttpResponse:
    """For the panel: who asks."""
    found = queries.recoveries(owner_of(request), now=clock.now())
    return render(request, "rights/recoveries.html", {"asked": found})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def one(request: HttpRequest, recovery_id: int) -> HttpResponse:
    """For the panel: how she can be reached, what others of the panel say, and one's own word."""
    found = queries.recovery(owner_of(request), recovery_id, now=clock.now())
    asked = ask_why(request, Matter.RECOVERY, key=recovery_id, about=[found.person.id])
    if asked is not None:
        return asked
    form = SpokeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        act = actions.refuse_account if request.POST.get("do") == "refuse" else actions.vouch_for_account
        try:
            act(owner_id_of(request), recovery_id=recovery_id, now=clock.now(), **form.cleaned_data)
            messages.success(request, _("It is written down."))
            return see_other("/join/panel/lost")
        except NotFound:
            raise
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    page = {"asked": found, "form": form}
    return render(request, "rights/recovery.html", page, status=400 if form.errors else 200)
