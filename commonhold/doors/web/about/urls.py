"""`/about` and its gallery of components."""

from __future__ import annotations

from django.urls import path

from commonhold.doors.web.about import views

urlpatterns = [
    path("about", views.about, name="about"),
    path("about/components", views.components, name="components"),
]
