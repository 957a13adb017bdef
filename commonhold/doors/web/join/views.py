from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.actions.move_member import move_member
from commonhold.civic.governance.actions.panel import apply_to_panel
from commonhold.civic.governance.queries import panel
from commonhold.civic.governance.queries import register as statutory
from commonhold.civic.members import actions as membership
from commonhold.civic.members import queries as members
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.members.queries import ApplicationState
from commonhold.civic.members.refusals import NoSuchMember
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.charter import TreasuryCharter
from commonhold.doors.web.join import where
from commonhold.doors.web.join.forms import (
    PANEL,
    AppealForm,
    ApplicationForm,
    MoveForm,
    VouchForm,
    open_classes,
)
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ToAgree, Viewer


@require_safe
def join_page(request: HttpRequest) -> HttpResponse:
    """How one becomes a member; for an applicant where she stands; for members who asks to join."""
    return _join(request, _form(request))


@require_POST
@signed_in
def apply(request: HttpRequest) -> HttpResponse:
    form = _form(request)
    if form.is_valid():
        act = apply_to_panel if form.cleaned_data.get("route") == PANEL else membership.apply
        try:
            act(
                owner_id_of(request),
                statement=form.cleaned_data["statement"],
                class_key=form.cleaned_data.get("class_key", ""),
                agrees=form.cleaned_data.get("agreement", False),
                now=clock.now(),
            )
            return see_other("/join")
        except Refusal as refusal:
            form.refuse(refusal)
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
            form.refuse(refusal)
    return _application(request, application_id, form)


@require_POST
@signed_in
def take_vouch_back(request: HttpRequest, application_id: int) -> HttpResponse:
    membership.take_vouch_back(owner_id_of(request), application_id=application_id, now=clock.now())
    messages.success(request, _("Your vouch is taken back. Nothing else changed."))
    return see_other(f"/join/{application_id}")


@require_safe
@signed_in
def members_page(request: HttpRequest) -> HttpResponse:
    """All members, for members."""
    page = {
        "members": members.directory(owner_of(request)),
        "has_classes": len(members.classes_now().every) > 1,
        "may_move": panel.is_on_panel(owner_of(request), at=clock.now()),
        "sees_register": statutory.may_see(owner_of(request), at=clock.now()),
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
            form.refuse(refusal)
    found = members.belongings(viewer, member.person_id)
    page = {
        "member": member,
        "belongings": found,
        "movers": people.lines(viewer, {each.by for each in found if each.by}),
        "form": form,
        "may_move": panel.is_on_panel(viewer, at=clock.now()),
    }
    return render(request, "join/member.html", page, status=400 if form.errors else 200)


def _join(request: HttpRequest, form: ApplicationForm) -> HttpResponse:
    viewer, now, here = owner_of(request), clock.now(), charter.current()
    mine = members.member_of(viewer.person_id) if viewer.person_id is not None else None
    page = {
        "form": form,
        "rules": here.read(MembersCharter),
        "dues_cents": here.read(TreasuryCharter).dues_cents,
        "currency": here.read(TreasuryCharter).currency,
        "membership": mine,
        "panel_sits": panel.sits(at=now),
        **(_as_member(viewer, mine, now) if mine is not None else _as_applicant(request, now)),
    }
    return render(request, "join/join.html", page, status=400 if form.errors else 200)


def _as_member(viewer: Viewer, mine: members.MemberView, now: datetime) -> dict[str, Any]:
    """Who asks to join, what waits for her, and her last steps where she has no ballot yet."""
    first = members.first_ballot(mine.person_id, at=now)
    waits = first is not None and first > now
    on_panel = panel.is_on_panel(viewer, at=now)
    return {
        **_class_of(mine, now),
        "applications": [each for each in members.applications(viewer, now=now) if not each.is_mine],
        "quota": members.vouch_quota(mine.person_id, now=now),
        "pauses": members.my_pauses(viewer),
        "paused_until": members.vouching_paused_until(mine.person_id, at=now),
        "notice": members.my_notice(viewer),
        "hearings": members.open_hearings(viewer),
        "on_panel": on_panel,
        "waiting_for_panel": len(panel.cases(viewer, now=now)) if on_panel else 0,
        "steps": where.way_of_member(mine, first, members.my_application(viewer, now=now)) if waits else [],
    }


def _as_applicant(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """Where she stands and what is next; nothing for who did not apply."""
    viewer = owner_of(request)
    mine = members.my_application(viewer, now=now) if viewer.person_id is not None else None
    if mine is None or mine.state in {ApplicationState.WITHDRAWN, ApplicationState.ADMITTED}:
        return {"may_apply": viewer.person_id is not None}
    dues = treasury.my_dues(viewer, now=now)
    answer = members.panel_answer(viewer, mine.id)
    return {
        "mine": mine,
        "dues": dues,
        "answer": answer,
        "appeal": AppealForm(),
        "address": request.build_absolute_uri(f"/join/{mine.id}"),
        "steps": where.way_of(mine, dues),
        "may_apply": mine.state is ApplicationState.DECLINED,
    }


def _form(request: HttpRequest) -> ApplicationForm:
    data = request.POST if request.method == "POST" else None
    return ApplicationForm(data, asked=_asked(request), has_panel=panel.sits(at=clock.now()))


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


def _application(request: HttpRequest, application_id: int, form: VouchForm) -> HttpResponse:
    asked = members.application(owner_of(request), application_id, now=clock.now())
    page = {
        "application": asked,
        "form": form,
        "quota": members.vouch_quota(owner_id_of(request), now=clock.now()),
        "on_panel": panel.is_on_panel(owner_of(request), at=clock.now()),
        "rules": charter.current().read(MembersCharter),
    }
    return render(request, "join/application.html", page, status=400 if form.errors else 200)
