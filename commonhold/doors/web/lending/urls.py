from __future__ import annotations

from django.urls import path

from commonhold.doors.web.lending import views

urlpatterns = [
    path("witness/jurors", views.asked, name="jurors_asked"),
    path("juries/elsewhere", views.elsewhere, name="juries_elsewhere"),
    path("juries/elsewhere/<int:seat_id>", views.go, name="go_to_jury_elsewhere"),
]
