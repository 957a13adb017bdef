from __future__ import annotations

from django.urls import path

from commonhold.doors.web.notifications import settings, views

urlpatterns = [
    path("notifications", views.notifications_page, name="notifications"),
    path("notifications/read", views.mark_read, name="mark_read"),
    path("notifications/requests", views.requests_page, name="notification_requests"),
    path("notifications/requests/<int:person_id>", views.answer_request, name="answer_request"),
    path("settings/notifications", settings.settings_page, name="notification_settings"),
    path("settings/notifications/ways", settings.choose_ways, name="notification_ways"),
    path("settings/notifications/strangers", settings.keep_apart, name="notification_strangers"),
]
