from __future__ import annotations

from django.urls import path

from commonhold.doors.web.moderation import views

urlpatterns = [
    path("report", views.report_page, name="report"),
    path("reports", views.own_reports, name="reports"),
    path("moderation/reports", views.queue, name="report_queue"),
    path("moderation/reports/<int:report_id>", views.answer, name="answer_report"),
]
