from __future__ import annotations

from django.urls import path

from commonhold.doors.web.home import views

urlpatterns = [path("", views.front_page, name="home")]
