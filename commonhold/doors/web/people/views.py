from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.governance.queries import mandates
from commonhold.civic.members import queries as members
from commonhold.doors.web.people.circles import between
from commonhold.doors.web.people.said import said_on_page
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.people import actions, queries, safety
from commonhold.social.portraits import queries as portraits
from commonhold.social.tags import queries as tags


@require_safe
def profile_page(request: HttpRequest, handle: str, tab: str = "") -> HttpResponse:
    """A person: what she says of herself, roles as facts, her posts under tabs."""
    viewer = viewer_of(request)
    try:
        profile = queries.profile(viewer, handle)
    except NotFound:
        blocked = safety.blocked_called(viewer, handle)
        if blocked is None:
            raise
        return render(request, "people/blocked.html", {"person": blocked})
    page = {
        "profile": profile,
        "pictures": portraits.of(viewer, profile.id),
        "membership": members.member_of(profile.id),
        "mandates": mandates.held_by(profile.id, at=clock.now()),
        "featured_tags": tags.featured(viewer, profile.id),
        **said_on_page(request, profile, tab),
        "distance": safety.distance(viewer, profile.id),
        **between(viewer, profile),
    }
    return render(request, "people/profile.html", page)


@require_POST
@signed_in
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow, or with `undo` stop following."""
    person = queries.by_handle(viewer_of(request), handle)
    act = actions.unfollow if request.POST.get("undo") else actions.follow
    act(person_id_of(request), person_id=person.id, now=clock.now())
    return see_other(f"/@{person.handle}")


@require_POST
@signed_in
def bell(request: HttpRequest, handle: str) -> HttpResponse:
    """Be told of each new post or, with `undo`, no more."""
    person = queries.by_handle(viewer_of(request), handle)
    rings = not request.POST.get("undo")
    actions.choose_bell(person_id_of(request), person_id=person.id, rings=rings)
    told = _("You are told of each new post by {name}.") if rings else _("You are told no more of each post.")
    messages.success(request, told.format(name=person.name))
    return see_other(f"/@{person.handle}")
