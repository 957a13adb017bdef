from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonhold.doors.web.events.cards import event_card, event_cards
from commonhold.doors.web.events.forms import CancelForm, EventForm, NewEventForm, initial_of
from commonhold.doors.web.markdown import to_html
from commonhold.doors.web.numbers import whole
from commonhold.doors.web.viewer import person_id_of, see_other, signed_in, viewer_of
from commonhold.ground.clock import queries as clock
from commonhold.ground.refusal import Refusal
from commonhold.social.events import actions, queries
from commonhold.social.groups import queries as groups
from commonhold.social.groups.queries import GroupLine


@require_safe
def events_page(request: HttpRequest) -> HttpResponse:
    """What is to come, what the reader means to go to, and where she was."""
    viewer, now = viewer_of(request), clock.now()
    chosen = request.GET.get("in", "")
    chosen = chosen if chosen in {"mine", "past"} and viewer.person_id is not None else ""
    last = whole(request.GET.get("after"))
    if chosen == "past":
        found, further = queries.past(viewer, now=now, before=last)
    else:
        found, further = (queries.mine if chosen else queries.upcoming)(viewer, now=now, after=last)
    names = {"": _("To come"), "mine": _("Mine"), "past": _("Past")}
    key = queries.calendar_key(viewer)
    page = {
        "chosen": chosen,
        "events": event_cards(found),
        "further": further,
        "tabs": [
            {"label": name, "url": f"/events?in={each}" if each else "/events", "current": each == chosen}
            for each, name in names.items()
        ],
        "calendar": request.build_absolute_uri(f"/events/calendar/{key}.ics") if key else "",
    }
    return render(request, "events/events.html", page)


@require_safe
def event_page(request: HttpRequest, event_id: int) -> HttpResponse:
    return _show(request, event_id, CancelForm())


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def plan(request: HttpRequest) -> HttpResponse:
    """Plan an event: of one's own, or with `group` in that group."""
    group = _group(request)
    form = (EventForm if group else NewEventForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.plan_event(
                person_id_of(request),
                plan=form.plan(),
                group_id=group.id if group else None,
                audience=form.cleaned_data.get("audience", ""),
                now=clock.now(),
            )
            return see_other(f"/events/{made}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "group": group}
    return render(request, "events/new.html", page, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: HttpRequest, event_id: int) -> HttpResponse:
    event = queries.event_to_change(viewer_of(request), event_id, now=clock.now())
    form = EventForm(request.POST or None, initial=initial_of(event))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_event(person_id_of(request), event_id=event_id, plan=form.plan(), now=clock.now())
            messages.success(request, _("Changed. Those who said yes or maybe are told."))
            return see_other(f"/events/{event_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    page = {"form": form, "event": event}
    return render(request, "events/edit.html", page, status=400 if form.errors else 200)


@require_POST
@signed_in
def cancel(request: HttpRequest, event_id: int) -> HttpResponse:
    form = CancelForm(request.POST)
    if form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            actions.cancel_event(person_id_of(request), event_id=event_id, reason=reason, now=clock.now())
            return see_other(f"/events/{event_id}")
        except Refusal as refusal:
            form.refuse(refusal)
    return _show(request, event_id, form)


@require_POST
@signed_in
def answer(request: HttpRequest, event_id: int) -> HttpResponse:
    """Say whether one comes."""
    said, by, now = request.POST.get("answer", ""), person_id_of(request), clock.now()
    if said:
        actions.answer_event(by, event_id=event_id, answer=said, now=now)
    else:
        actions.withdraw_answer(by, event_id=event_id, now=now)
    return see_other(f"/events/{event_id}")


def _show(request: HttpRequest, event_id: int, cancel_form: CancelForm) -> HttpResponse:
    viewer, now = viewer_of(request), clock.now()
    event = queries.event(viewer, event_id, now=now)
    page = {
        "event": event,
        "card": event_card(event, now=now),
        "text": to_html(event.text),
        "company": queries.company(viewer, event_id),
        "cancel_form": cancel_form,
        "answers": [("yes", _("I come")), ("maybe", _("Maybe")), ("no", _("I can't"))],
    }
    return render(request, "events/event.html", page, status=400 if cancel_form.errors else 200)


def _group(request: HttpRequest) -> GroupLine | None:
    """The group in which the event is planned. Raises NoSuchGroup."""
    handle = request.POST.get("group") or request.GET.get("group") or ""
    return groups.group(viewer_of(request), handle).line if handle else None
