from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from allauth.account.forms import LoginForm
from allauth.core.exceptions import ImmediateHttpResponse
from django import forms
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.social.people import queries as people


class SignInForm(LoginForm):  # type: ignore[misc]  # django-allauth carries no types
    """The library's form, where a name is as good as an address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label=_("Email address or name"),
            max_length=254,
            widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
        )
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)
        self.fields["remember"].label = _("Stay signed in on this device")
        self.order_fields(["login", "password", "remember"])

    def clean(self) -> Any:
        """Like the library's, but whoever tried too often gets the page for that, with its status."""
        try:
            return super().clean()
        except forms.ValidationError as wrong:
            if wrong.code != "too_many_login_attempts":
                raise
            raise ImmediateHttpResponse(render(self.request, "429.html", status=429)) from wrong

    def clean_login(self) -> str:
        typed = str(self.cleaned_data["login"]).strip()
        self.request.signs_in_with = typed.lstrip("@").lower()
        if "@" in typed.lstrip("@"):
            return typed.lower()
        return people.email_to_sign_in(typed) or typed


class SignUpForm(forms.Form):
    """Everything that an account needs, and nothing else."""

    display_name = forms.CharField(
        label=_("Your name"),
        max_length=80,
        help_text=_("As people call you. You can change it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    handle = forms.CharField(
        label=_("Your @name"),
        max_length=31,
        help_text=_("Letters a to z, digits and underscores. It is how others find and mention you."),
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    email = forms.EmailField(
        label=_("Email address"),
        help_text=_("To sign in, and to reach you. Nobody else sees it."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least ten characters. A few words are better than a riddle."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        add_agreement(self, people.asked_of_newcomers())
