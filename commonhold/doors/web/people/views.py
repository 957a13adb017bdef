from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.credit import queries as credit
from commonhold.civic.governance.queries import mandates
from commonhold.civic.members import queries as members
from commonhold.doors.calls.waiting import freshen
from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.people.circles import between
from commonhold.doors.web.people.said import said_on_page
from commonhold.doors.web.viewer import owner_of, person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.actors import moving
from commonhold.social.actors import queries as actors
from commonhold.social.labels import reading as labels
from commonhold.social.lookups.sought import sought_in
from commonhold.social.people import actions as people
from commonhold.social.people import queries, safety
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
            if viewer.person_id is not None and sought_in(handle):
                return see_other(f"/search?{urlencode({'q': f'@{handle}', 'what': 'people'})}")
            raise
        return render(request, "people/blocked.html", {"person": blocked})
    there = None if profile.is_local else actors.of_person(profile.id)
    if there is not None:
        freshen(viewer, sought=there.uri, what="outbox", now=clock.now())
    page = {
        "profile": profile,
        "there": there,
        "pictures": portraits.of(viewer, profile.id),
        "membership": members.member_of(profile.id),
        "mandates": mandates.held_by(profile.id, at=clock.now()),
        "moved": moving.move_of(profile.id) if profile.is_local else None,
        "featured_tags": tags.featured(viewer, profile.id),
        "hours": credit.between(owner_of(request), profile.id, now=clock.now()) if profile.is_local else None,
        **said_on_page(request, profile, tab),
        "marks": labels.on_person(
            frame_of(request).labels, profile.id, labels.domain_of_handle(profile.handle), now=clock.now()
        ),
        "distance": safety.distance(viewer, profile.id),
        **between(viewer, profile),
    }
    return render(request, "people/profile.html", page)


@require_POST
@signed_in
def follow(request: HttpRequest, handle: str) -> HttpResponse:
    """Follow, or with `undo` stop following."""
    person = queries.by_handle(viewer_of(request), handle)
    act = people.unfollow if request.POST.get("undo") else people.follow
    act(person_id_of(request), person_id=person.id, now=clock.now())
    return see_other(f"/@{person.handle}")


@require_POST
@signed_in
def bell(request: HttpRequest, handle: str) -> HttpResponse:
    """Be told of each new post or, with `undo`, no more."""
    person = queries.by_handle(viewer_of(request), handle)
    rings = not request.POST.get("undo")
    people.choose_bell(person_id_of(request), person_id=person.id, rings=rings)
    told = _("You are told of each new post by {name}.") if rings else _("You are told no more of each post.")
    messages.success(request, told.format(name=person.name))
    return see_other(f"/@{person.handle}")
