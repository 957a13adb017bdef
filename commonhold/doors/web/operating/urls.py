from __future__ import annotations

from django.urls import path

from commonhold.doors.web.operating import views

urlpatterns = [
    path("operate", views.operate, name="operate"),
    path("holders", views.holders, name="holders"),
    path("holders/confirm", views.confirm, name="confirm_holding"),
    path("holders/give-back", views.give_back, name="give_holding_back"),
]
