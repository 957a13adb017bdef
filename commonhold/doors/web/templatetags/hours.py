"""Times of work in templates, with `{% load hours %}`: they are kept in minutes."""

from __future__ import annotations

from django.template import Library

from commonhold.civic.credit.minutes import in_words

register = Library()


@register.filter
def hours(minutes: int) -> str:
    """“2 h 30 min”, without a sign."""
    return in_words(minutes)


@register.filter
def signed_hours(minutes: int) -> str:
    """“+2 h” for what comes, a true minus before what goes."""
    sign = "+" if minutes > 0 else "\N{MINUS SIGN}" if minutes < 0 else ""
    return f"{sign}{in_words(minutes)}"
