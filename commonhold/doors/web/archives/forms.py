from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.archives.words import TABLES
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.reading import Survey


class ArchiveForm(forms.Form):
    """The file that somebody's old server gave her."""

    archive = forms.FileField(
        label=_("Your archive"),
        help_text=_("The .zip, .tar.gz or .car file, just as your old server gave it to you."),
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".zip,.tar.gz,.tgz,.car,application/zip,application/gzip"}),
    )


class TableForm(forms.Form):
    """A table of people whom somebody followed, listed, blocked or muted on her old server."""

    table = forms.FileField(
        label=_("A .csv file"),
        help_text=_("Begin with whom you follow: lists can only hold people whom you follow."),
        allow_empty_file=True,
        max_length=400,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )
    kind = forms.ChoiceField(
        label=_("What it holds"),
        choices=[("", _("What its name says")), *((kind, words) for kind, words in TABLES.items())],
        required=False,
    )


class ChoiceForm(forms.Form):
    """What becomes of the posts of an archive that was read."""

    way = forms.ChoiceField(
        label=_("What they become here"),
        choices=[
            ("dated", _("Posts with the dates they have. Nobody is told of them.")),
            ("drafts", _("Drafts that I look through, at most 200.")),
        ],
        widget=forms.RadioSelect,
        initial="dated",
    )
    answers = forms.ChoiceField(
        label=_("What you said in other people's threads"),
        choices=[
            ("link", _("Bring it along, with a link to what it answered")),
            ("skip", _("Leave it behind")),
        ],
        widget=forms.RadioSelect,
        initial="link",
    )
    readers = forms.ChoiceField(
        label=_("Who may read them here"),
        choices=[
            ("same", _("Whoever could read them there")),
            ("followers", _("Only those who follow me here")),
        ],
        widget=forms.RadioSelect,
        initial="same",
    )
    since_year = forms.TypedChoiceField(
        label=_("From the year"), coerce=int, empty_value=None, required=False
    )
    until_year = forms.TypedChoiceField(label=_("To the year"), coerce=int, empty_value=None, required=False)

    def __init__(self, *args: Any, survey: Survey, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = sorted(survey.years)
        for name, words in (("since_year", _("the first")), ("until_year", _("the last"))):
            self.fields[name].choices = [("", words), *((each, each) for each in years)]  # type: ignore[attr-defined]
        if not survey.to_others:
            del self.fields["answers"]
        if len(years) < 2:
            del self.fields["since_year"], self.fields["until_year"]

    def choice(self) -> Choice:
        """What was chosen; only when the form is valid."""
        sent = self.cleaned_data
        return Choice(
            way=sent["way"],
            answers=sent.get("answers", "link"),
            readers=sent["readers"],
            since_year=sent.get("since_year"),
            until_year=sent.get("until_year"),
        )
