"""Which door answers which address."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.urls.resolvers import RoutePattern

from commonhold.doors.web.home.urls import urlpatterns as home

urlpatterns: list[URLPattern | URLResolver] = [
    *home,  # asked for most often: found without a look at hundreds of others
    path("", include("commonhold.doors.activitypub.urls")),
    path("", include("commonhold.house.federation")),
    path("", include("commonhold.house.probes")),
    path("", include("commonhold.doors.coop_api.urls")),  # before Mastodon's, which answers for all of /api/
    path("", include("commonhold.doors.mastodon.urls")),
    # Two hundred modules that no app needs: loaded when the first page is asked for.
    URLResolver(RoutePattern(""), "commonhold.doors.web.urls"),
]

handler400 = "commonhold.doors.web.errors.bad_request"
handler403 = "commonhold.doors.web.errors.forbidden"
handler404 = "commonhold.doors.web.errors.not_found"
handler500 = "commonhold.house.busy.broken"
