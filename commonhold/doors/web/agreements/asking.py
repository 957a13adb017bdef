"""The box that whoever signs up, joins or comes back ticks."""

from __future__ import annotations

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.social.people.queries import ToAgree


def add_agreement(form: forms.Form, asked: ToAgree) -> None:
    """Add the box, where anything is asked at all."""
    if asked:
        form.fields["agreement"] = forms.BooleanField(label=statement(asked), help_text=texts(asked))


def statement(asked: ToAgree) -> str:
    """What she says by ticking it."""
    parts = [_("I accept the terms of use.")] if asked.terms else []
    parts += [_("I have read the privacy notice.")] if asked.privacy else []
    if asked.minimum_age:
        parts.append(
            ngettext("I am at least {n} year old.", "I am at least {n} years old.", asked.minimum_age).format(
                n=asked.minimum_age
            )
        )
    return " ".join(parts)


def texts(asked: ToAgree) -> SafeString:
    """Where the texts stand, and that nobody asks for a date of birth."""
    terms = _link("/charter/texts/terms", _("The terms of use")) if asked.terms else ""
    privacy = _link("/charter/texts/privacy", _("The privacy notice")) if asked.privacy else ""
    age = _("Your word is enough: we don't ask when you were born.") if asked.minimum_age else ""
    return format_html("{} {} {}", terms, privacy, age)


def _link(url: str, words: str) -> SafeString:
    return format_html('<a href="{}" target="_blank">{}</a>', url, words)
