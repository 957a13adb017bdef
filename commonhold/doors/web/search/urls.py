from __future__ import annotations

from django.urls import path

from commonhold.doors.web.search import views

urlpatterns = [
    path("search", views.search_page, name="search"),
    path("authorize_interaction", views.brought_from_elsewhere, name="authorize_interaction"),
]
