from __future__ import annotations

from django.urls import path

from commonhold.doors.web.charter import texts, views

urlpatterns = [
    path("charter", views.charter_page, name="charter"),
    path("charter/texts/<slug:name>", texts.text_page, name="charter_text"),
    path("charter/adjust", views.adjust, name="adjust"),
]
