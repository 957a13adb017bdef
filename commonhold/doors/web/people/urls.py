from __future__ import annotations

from django.urls import path

from commonhold.doors.web.people import views

urlpatterns = [
    path("@<str:handle>", views.profile_page, name="profile"),
    path("@<str:handle>/follow", views.follow, name="follow"),
    path("me", views.describe, name="describe"),
    path("me/follow-requests", views.answer_request, name="answer_request"),
]
