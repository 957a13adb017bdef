"""What a form says of a field that it can't take as it stands: in our words, not in Django's."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import validators
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy


def speak() -> None:
    """Once, before any form is read. What a field says for itself stays."""
    _say(forms.Field, required=_("This is still missing."))
    _say(forms.IntegerField, invalid=_("Write a whole number here."))
    _say(forms.DecimalField, invalid=_("Write a number here, such as 12.50."))
    _say(forms.ChoiceField, invalid_choice=_("“%(value)s” is not in the list. Take one that is."))
    _say(forms.MultipleChoiceField, invalid_choice=_("“%(value)s” is not in the list. Take what is."))
    validators.MaxLengthValidator.message = ngettext_lazy(
        "This has %(show_value)d characters, and %(limit_value)d is the most. Shorten it a little.",
        "This has %(show_value)d characters, and %(limit_value)d are the most. Shorten it a little.",
        "limit_value",
    )
    validators.MinLengthValidator.message = ngettext_lazy(
        "This needs at least %(limit_value)d character.",
        "This needs at least %(limit_value)d characters.",
        "limit_value",
    )
    validators.MaxValueValidator.message = _("This can be %(limit_value)s at most.")
    validators.MinValueValidator.message = _("This must be at least %(limit_value)s.")
    validators.EmailValidator.message = _("This does not look like a mail address, such as name@example.org.")


def _say(field: type[forms.Field], **words: Any) -> None:
    field.default_error_messages = {**field.default_error_messages, **words}
