from __future__ import annotations

from django.urls import path

from commonhold.doors.web.arrivals import views

urlpatterns = [
    path("arrive", views.ask, name="ask_for_claim_link"),
    path("arrive/<str:token>", views.claim, name="claim_page"),
    path("arrive/<str:token>/refuse", views.refuse, name="refuse_page"),
]
