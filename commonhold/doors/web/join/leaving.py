"""Leaving: what happens, notice, and staying after all."""

from __future__ import annotations

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.civic.governance.queries import delegations, mandates
from commonhold.civic.members import actions as membership
from commonhold.civic.members import personal_data
from commonhold.civic.members import queries as members
from commonhold.civic.members.charter import MembersCharter
from commonhold.civic.treasury import queries as treasury
from commonhold.doors.web.downloads import private_file
from commonhold.doors.web.join.forms import LeaveForm
from commonhold.doors.web.viewer import owner_id_of, owner_of, see_other, signed_in
from commonhold.ground.charter import queries as charter
from commonhold.ground.clock import queries as clock


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave_page(request: HttpRequest) -> HttpResponse:
    """All that happens, before it does; confirmed by the password."""
    form = LeaveForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if request.user.check_password(form.cleaned_data["password"]):
            return _leave(request)
        form.add_error("password", _("This is not your password. Nothing was changed; try again."))
    viewer, now = owner_of(request), clock.now()
    me = owner_id_of(request)
    page = {
        "membership": members.member_of(me),
        "notice": members.my_notice(viewer),
        "days": charter.current().read(MembersCharter).leaving_days,
        "dues": treasury.my_dues(viewer, now=now),
        "mandates": [each.role.label for each in mandates.held_by(me, at=now)],
        "delegations": delegations.given(viewer, at=now),
        "form": form,
    }
    return render(request, "join/leave.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def stay(request: HttpRequest) -> HttpResponse:
    membership.take_notice_back(owner_id_of(request), now=clock.now())
    messages.success(request, _("You stay. Good to have you."))
    return see_other("/join")


@require_safe
@signed_in
def papers(request: HttpRequest) -> HttpResponse:
    """What the register keeps of oneself, as a file."""
    kept = personal_data.export_of(owner_id_of(request))
    written = json.dumps(kept, ensure_ascii=False, indent=1).encode()
    return private_file(written, kind="application/json", name="membership.json")


def _leave(request: HttpRequest) -> HttpResponse:
    now = clock.now()
    if membership.give_notice(owner_id_of(request), now=now) > now:
        messages.success(request, _("Your notice is given. Until it is over you can take it back here."))
        return see_other("/members/leave")
    messages.success(
        request, _("You are no longer a member. Your account and what you wrote are still yours.")
    )
    return see_other("/join")
