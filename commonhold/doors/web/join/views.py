from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.members import actions as membership
from commonhold.civic.members import queries as members
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal


class ApplicationForm(forms.Form):
    statement = forms.CharField(
        label=gettext_lazy("Who are you, and what brings you here?"),
        help_text=gettext_lazy(
            "Members read this when they decide whether to vouch for you; nobody else does."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class VouchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How do you know them?"),
        help_text=gettext_lazy("Members and the applicant read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
def join_page(request: HttpRequest) -> HttpResponse:
    """How one becomes a member; for an applicant where she stands; for members who asks to join."""
    return _join(request, ApplicationForm())


@require_POST
@signed_in
def apply(request: HttpRequest) -> HttpResponse:
    form = ApplicationForm(request.POST)
    if form.is_valid():
        try:
            membership.apply(owner_id_of(request), statement=form.cleaned_data["statement"], now=clock.now())
            return see_other("/join")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _join(request, form)


@require_POST
@signed_in
def withdraw(request: HttpRequest) -> HttpResponse:
    mine = members.my_application(owner_of(request), now=clock.now())
    if mine is not None:
        membership.withdraw_application(owner_id_of(request), application_id=mine.id, now=clock.now())
    return see_other("/join")


@require_safe
@signed_in
def application_page(request: HttpRequest, application_id: int) -> HttpResponse:
    """An application, for members and the applicant."""
    return _application(request, application_id, VouchForm())


@require_POST
@signed_in
def vouch(request: HttpRequest, application_id: int) -> HttpResponse:
    form = VouchForm(request.POST)
    if form.is_valid():
        try:
            words = form.cleaned_data["words"]
            membership.vouch(
                owner_id_of(request), application_id=application_id, words=words, now=clock.now()
            )
            messages.success(request, _("Your vouch is given."))
            return see_other(f"/join/{application_id}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return _application(request, application_id, form)


@require_safe
@signed_in
def members_page(request: HttpRequest) -> HttpResponse:
    """All members, for members."""
    return render(request, "join/members.html", {"members": members.directory(owner_of(request))})


@require_POST
@signed_in
def leave(request: HttpRequest) -> HttpResponse:
    membership.leave(owner_id_of(request), now=clock.now())
    messages.success(
        request, _("You are no longer a member. Your account and what you wrote are still yours.")
    )
    return see_other("/")


def _join(request: HttpRequest, form: ApplicationForm) -> HttpResponse:
    viewer, now, here = owner_of(request), clock.now(), charter.current()
    is_somebody = viewer.person_id is not None
    page = {
        "form": form,
        "rules": here.read(MembersCharter),
        "dues_cents": here.read(TreasuryCharter).dues_cents,
        "currency": here.read(TreasuryCharter).currency,
        "membership": members.member_of(viewer.person_id) if viewer.person_id is not None else None,
        "mine": members.my_application(viewer, now=now) if is_somebody else None,
        "dues": treasury.my_dues(viewer, now=now) if is_somebody else None,
        "applications": [each for each in members.applications(viewer, now=now) if not each.is_mine],
    }
    return render(request, "join/join.html", page, status=400 if form.errors else 200)


def _application(request: HttpRequest, application_id: int, form: VouchForm) -> HttpResponse:
    asked = members.application(owner_of(request), application_id, now=clock.now())
    page = {"application": asked, "form": form}
    return render(request, "join/application.html", page, status=400 if form.errors else 200)
