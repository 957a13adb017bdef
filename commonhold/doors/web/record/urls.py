from __future__ import annotations

from django.urls import path, re_path

from commonhold.doors.web.record import views

urlpatterns = [
    path("record", views.record_page, name="record"),
    path("record/<int:index>", views.leaf_page, name="leaf"),
    re_path(
        r"^record/(?P<path>checkpoint|vkey|witnesses|tile/[0-9a-z./]+)$", views.published, name="published"
    ),
]
