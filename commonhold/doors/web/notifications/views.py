from __future__ import annotations

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.frame import frame_of
from commonhold.doors.web.notifications.words import lines
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import other_of, person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import NotFound
from commonhold.social.notifications import actions, queries
from commonhold.social.notifications.actions import wishes
from commonhold.social.notifications.kinds import Tab
from commonhold.social.notifications.sentences import address
from commonhold.social.people.queries import Viewer

_PAGE = "/notifications"
_SHOWN = 20


@require_safe
@signed_in
def notifications_page(request: HttpRequest) -> HttpResponse:
    """What the reader was told, newest first; what she has not read yet is marked."""
    tab = _tab(request.GET.get("tab", ""))
    told = queries.grouped(viewer_of(request), tab=tab, before=whole(request.GET.get("before")), limit=_SHOWN)
    older = {**({"tab": tab} if tab else {}), "before": told.older}
    page = {
        "lines": lines(viewer_of(request), told.groups, frame_of(request).rules),
        "tabs": _tabs(tab),
        "older_url": f"?{urlencode(older)}" if told.older else "",
        "newest": told.groups[0].id if told.groups else 0,
        "requests": queries.request_count(viewer_of(request)),
        "is_first": "before" not in request.GET,
    }
    return render(request, "notifications/notifications.html", page)


@require_POST
@signed_in
def mark_read(request: HttpRequest) -> HttpResponse:
    """Everything, or what stood on the page: what came since then stays new."""
    actions.mark_read(person_id_of(request), up_to=whole(request.POST.get("up_to")), now=clock.now())
    return see_other(_PAGE)


@require_safe
@signed_in
def open_one(request: HttpRequest, notification_id: int) -> HttpResponse:
    """Lead to what it is about, and note that the reader went there, on this device and every other."""
    try:
        group = queries.group_of(viewer_of(request), notification_id)
    except NotFound:
        if not _was_told_to_the_other(request, notification_id):
            raise
        messages.warning(
            request, _("That was told to your other profile. Act as that one, and open it again. It waits.")
        )
        return see_other("/settings/profiles")
    actions.open_notification(person_id_of(request), notification_id=notification_id, now=clock.now())
    return see_other(address(group) or _PAGE)


def _was_told_to_the_other(request: HttpRequest, notification_id: int) -> bool:
    """Mails and devices tell of both profiles, while a session acts as one."""
    other = other_of(request)
    if other is None:
        return False
    try:
        queries.group_of(Viewer(other.id), notification_id)
    except NotFound:
        return False
    return True


@require_safe
@signed_in
def requests_page(request: HttpRequest) -> HttpResponse:
    """What strangers wanted, whom the reader keeps apart."""
    found, older = queries.requests(viewer_of(request), before=whole(request.GET.get("before")))
    return render(request, "notifications/requests.html", {"requests": found, "older": older})


@require_POST
@signed_in
def answer_request(request: HttpRequest, person_id: int) -> HttpResponse:
    if request.POST.get("answer") == "welcome":
        wishes.welcome_stranger(person_id_of(request), person_id=person_id, now=clock.now())
    else:
        wishes.dismiss_stranger(person_id_of(request), person_id=person_id)
    return see_other(f"{_PAGE}/requests")


def _tab(asked: str) -> Tab | None:
    return Tab(asked) if asked in set(Tab) else None


def _tabs(current: Tab | None) -> list[dict[str, object]]:
    named = {
        None: _("Everything"),
        Tab.MENTIONS: _("Mentions"),
        Tab.APPRECIATION: _("Thanks and favourites"),
        Tab.FOLLOWS: _("Follows"),
        Tab.CO_OP: _("Our co-op"),
    }
    return [
        {
            "label": words,
            "url": f"{_PAGE}?tab={tab}" if tab else _PAGE,
            "current": tab == current,
            "count": None,
        }
        for tab, words in named.items()
    ]
