"""The membership panel's desk, and what an applicant answers it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.actions import hearings
from commonhold.civic.governance.actions import panel as panel_actions
from commonhold.civic.governance.queries import mandates
from commonhold.civic.governance.queries import panel as panel_queries
from commonhold.civic.governance.vocabulary import Role
from commonhold.civic.members import actions as membership
from commonhold.civic.members import queries as members
from commonhold.civic.rights.vocabulary import Matter
from commonhold.doors.web.join.forms import ReviewForm, SpeakForm
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.refused import refused_at
from commonhold.doors.web.rights.looking import ask_why
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.clock import queries as clock


@require_safe
@signed_in
def panel_page(request: HttpRequest) -> HttpResponse:
    """What waits for the panel, whom it looks at, and who vouches for nobody just now."""
    return _desk(request, ReviewForm())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def case_page(request: HttpRequest, application_id: int) -> HttpResponse:
    """One application, as the panel reads it."""
    form = SpeakForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with refused_at(form):
            panel_actions.speak_on_application(
                owner_id_of(request), application_id=application_id, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("The panel has your word on it."))
            return see_other(f"/join/panel/{application_id}")
    case = panel_queries.case(owner_of(request), application_id, now=clock.now())
    asked = ask_why(request, Matter.APPLICATION, key=application_id, about=[case.person.id])
    if asked is not None:
        return asked
    page = {
        "case": case,
        "needed": panel_queries.needed(),
        "form": form,
    }
    return render(request, "join/case.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def close_review(request: HttpRequest, review_id: int) -> HttpResponse:
    form = ReviewForm(request.POST)
    if form.is_valid():
        with refused_at(form):
            hearings.close_review(
                owner_id_of(request), review_id=review_id, now=clock.now(), **form.cleaned_data
            )
            messages.success(request, _("Noted. Nothing changes for her."))
            return see_other("/join/panel")
    return _desk(request, form, reviewing=review_id)


@require_POST
@signed_in
def turn_to_panel(request: HttpRequest) -> HttpResponse:
    """An applicant asks the panel instead of members who would vouch."""
    mine = members.my_application_id(owner_id_of(request))
    panel_actions.turn_to_panel(owner_id_of(request), application_id=mine or 0, now=clock.now())
    messages.success(request, _("The panel has it now. You are told when it answers."))
    return see_other("/join")


@require_POST
@signed_in
def appeal(request: HttpRequest) -> HttpResponse:
    """Ask other members of the panel."""
    application_id = whole(request.POST.get("application")) or 0
    membership.appeal(
        owner_id_of(request),
        application_id=application_id,
        words=request.POST.get("words", ""),
        now=clock.now(),
    )
    messages.success(request, _("Other members of the panel read it now."))
    return see_other("/join")


def _desk(request: HttpRequest, form: ReviewForm, *, reviewing: int = 0) -> HttpResponse:
    viewer, now = owner_of(request), clock.now()
    mandates.must_hold(owner_id_of(request), Role.MEMBERSHIP, at=now)
    page = {
        "cases": panel_queries.cases(viewer, now=now),
        "needed": panel_queries.needed(),
        "sits": panel_queries.sits(at=now),
        "reviews": members.open_reviews(viewer),
        "hearings": members.open_hearings(viewer),
        "pauses": members.all_pauses(viewer),
        "form": form,
        "reviewing": reviewing,
    }
    return render(request, "join/panel.html", page, status=400 if form.errors else 200)
