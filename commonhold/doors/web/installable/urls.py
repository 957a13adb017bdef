from __future__ import annotations

from django.urls import path

from commonhold.doors.web.installable import views

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("sw.js", views.worker, name="worker"),
    path("offline", views.offline, name="offline"),
]
