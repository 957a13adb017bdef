from __future__ import annotations

from django.urls import path

from commonhold.doors.web.erasing import views

urlpatterns = [
    path("me/erase", views.erase_page, name="erase_account"),
    path("me/erase/stay", views.stay, name="stay_after_all"),
]
