from __future__ import annotations

from django.urls import path

from commonhold.doors.web.tags import views

urlpatterns = [
    path("tags/<str:name>", views.tag_page, name="tag"),
    path("tags/<str:name>/follow", views.follow, name="follow_tag"),
    path("tags/<str:name>/feature", views.feature, name="feature_tag"),
]
