from __future__ import annotations

from django.urls import path

from commonhold.doors.web.events import calendars, views

urlpatterns = [
    path("events", views.events_page, name="events"),
    path("events/new", views.plan, name="plan_event"),
    path("events/calendar", calendars.renew, name="renew_calendar"),
    path("events/calendar/<str:key>.ics", calendars.personal, name="calendar"),
    path("events/<int:event_id>", views.event_page, name="event"),
    path("events/<int:event_id>/answer", views.answer, name="answer_event"),
    path("events/<int:event_id>/edit", views.change, name="change_event"),
    path("events/<int:event_id>/cancel", views.cancel, name="cancel_event"),
    path("events/<int:event_id>.ics", calendars.one, name="event_calendar"),
    path("g/<str:handle>/events.ics", calendars.of_group, name="group_calendar"),
]
