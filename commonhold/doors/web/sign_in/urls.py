from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from commonhold.doors.web.sign_in import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/signup/", views.sign_up, name="account_signup"),
    path("account/", include("allauth.account.urls")),
]
