"""What bridging is, whether it counts here, taking part in it, and what one is asked."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.feeds import town
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.posts.filtering import folded_list
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.social.bridging import actions, queries
from commonhold.social.consents.purposes import BRIDGING, PURPOSES
from commonhold.social.consents.purposes import shown as shown_now
from commonhold.social.filters.matching import Place

_PAGE = "/feeds/bridging"
_ANSWERS = {"yes": True, "no": False, "leave": None}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    shown = {
        "status": queries.status(),
        "takes_part": queries.takes_part(viewer),
        "asked": shown_now(PURPOSES[BRIDGING]),
        "questions": folded_list(request, queries.questions(viewer), Place.HOME),
        "figures": town.FIGURES,
        "seeds": town.SEEDS,
        "command": f"COMMONHOLD_BRIDGING_SEEDS={town.SEEDS} bin/bench bridging",
    }
    return render(request, "feeds/bridging.html", shown)


@require_POST
@signed_in
def take_part(request: HttpRequest) -> HttpResponse:
    me, digest = person_id_of(request), request.POST.get("shown") or None
    if request.POST.get("do") == "begin":
        actions.take_part(me, digest=digest, now=clock.now())
        messages.success(request, _("You take part. You can end it here at any time."))
    else:
        actions.take_no_part(me, digest=digest, now=clock.now())
        messages.success(request, _("You take no part any more. All that was kept for it is gone."))
    return see_other(_PAGE)


@require_POST
@signed_in
def answer(request: HttpRequest) -> HttpResponse:
    """When one was asked."""
    said, post_id = request.POST.get("worth", ""), whole(request.POST.get("post")) or 0
    actions.answer(person_id_of(request), post_id=post_id, is_worthwhile=_ANSWERS.get(said), now=clock.now())
    return see_other(_PAGE)


@require_POST
@signed_in
def rate(request: HttpRequest, post_id: int) -> HttpResponse:
    """Of one's own accord, beneath “Why am I seeing this?”."""
    is_worthwhile = request.POST.get("worth") == "yes"
    actions.rate(person_id_of(request), post_id=post_id, is_worthwhile=is_worthwhile, now=clock.now())
    messages.success(request, _("Counted. Nobody sees what you said."))
    return see_other(f"/feeds/why/{post_id}")
