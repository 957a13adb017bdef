"""Hearing no more of a thread."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonhold.doors.web.viewer import person_id_of, see_other, signed_in
from commonhold.ground.clock import queries as clock
from commonhold.social.posts.actions import mute


@require_POST
@signed_in
def mute_thread(request: HttpRequest, handle: str, post_id: int) -> HttpResponse:
    """Mute the thread, or with `undo` hear of it again."""
    if request.POST.get("undo"):
        mute.unmute_thread(person_id_of(request), post_id=post_id)
        messages.success(request, _("You hear of this thread again."))
    else:
        mute.mute_thread(person_id_of(request), post_id=post_id, now=clock.now())
        messages.success(request, _("You hear no more of this thread. Nobody is told."))
    return see_other(f"/@{handle}/{post_id}")
