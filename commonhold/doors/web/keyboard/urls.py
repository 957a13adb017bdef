from __future__ import annotations

from django.urls import path

from commonhold.doors.web.keyboard import views

urlpatterns = [path("about/keyboard", views.keyboard, name="keyboard")]
