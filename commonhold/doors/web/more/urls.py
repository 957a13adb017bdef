from __future__ import annotations

from django.urls import path

from commonhold.doors.web.more import views

urlpatterns = [path("more", views.more, name="more")]
