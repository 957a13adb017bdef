from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonhold.ground.refusal import Refusal
from commonhold.social.labels.actions.disputing import LONGEST
from commonhold.social.labels.actions.labelers import LONGEST_TITLE, LONGEST_WORDS
from commonhold.social.labels.actions.labelling import LONGEST_WORDS as LONGEST_WHY
from commonhold.social.labels.queries import LabelerView
from commonhold.social.labels.shape import Act

ACTS: Mapping[Act, Promise] = {
    Act.NOTHING: _("Show me nothing"),
    Act.BADGE: _("Show the word"),
    Act.WARN: _("Fold the post away"),
    Act.HIDE: _("Leave the post out"),
}
_SAYS = _("Say it in a sentence. Both your words and theirs stand beside the label, for everybody.")


class Refused(forms.Form):
    """A form that says a refusal beside its field, or on top."""

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class LabelerForm(Refused):
    """What a labeler says of itself."""

    title = forms.CharField(
        label=_("Name of the labeler"),
        help_text=_("It stands beside each label."),
        max_length=LONGEST_TITLE,
    )
    words = forms.CharField(
        label=_("What it labels, and how it goes about it"),
        max_length=LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    values = forms.CharField(
        label=_("Its words"),
        help_text=_("One to a line with what it means, such as “spoiler: tells how a story ends”."),
        max_length=5_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def said(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {"title": given["title"], "words": given["words"], "values": given["values"].splitlines()}


class PutForm(Refused):
    """One word of one of the reader's labelers. `choice` is "labeler/word"."""

    choice = forms.ChoiceField(label=_("Which word?"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("Why?"),
        help_text=_("Everybody can read it, and whoever it is about is told."),
        max_length=LONGEST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    days = forms.IntegerField(
        label=_("For how many days?"),
        help_text=_("Then it ends by itself, and can be put anew."),
        min_value=1,
        max_value=730,
        initial=90,
    )

    def __init__(self, *args: Any, labelers: Sequence[LabelerView], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [
            (f"{one.id}/{each.value}", f"{each.value} ({one.title})")
            for one in labelers
            for each in one.values
        ]
        self.fields["choice"].choices = found  # type: ignore[attr-defined]  # it is one of choices


class ChoicesForm(forms.Form):
    """What each of a labeler's words does for the reader. Fields are named by place."""

    def __init__(self, *args: Any, labeler: LabelerView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._words = [each.value for each in labeler.values]
        for place, (each, act) in enumerate(labeler.choices):
            self.fields[f"word-{place}"] = forms.ChoiceField(
                label=each.value, help_text=each.words, choices=list(ACTS.items()), initial=act
            )

    def said(self) -> dict[str, str]:
        return {word: self.cleaned_data[f"word-{place}"] for place, word in enumerate(self._words)}


class DisputeForm(Refused):
    words = forms.CharField(
        label=_("Why is it wrong?"),
        help_text=_SAYS,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class AnswerForm(Refused):
    outcome = forms.ChoiceField(
        label=_("Does the label stay?"),
        choices=[("withdraw", _("No: take it back")), ("keep", _("Yes: it stays"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Your answer"),
        help_text=_SAYS,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WithdrawForm(Refused):
    words = forms.CharField(
        label=_("Why it goes"),
        max_length=LONGEST_WHY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
