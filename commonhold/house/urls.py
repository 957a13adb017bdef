"""Which door answers which address. Each is loaded when the first of its addresses is asked for."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver
from django.urls.resolvers import RoutePattern

from commonhold.doors.mastodon.asked_most import urlpatterns as asked_most

_CALLS, _OF_THE_CO_OP = "api/", "api/commonhold/"


class _Under(RoutePattern):
    """Takes nothing off an address, and lets those pass that begin so; or, with `others`, all but those."""

    def __init__(self, beginning: str, *, others: bool = False) -> None:
        super().__init__("")
        self._beginning, self._others = beginning, others

    def match(self, path: str) -> tuple[str, tuple[()], dict[str, Any]] | None:
        """What is left of the path, as Django asks it of patterns; None for one that is none of these."""
        return (path, (), {}) if path.startswith(self._beginning) is not self._others else None


def _pages(module: str) -> URLResolver:
    return URLResolver(_Under(_CALLS, others=True), module)


urlpatterns: list[URLPattern | URLResolver] = [
    *asked_most,
    # Before Mastodon's, which answers for all of /api/.
    URLResolver(_Under(_OF_THE_CO_OP), "commonhold.doors.coop_api.urls"),
    _pages("commonhold.doors.web.home.urls"),  # found without a look at hundreds of others
    _pages("commonhold.doors.activitypub.urls"),
    _pages("commonhold.house.federation"),
    _pages("commonhold.house.probes"),
    URLResolver(RoutePattern(""), "commonhold.doors.mastodon.urls"),
    _pages("commonhold.doors.web.urls"),
]

handler400 = "commonhold.doors.web.errors.bad_request"
handler403 = "commonhold.doors.web.errors.forbidden"
handler404 = "commonhold.doors.web.errors.not_found"
handler500 = "commonhold.house.busy.broken"
