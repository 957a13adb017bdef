from __future__ import annotations

from django.urls import path

from commonhold.doors.web.breaks import views

urlpatterns = [
    path("settings/breaks", views.breaks, name="breaks"),
    path("settings/breaks/close", views.close, name="close_feeds"),
    path("settings/breaks/open", views.open_again, name="open_feeds"),
]
