from __future__ import annotations

from django.urls import path

from commonhold.doors.web.notifications import devices, settings, views

urlpatterns = [
    path("notifications", views.notifications_page, name="notifications"),
    path("notifications/read", views.mark_read, name="mark_read"),
    path("notifications/<int:notification_id>", views.open_one, name="open_notification"),
    path("notifications/requests", views.requests_page, name="notification_requests"),
    path("notifications/requests/<int:person_id>", views.answer_request, name="answer_request"),
    path("settings/notifications", settings.settings_page, name="notification_settings"),
    path("settings/notifications/ways", settings.choose_ways, name="notification_ways"),
    path("notifications/unsubscribe/<str:token>", devices.unsubscribe, name="unsubscribe"),
    path("settings/notifications/digest", settings.choose_digest, name="notification_digest"),
    path("settings/notifications/devices", devices.add, name="add_device"),
    path("settings/notifications/devices/<int:device_id>/private", devices.show_private, name="show_private"),
    path("settings/notifications/devices/<int:device_id>/remove", devices.remove, name="remove_device"),
    path("settings/notifications/strangers", settings.keep_apart, name="notification_strangers"),
]
