"""What moderators do: let people in, send them away, let them come again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonhold.doors.web.groups.forms import ReasonForm
from commonhold.doors.web.groups.frame import address, group_of, render_in_group
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.groups import queries
from commonhold.social.groups.actions import joining, order
from commonhold.social.people import queries as people


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def requests_page(request: HttpRequest, handle: str) -> HttpResponse:
    """Who asks to be let in, and who may not come back."""
    group, viewer = group_of(request, handle), viewer_of(request)
    if request.method == "POST":
        act = joining.approve_request if request.POST.get("answer") == "approve" else joining.refuse_request
        act(person_id_of(request), request_id=whole(request.POST.get("request")) or 0, now=clock.now())
        return see_other(address(group, "requests"))
    after, before = (whole(request.GET.get(each)) for each in ("after", "before"))
    waiting, later = queries.waiting(viewer, group.line.id, after=after)
    banned, older = queries.banned(viewer, group.line.id, before=before)
    page: dict[str, Any] = {"waiting": waiting, "later": later, "banned": banned, "older": older}
    return render_in_group(request, "groups/requests.html", group, tab="requests", **page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def member_page(request: HttpRequest, handle: str, person_id: int) -> HttpResponse:
    """End somebody's membership, for now or until further notice, and say why."""
    group, viewer = group_of(request, handle), viewer_of(request)
    person = people.person(viewer, person_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        act = order.ban_from_group if request.POST.get("act") == "ban" else order.remove_from_group
        try:
            reason = form.cleaned_data["reason"]
            by = person_id_of(request)
            act(by, group_id=group.line.id, person_id=person_id, reason=reason, now=clock.now())
            messages.success(request, _("{name} no longer belongs to the group.").format(name=person.name))
            return see_other(address(group, "members"))
        except Refusal as refusal:
            form.refuse(refusal)
    return render_in_group(
        request,
        "groups/member.html",
        group,
        tab="member",
        status=400 if form.errors else 200,
        person=person,
        form=form,
    )


@require_POST
@signed_in
def lift_ban(request: HttpRequest, handle: str) -> HttpResponse:
    group, asked = group_of(request, handle), request.POST.get("person_id", "")
    person_id = whole(asked) or 0
    order.lift_ban(person_id_of(request), group_id=group.line.id, person_id=person_id, now=clock.now())
    return see_other(address(group, "requests"))
