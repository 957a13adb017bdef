"""Longer texts, such as a proposal's reasons, from Markdown to safe HTML."""

from __future__ import annotations

from django.utils.safestring import SafeString, mark_safe

from commonhold.social.posts import text


def to_html(markdown: str) -> SafeString:
    """The same Markdown as in posts, cleaned the same way; @names stay plain text."""
    return mark_safe(text.write(text.read(markdown), ()))  # noqa: S308 - cleaned by nh3 in text.write
