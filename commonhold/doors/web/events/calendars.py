"""Events for calendar programs: iCalendar (RFC 5545), one event or a feed."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.clock import queries as clock
from commonhold.social.events import actions, queries
from commonhold.social.events.queries import EventView
from commonhold.social.groups import queries as groups
from commonhold.social.groups.refusals import NoSuchGroup
from commonhold.social.people.queries import ANYONE


@require_safe
def one(request: HttpRequest, event_id: int) -> HttpResponse:
    """One event, to be taken into a calendar."""
    event = queries.event(viewer_of(request), event_id, now=clock.now())
    return _answer(request, [event], name=event.title, file_name=f"event-{event.id}.ics")


@require_safe
def personal(request: HttpRequest, key: str) -> HttpResponse:
    """Whatever the key's owner hosts or may come to; whoever has the address reads it."""
    events = queries.calendar(key, now=clock.now())
    response = _answer(request, events, name=_co_op(), file_name="calendar.ics")
    response["Cache-Control"] = "private, max-age=300"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def of_group(request: HttpRequest, handle: str) -> HttpResponse:
    """The events of a group that everybody may read. Raises NoSuchGroup for others."""
    line = groups.group(ANYONE, handle).line
    if not line.is_readable_by_all:
        raise NoSuchGroup
    events = queries.group_calendar(ANYONE, line.id, now=clock.now())
    return _answer(request, events, name=f"{line.title} · {_co_op()}", file_name=f"{line.handle}.ics")


@require_POST
@signed_in
def renew(request: HttpRequest) -> HttpResponse:
    """Make the address of one's calendar, or another one."""
    actions.new_calendar_key(person_id_of(request), now=clock.now())
    messages.success(request, _("Your calendar has a new address. An older one leads nowhere any more."))
    return see_other("/events?in=mine")


def _answer(request: HttpRequest, events: Iterable[EventView], *, name: str, file_name: str) -> HttpResponse:
    # Loading it takes a twelfth of the time that a start does, and few ask for a calendar.
    from commonhold.doors.web.events.ics import written  # noqa: PLC0415 - see above

    response = HttpResponse(
        written(events, name=name, home=request.build_absolute_uri("/")),
        content_type="text/calendar; charset=utf-8",
    )
    response["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return response


def _co_op() -> str:
    return charter.current().read(CoopCharter).name
