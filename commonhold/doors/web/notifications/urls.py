from __future__ import annotations

from django.urls import path

from commonhold.doors.web.notifications import views

urlpatterns = [
    path("notifications", views.notifications_page, name="notifications"),
    path("notifications/read", views.mark_read, name="mark_read"),
]
