from __future__ import annotations

from django.urls import path

from commonhold.doors.web.takeout import views

urlpatterns = [
    path("me/export", views.takeout_page, name="takeout"),
    path("me/export/progress", views.progress, name="takeout_progress"),
    path("me/export/<int:takeout_id>/commonhold.zip", views.fetch, name="fetch_takeout"),
    path("me/export/<int:takeout_id>/discard", views.discard, name="discard_takeout"),
]
