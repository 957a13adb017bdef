from __future__ import annotations

from django.urls import path

from commonhold.doors.web.agreements import views

urlpatterns = [path("settings/agreements", views.agreements, name="agreements")]
