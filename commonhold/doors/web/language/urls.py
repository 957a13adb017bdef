from __future__ import annotations

from django.urls import path

from commonhold.doors.web.language import views

urlpatterns = [path("settings/language", views.language, name="language")]
