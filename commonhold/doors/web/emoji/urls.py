from __future__ import annotations

from django.urls import path

from commonhold.doors.web.emoji import views

urlpatterns = [
    path("emoji", views.emoji_page, name="emoji"),
    path("emoji.json", views.picker, name="emoji_picker"),
    path("emoji/picker", views.shelves, name="emoji_shelves"),
    path("emoji/<str:shortcode>/retire", views.retire, name="retire_emoji"),
]
