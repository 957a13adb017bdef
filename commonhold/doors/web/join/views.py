from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.actions.move_member import LONGEST_REASON, move_member
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as membership
from commonhold.civic.members import classes
from commonhold.civic.members import queries as members
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.refusals import NoSuchMember
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.doors.web.decide.proposing.wording import Explained
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ToAgree, Viewer


class ApplicationForm(forms.Form):
    statement = forms.CharField(
        label=gettext_lazy("Who are you, and what brings you here?"),
        help_text=gettext_lazy(
            "Members read this when they decide whether to vouch for you; nobody else does."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: ToAgree | None = None) -> None:
        super().__init__(data)
        add_agreement(self, asked or ToAgree())
        choices = open_classes()
        if len(choices) > 1:
            self.fields["class_key"] = forms.ChoiceField(
                label=gettext_lazy("As which kind of member"), choices=choices, widget=forms.RadioSelect
            )
            self.initial.setdefault("class_key", choices[0][0])


class VouchForm(forms.Form):
    words = forms.CharField(
        label=gettext_lazy("How do you know them?"),
        help_text=gettext_lazy("Members and the applicant read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(forms.Form):
    """What who holds the membership mandate fills in."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Members can read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choices = [(each.key, each.title) for each in members.classes_now().every]
        self.fields["to"] = forms.ChoiceField(label=gettext_lazy("Into which class"), choices=choices)


def open_classes() -> list[tuple[str, str]]:
    """The classes that newcomers choose among, each with who belongs to it and what she may do."""
    return [
        (each.key, Explained(each.title, " ".join([each.words, f"({', '.join(classes.rights_of(each))})"])))
        for each in members.classes_now().every
        if each.joins
    ]


@require_safe
def join_page(request: HttpRequest) -> HttpResponse:
    """How one becomes a member; for an applicant where she stands; for members who asks to join."""
    return _join(request, ApplicationForm(asked=_asked(request)))


@require_POST
@signed_in
def apply(request: HttpRequest) -> HttpResponse:
    form = ApplicationForm(request.POST, asked=_asked(request))
    if form.is_valid():
        try:
            membership.apply(
                owner_id_of(request),
                statement=form.cleaned_data["statement"],
                class_key=form.cleaned_data.get("class_key", ""),
                agrees=form.cleaned_data.get("agreement", False),
                now=clock.now(),
            )
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
    page = {
        "members": members.directory(owner_of(request)),
        "has_classes": len(members.classes_now().every) > 1,
        "may_move": _welcomes(owner_of(request)),
    }
    return render(request, "join/members.html", page)


@require_POST
@signed_in
def move_myself(request: HttpRequest) -> HttpResponse:
    """Go over to another class of members."""
    membership.move_myself(owner_id_of(request), to=request.POST.get("to", ""), now=clock.now())
    messages.success(request, _("Done. Until your waiting time is over you vote as before."))
    return see_other("/join")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member_page(request: HttpRequest, number: int) -> HttpResponse:
    """To which classes a member belonged; who holds the membership mandate puts her into another one."""
    viewer = owner_of(request)
    member = next((each for each in members.directory(viewer) if each.number == number), None)
    if member is None:
        raise NoSuchMember
    form = MoveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            move_member(
                owner_id_of(request), person_id=member.person_id, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("Moved, with your reason. It stands on the record."))
            return see_other(f"/members/{number}")
        except Refusal as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    found = members.belongings(viewer, member.person_id)
    page = {
        "member": member,
        "belongings": found,
        "movers": people.lines(viewer, {each.by for each in found if each.by}),
        "form": form,
        "may_move": _welcomes(viewer),
    }
    return render(request, "join/member.html", page, status=400 if form.errors else 200)


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
    mine = members.member_of(viewer.person_id) if viewer.person_id is not None else None
    page = {
        "form": form,
        "rules": here.read(MembersCharter),
        "dues_cents": here.read(TreasuryCharter).dues_cents,
        "currency": here.read(TreasuryCharter).currency,
        "membership": mine,
        **(_class_of(mine, now) if mine is not None else {}),
        "mine": members.my_application(viewer, now=now) if is_somebody else None,
        "dues": treasury.my_dues(viewer, now=now) if is_somebody else None,
        "applications": [each for each in members.applications(viewer, now=now) if not each.is_mine],
    }
    return render(request, "join/join.html", page, status=400 if form.errors else 200)


def _asked(request: HttpRequest) -> ToAgree:
    """What the applicant has not accepted yet."""
    me = owner_of(request).person_id
    return ToAgree() if me is None else people.still_to_agree(me)


def _class_of(mine: members.MemberView, now: datetime) -> dict[str, Any]:
    """What a member's class lets her do, and into which she may go by herself."""
    here = members.classes_now()
    others = [(key, words) for key, words in open_classes() if key != mine.class_key]
    return {
        "my_class": here.named(mine.class_key) if len(here.every) > 1 else None,
        "votes": members.may_vote(mine.person_id, at=now),
        "first_ballot": members.first_ballot(mine.person_id, at=now),
        "others": others,
    }


def _welcomes(viewer: Viewer) -> bool:
    """Does she hold the membership mandate?"""
    held = [] if viewer.person_id is None else mandates.held_by(viewer.person_id, at=clock.now())
    return any(each.role is Role.MEMBERSHIP for each in held)


def _application(request: HttpRequest, application_id: int, form: VouchForm) -> HttpResponse:
    asked = members.application(owner_of(request), application_id, now=clock.now())
    page = {"application": asked, "form": form}
    return render(request, "join/application.html", page, status=400 if form.errors else 200)
