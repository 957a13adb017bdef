from __future__ import annotations

from django.urls import path

from commonhold.doors.web.live import views

urlpatterns = [path("live", views.live, name="live")]
