from __future__ import annotations

from django.urls import path

from commonhold.doors.web.charter import views

urlpatterns = [
    path("charter", views.charter_page, name="charter"),
    path("charter/adjust", views.adjust, name="adjust"),
]
