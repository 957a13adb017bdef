"""What one is writing, and what waits for its time."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.posts import actions, waiting


@require_safe
@signed_in
def drafts_page(request: HttpRequest) -> HttpResponse:
    """Drafts, the latest first."""
    return render(request, "posts/drafts.html", {"drafts": waiting.drafts(viewer_of(request))})


@require_safe
@signed_in
def scheduled_page(request: HttpRequest) -> HttpResponse:
    """What waits for its time, the soonest first."""
    page = {"drafts": waiting.drafts(viewer_of(request), scheduled=True)}
    return render(request, "posts/scheduled.html", page)


@require_POST
@signed_in
def discard(request: HttpRequest, draft_id: int) -> HttpResponse:
    actions.discard_draft(person_id_of(request), draft_id=draft_id, now=clock.now())
    return see_other("/drafts")


@require_POST
@signed_in
def unschedule(request: HttpRequest, draft_id: int) -> HttpResponse:
    actions.unschedule_post(person_id_of(request), draft_id=draft_id, now=clock.now())
    return see_other("/drafts")
