from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from commonhold.civic.sponsors import spots
from commonhold.doors.web.discover.forms import FindingForm
from commonhold.doors.web.posts.filtering import shown
from commonhold.doors.web.sponsors.showing import with_sponsored
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.spans import Span
from commonhold.social.feeds import queries as feeds
from commonhold.social.feeds import ranked
from commonhold.social.feeds.actions import recommend_me
from commonhold.social.filters.matching import Place
from commonhold.social.people import actions
from commonhold.social.people import queries as people
from commonhold.social.posts import tagged
from commonhold.social.tags import queries as tags

_RECENT = timedelta(days=7)
_LATEST, _PEOPLE, _TAGS = 10, 8, 20


@require_safe
def discover_page(request: HttpRequest) -> HttpResponse:
    """This week's tags by use, people whom one's friends follow, and the latest of everybody here."""
    viewer = viewer_of(request)
    page = {
        "used": tagged.used_since(viewer, clock.now() - _RECENT, limit=_TAGS),
        "followed_tags": tags.followed(viewer),
        "suggested": people.suggested(viewer, limit=_PEOPLE),
        "posts": shown(request, feeds.latest(viewer, Span(limit=_LATEST)), Place.PUBLIC),
    }
    return with_sponsored(
        request,
        spots.DISCOVER,
        lambda ad: render(request, "discover/discover.html", {**page, "sponsored": ad}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: HttpRequest) -> HttpResponse:
    """Whether others find one's posts by their words, and whether one is suggested and they recommended."""
    viewer = viewer_of(request)
    is_searchable, is_discoverable = people.is_findable(viewer)
    now_chosen = {"is_searchable": is_searchable, "is_discoverable": is_discoverable}
    now_chosen["is_recommended"] = ranked.is_recommended(viewer)
    form = FindingForm(request.POST if request.method == "POST" else None, initial=now_chosen)
    if request.method == "POST" and form.is_valid():
        me, now, said = person_id_of(request), clock.now(), dict(form.cleaned_data)
        recommend_me(me, is_allowed=said.pop("is_recommended"), now=now)
        actions.choose_to_be_found(me, now=now, **said)
        return see_other("/discover")
    return render(request, "discover/found.html", {"form": form})
