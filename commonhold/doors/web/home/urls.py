from __future__ import annotations

from django.urls import path

from commonhold.doors.web.home import views

urlpatterns = [
    path("", views.front_page, name="home"),
    path("local", views.local_page, name="local"),
    path("all", views.all_page, name="all"),
    path("catch-up", views.catch_up_page, name="catch_up"),
    path("read-up-to", views.mark_read, name="mark_read"),
]
