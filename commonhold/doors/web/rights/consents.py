"""Yes and no to each purpose, and every word that was said."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.civic.rights.actions import say_to_purpose
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.consents import queries


@require_safe
@signed_in
def page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    shown = {"purposes": queries.purposes(viewer), "history": queries.history(viewer)}
    return render(request, "rights/consents.html", shown)


@require_POST
@signed_in
def say(request: HttpRequest) -> HttpResponse:
    """One click: `say` is "yes" or "no", `shown` the SHA-256 of the text above the button."""
    is_given = request.POST.get("say") == "yes"
    try:
        say_to_purpose(
            person_id_of(request),
            purpose=request.POST.get("purpose", ""),
            is_given=is_given,
            digest=request.POST.get("shown", ""),
            now=clock.now(),
        )
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return see_other("/me/consents")
    said = _("You said yes. It is written down below.")
    messages.success(request, said if is_given else _("You said no. It is written down below."))
    return see_other("/me/consents")
