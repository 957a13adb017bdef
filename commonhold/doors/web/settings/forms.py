from __future__ import annotations

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _


class ServerForm(forms.Form):
    """A server to keep away."""

    domain = forms.CharField(
        label=_("Name of a server"),
        help_text=_("What stands after the second @, such as elsewhere.example."),
        max_length=290,
    )


class AddressForm(forms.Form):
    """An account of hers on another server."""

    address = forms.CharField(
        label=_("Your address there"),
        help_text=_("Such as eve@elsewhere.example."),
        max_length=290,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class MoveForm(forms.Form):
    """Where to, and her name once more, so that nobody moves by a slip."""

    address = forms.CharField(
        label=_("Your new address"),
        help_text=_("Such as eve@elsewhere.example."),
        max_length=290,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    handle = forms.CharField(
        label=_("Type your @name here, so that this is no slip"),
        max_length=31,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, data: QueryDict | None = None, *, handle: str = "") -> None:
        super().__init__(data, prefix="move")
        self._handle = handle

    def clean_handle(self) -> str:
        typed = str(self.cleaned_data["handle"]).strip().removeprefix("@")
        if typed.lower() != self._handle.lower():
            raise forms.ValidationError(_("That is not your @name here. Nothing was changed."))
        return typed


class SecondProfileForm(forms.Form):
    """As whom else she wants to be known."""

    display_name = forms.CharField(
        label=_("The name that people read"),
        help_text=_("Different enough that nobody takes the two for one, if you mind that."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    handle = forms.CharField(
        label=_("Its @name"),
        help_text=_("Letters a to z, digits and underscores. It cannot be changed later."),
        max_length=31,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )


class ClosingForm(forms.Form):
    """The profile's name once more, so that nobody closes one by a slip."""

    handle = forms.CharField(
        label=_("Type its @name, so that this is no slip"),
        max_length=31,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )

    def __init__(self, data: QueryDict | None = None, *, handle: str = "") -> None:
        super().__init__(data, prefix="closing")
        self._handle = handle

    def clean_handle(self) -> str:
        typed = str(self.cleaned_data["handle"]).strip().removeprefix("@")
        if typed.lower() != self._handle.lower():
            raise forms.ValidationError(_("That is not its @name. Nothing was closed."))
        return typed
