"""The pages of people, groups and posts, asked for as data: who asks so is led to the document."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from commonhold.doors.activitypub import addresses, answers
from commonhold.ground.refusal import NotFound
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

_PAGE = re.compile(r"/(?:@([A-Za-z0-9_]{1,30})(?:/([0-9]{1,18}))?|g/([a-z0-9_]{2,30}))/?")


class NegotiatingMiddleware:
    """Browsers get pages, servers documents, at the same address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        page = _PAGE.fullmatch(request.path) if request.method in {"GET", "HEAD"} else None
        if page is None:
            return self.get_response(request)
        if answers.wants_activity(request):
            meant = _meant(page)
            return answers.missing() if meant is None else answers.led_to(meant)
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept"])
        return response


def _meant(page: re.Match[str]) -> str | None:
    """The document's address. Whether who asks may have it is asked there."""
    handle, post_id, group = page.groups()
    if group is not None:
        found = groups.known_as(ANYONE, group)
        return None if found is None else addresses.group(found)
    if post_id is not None:
        return addresses.post(int(post_id))
    try:
        return addresses.person(people.by_handle(ANYONE, handle).id)
    except NotFound:
        return None
