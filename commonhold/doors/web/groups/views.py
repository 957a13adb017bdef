from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.doors.web.events.cards import event_cards
from commonhold.doors.web.groups.forms import AskForm, FoundingForm, GroupForm, InviteForm
from commonhold.doors.web.groups.frame import address, group_of, render_in_group
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.events import queries as events
from commonhold.social.groups import election_queries, queries
from commonhold.social.groups.actions import founding
from commonhold.social.groups.queries import GroupView, MemberView
from commonhold.social.labels import queries as labels

PAGE = 20


@require_safe
def groups_page(request: HttpRequest) -> HttpResponse:
    """Groups that the reader belongs to, is invited to, and may discover."""
    viewer, text = viewer_of(request), request.GET.get("q", "")[:100]
    after = whole(request.GET.get("after"))
    others, further = queries.discover(viewer, text, after=after, limit=PAGE)
    page = {
        "text": text,
        "mine": queries.mine(viewer),
        "inviting": queries.inviting(viewer),
        "others": others,
        "further": further,
        "cut": f"{urlencode({'q': text})}&after" if text else "after",
    }
    return render(request, "groups/groups.html", page)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def found(request: HttpRequest) -> HttpResponse:
    form = FoundingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            handle = form.cleaned_data["handle"]
            founding.found_group(person_id_of(request), handle=handle, now=clock.now(), **form.said())
            messages.success(request, _("Your group is there. Invite the first people to it."))
            return see_other(f"/g/{handle.strip().lower()}/members")
        except Refusal as refusal:
            form.refuse(refusal)
    return render(request, "groups/new.html", {"form": form}, status=400 if form.errors else 200)


@require_safe
def about_tab(request: HttpRequest, handle: str) -> HttpResponse:
    """Rules, who keeps order and until when, elections."""
    return about_page(request, group_of(request, handle), AskForm())


def about_page(request: HttpRequest, group: GroupView, form: AskForm) -> HttpResponse:
    """Also with a request to join that needs another look."""
    viewer, now = viewer_of(request), clock.now()
    return render_in_group(
        request,
        "groups/about.html",
        group,
        status=400 if form.errors else 200,
        ask_form=form,
        rules=to_html(group.rules),
        labeler_id=labels.labeler_of_group(group.line.id),
        terms=election_queries.terms(viewer, group.line.id),
        elections=election_queries.elections(viewer, group.line.id, now=now),
        calls=election_queries.calls(viewer, group.line.id, now=now) if group.line.is_member else None,
    )


@require_safe
def members_tab(request: HttpRequest, handle: str) -> HttpResponse:
    """Who belongs to a group; for its readers."""
    return members_page(request, group_of(request, handle), InviteForm())


def members_page(request: HttpRequest, group: GroupView, form: InviteForm) -> HttpResponse:
    """Also with an invitation that needs another look."""
    members: list[MemberView] = []
    later = None
    if group.may_read:
        after = whole(request.GET.get("after"))
        members, later = queries.members(viewer_of(request), group.line.id, after=after, limit=40)
    return render_in_group(
        request,
        "groups/members.html",
        group,
        tab="members",
        status=400 if form.errors else 200,
        ask_form=AskForm(),
        form=form,
        members=members,
        later=later,
    )


@require_safe
def events_tab(request: HttpRequest, handle: str) -> HttpResponse:
    """What the group meets for, and met for."""
    group, viewer, now = group_of(request, handle), viewer_of(request), clock.now()
    after, before = (whole(request.GET.get(each)) for each in ("after", "before"))
    upcoming, later = events.of_group(viewer, group.line.id, now=now, after=after)
    past, older = events.past_of_group(viewer, group.line.id, now=now, before=before)
    return render_in_group(
        request,
        "groups/events.html",
        group,
        tab="events",
        ask_form=AskForm(),
        upcoming=event_cards(upcoming),
        later=later,
        past=event_cards(past),
        older=older,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, handle: str) -> HttpResponse:
    """Change what the group says of itself; its moderators do."""
    group = group_of(request, handle)
    form = GroupForm(request.POST or None, initial=_initial(group))
    if request.method == "POST" and form.is_valid():
        try:
            by = person_id_of(request)
            founding.change_group(by, group_id=group.line.id, now=clock.now(), **form.said())
            messages.success(request, _("Changed."))
            return see_other(address(group))
        except Refusal as refusal:
            form.refuse(refusal)
    return render(
        request, "groups/edit.html", {"form": form, "group": group}, status=400 if form.errors else 200
    )


def _initial(group: GroupView) -> dict[str, str]:
    readers = "everybody" if group.line.is_readable_by_all else "listed"
    return {
        "title": group.line.title,
        "summary": group.line.summary,
        "rules": group.rules,
        "joining": group.line.joining,
        "readers": readers if group.line.is_listed else "unlisted",
    }
