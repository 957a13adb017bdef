from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from commonhold.doors.web.sign_in import keeping, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("account/signup/", views.sign_up, name="account_signup"),
    path("account/", include("allauth.account.urls")),
    path("account/2fa/", RedirectView.as_view(url="/settings/sign-in")),
    path("account/2fa/webauthn/", RedirectView.as_view(url="/settings/sign-in")),
    path("account/2fa/", include("allauth.mfa.urls")),
    path("settings/sign-in", keeping.page, name="sign_in_settings"),
    path("settings/sign-in/end", keeping.sign_out_there, name="sign_out_there"),
]
