from __future__ import annotations

from django.urls import path

from commonhold.doors.web.posts import quiet, views

urlpatterns = [
    path("compose", views.compose, name="compose"),
    path("@<str:handle>/<int:post_id>", views.post_page, name="post"),
    path("@<str:handle>/<int:post_id>/favourite", views.favourite, name="favourite"),
    path("@<str:handle>/<int:post_id>/thank", views.thank, name="thank"),
    path("@<str:handle>/<int:post_id>/mute", quiet.mute_thread, name="mute_thread"),
    path("@<str:handle>/<int:post_id>/remove", views.remove, name="remove"),
]
