"""Coming to a group, and leaving it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonhold.doors.web.groups.forms import AskForm, InviteForm
from commonhold.doors.web.groups.frame import address, group_of
from commonhold.doors.web.groups.views import about_page, members_page
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.groups.actions import joining
from commonhold.social.people import queries as people


@require_POST
@signed_in
def join(request: HttpRequest, handle: str) -> HttpResponse:
    """Join, or answer an invitation."""
    group, by, now = group_of(request, handle), person_id_of(request), clock.now()
    answer = request.POST.get("answer")
    if answer == "accept":
        joining.accept_invitation(by, group_id=group.line.id, now=now)
    elif answer == "decline":
        joining.decline_invitation(by, group_id=group.line.id, now=now)
        return see_other("/groups")
    else:
        joining.join_group(by, group_id=group.line.id, now=now)
    messages.success(request, _("You belong to the group now."))
    return see_other(address(group))


@require_POST
@signed_in
def ask(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask to be let in, or with `undo` take it back."""
    group, by, now = group_of(request, handle), person_id_of(request), clock.now()
    if request.POST.get("undo"):
        joining.withdraw_request(by, group_id=group.line.id, now=now)
        return see_other(address(group))
    form = AskForm(request.POST)
    if form.is_valid():
        try:
            joining.ask_to_join(by, group_id=group.line.id, words=form.cleaned_data["words"], now=now)
            messages.success(request, _("The moderators have your request. You are told of their answer."))
            return see_other(address(group))
        except Refusal as refusal:
            form.refuse(refusal)
    return about_page(request, group, form)


@require_POST
@signed_in
def leave(request: HttpRequest, handle: str) -> HttpResponse:
    group = group_of(request, handle)
    joining.leave_group(person_id_of(request), group_id=group.line.id, now=clock.now())
    messages.success(request, _("You left the group. What you wrote there stays yours."))
    return see_other("/groups")


@require_POST
@signed_in
def invite(request: HttpRequest, handle: str) -> HttpResponse:
    """Ask somebody in by her name."""
    group, form = group_of(request, handle), InviteForm(request.POST)
    if form.is_valid():
        try:
            person = people.by_handle(viewer_of(request), form.cleaned_data["person"])
            joining.invite_to_group(
                person_id_of(request), group_id=group.line.id, person_id=person.id, now=clock.now()
            )
            messages.success(request, _("{name} is invited.").format(name=person.name))
            return see_other(address(group, "members"))
        except Refusal as refusal:
            form.add_error("person", str(refusal))
    return members_page(request, group, form)
