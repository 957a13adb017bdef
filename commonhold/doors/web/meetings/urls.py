from __future__ import annotations

from django.urls import path

from commonhold.doors.web.meetings import agenda, chair, files, minutes, views

urlpatterns = [
    path("meetings", views.meetings_page, name="meetings"),
    path("meetings/new", views.plan, name="plan_meeting"),
    path("meetings/<int:meeting_id>", views.meeting_page, name="meeting"),
    path("meetings/<int:meeting_id>.ics", files.calendar, name="meeting_calendar"),
    path("meetings/<int:meeting_id>/edit", views.change, name="change_meeting"),
    path("meetings/<int:meeting_id>/notice", views.give_notice, name="call_meeting"),
    path("meetings/<int:meeting_id>/off", views.call_off, name="call_off_meeting"),
    path("meetings/<int:meeting_id>/answer", views.answer, name="answer_meeting"),
    path("meetings/<int:meeting_id>/here", views.be_here, name="be_at_meeting"),
    path("meetings/<int:meeting_id>/agenda", agenda.agenda_page, name="agenda"),
    path("meetings/<int:meeting_id>/agenda/<int:item_id>", agenda.item_page, name="agenda_item"),
    path("meetings/<int:meeting_id>/agenda/<int:item_id>/move", agenda.move, name="move_agenda_item"),
    path("meetings/<int:meeting_id>/open", chair.open_it, name="open_meeting"),
    path("meetings/<int:meeting_id>/close", chair.close_it, name="close_meeting"),
    path("meetings/<int:meeting_id>/minutes", minutes.minutes_page, name="minutes"),
    path("meetings/<int:meeting_id>/minutes/write", minutes.write_page, name="write_minutes"),
    path("meetings/<int:meeting_id>/minutes.json", files.minutes_file, name="minutes_file"),
    path("meetings/<int:meeting_id>/reports/<str:report>.json", files.report_file, name="report_file"),
    path("meetings/<int:meeting_id>/reports/<str:report>", views.report_page, name="meeting_report"),
    path("meetings/<int:meeting_id>/reports/<str:report>/adopt", chair.adopt, name="adopt_report"),
]
