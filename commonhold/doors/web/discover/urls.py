from __future__ import annotations

from django.urls import path

from commonhold.doors.web.discover import views

urlpatterns = [
    path("discover", views.discover_page, name="discover"),
    path("me/found", views.choose, name="found"),
]
