from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.apps import views

urlpatterns = [
    # toot, among others, ends the address with a slash.
    re_path(r"^oauth/authorize/?$", views.authorize, name="authorize_app"),
    path("settings/apps", views.allowed, name="settings_apps"),
    path("settings/apps/send-away", views.send_away, name="send_app_away"),
]
