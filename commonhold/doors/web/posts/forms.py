from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class ReplyForm(forms.Form):
    """A reply. Its audience is its parent's, so it is not asked for."""

    text = forms.CharField(
        label=_("What do you want to say?"),
        max_length=5000,
        help_text=_("Markdown works. @name mentions somebody."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    warning = forms.CharField(
        label=_("Content warning"),
        help_text=_("Shown instead of the text until somebody opens it."),
        max_length=200,
        required=False,
    )


class PostForm(ReplyForm):
    """A post, and who may read it."""

    audience = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            ("public", _("Everybody")),
            ("followers", _("My followers")),
            ("members", _("Members of our co-op only; it never leaves this server")),
            ("direct", _("Only the people I mention")),
        ],
        initial="public",
        widget=forms.RadioSelect,
    )
