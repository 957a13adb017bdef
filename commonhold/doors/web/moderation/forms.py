from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.moderation.actions import LONGEST
from commonhold.ground.refusal import Refusal

_OTHER = "other"


class ReportForm(forms.Form):
    """What is wrong, in the charter's words and one's own, and whether to keep somebody away at once."""

    rule = forms.ChoiceField(label=_("Which of our rules does it break?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("What should those who read this know?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    keep_away = forms.ChoiceField(
        label=_("And for yourself, at once"),
        choices=[
            ("", _("Change nothing")),
            ("mute", _("Mute them: they stay out of your feeds")),
            ("block", _("Block them: you don't meet here any more")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    forward = forms.BooleanField(
        label=_("Tell their own server too"),
        help_text=_("It gets your words and what you report, and not your name. Their rules are not ours."),
        required=False,
    )

    def __init__(self, *args: Any, rules: list[str], has_person: bool, server: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [*((each, each) for each in rules), (_OTHER, _("Something else; I say it below"))]
        self.fields["rule"].choices = choices  # type: ignore[attr-defined]  # it is one of choices
        if not has_person:
            del self.fields["keep_away"]
        if server:
            self.fields["forward"].label = _("Tell their own server, %(server)s, too") % {"server": server}
        else:
            del self.fields["forward"]

    def said(self) -> dict[str, Any]:
        """As the room's action takes it."""
        given = self.cleaned_data
        return {
            "rule": "" if given["rule"] == _OTHER else given["rule"],
            "words": given["words"],
            "keep_away": given.get("keep_away", ""),
            "forward": given.get("forward", False),
        }

    def refuse(self, refusal: Refusal) -> None:
        """Say it beside its field, or on top."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class AskAgainForm(forms.Form):
    """Why others should look at a dismissed report again."""

    words = forms.CharField(
        label=_("What was missed?"),
        help_text=_("Somebody else reads it, once. What they say then stays."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(forms.Form):
    """What whoever sent a report reads."""

    answer = forms.CharField(
        label=_("What they read"),
        help_text=_("To dismiss it, give the reason. To make a case of it, a word is kind."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
