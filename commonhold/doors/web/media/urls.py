from __future__ import annotations

from django.urls import path

from commonhold.doors.web.media import files, views

urlpatterns = [
    path("media", views.bring, name="media"),
    path("media/viewer", views.viewer, name="media_viewer"),
    path("media/<int:medium_id>", views.state, name="medium"),
    path("media/<int:medium_id>/edit", views.edit, name="medium_edit"),
    path("media/<int:medium_id>/discard", views.discard, name="medium_discard"),
    path("media/<str:secret>/<str:name>", files.medium_file, name="medium_file"),
]
