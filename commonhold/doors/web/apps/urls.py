from __future__ import annotations

from django.urls import path

from commonhold.doors.web.apps import views

urlpatterns = [
    path("oauth/authorize", views.authorize, name="authorize_app"),
    path("settings/apps", views.allowed, name="settings_apps"),
    path("settings/apps/send-away", views.send_away, name="send_app_away"),
]
