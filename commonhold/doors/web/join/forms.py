"""The forms of joining and leaving."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.actions.move_member import LONGEST_REASON
from commonhold.civic.members import actions, classes, fakes, panel
from commonhold.civic.members import queries as members
from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.doors.web.decide.proposing.wording import Explained
from commonhold.doors.web.refused import RefusedForm
from commonhold.social.people.queries import ToAgree

VOUCHES, PANEL = "vouches", "panel"


def _routes() -> list[tuple[str, str]]:
    return [
        (
            VOUCHES,
            Explained(_("Members who know me vouch for me"), _("You get a link that you send to them.")),
        ),
        (
            PANEL,
            Explained(
                _("I know nobody here: the membership panel"),
                _("Members elected it. Several of them read what you write, and answer you."),
            ),
        ),
    ]


class ApplicationForm(RefusedForm):
    statement = forms.CharField(
        label=gettext_lazy("Who are you, and what brings you here?"),
        help_text=gettext_lazy(
            "Members read this when they decide whether to vouch for you; nobody else does. What you write "
            "to the panel, the panel alone reads."
        ),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, asked: ToAgree | None = None, has_panel: bool = False
    ) -> None:
        super().__init__(data)
        if has_panel:
            self.fields["route"] = forms.ChoiceField(
                label=gettext_lazy("Who lets you in?"), choices=_routes(), widget=forms.RadioSelect
            )
            self.initial.setdefault("route", VOUCHES)
        add_agreement(self, asked or ToAgree())
        choices = open_classes()
        if len(choices) > 1:
            self.fields["class_key"] = forms.ChoiceField(
                label=gettext_lazy("As which kind of member"), choices=choices, widget=forms.RadioSelect
            )
            self.initial.setdefault("class_key", choices[0][0])


class VouchForm(RefusedForm):
    words = forms.CharField(
        label=gettext_lazy("How do you know them?"),
        help_text=gettext_lazy("Members and the applicant read it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class MoveForm(RefusedForm):
    """What who holds the membership mandate fills in."""

    because = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy("Members can read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        choices = [(each.key, each.title) for each in members.classes_now().every]
        self.fields["to"] = forms.ChoiceField(label=gettext_lazy("Into which class"), choices=choices)


def open_classes() -> list[tuple[str, str]]:
    """The classes that newcomers choose among, each with who belongs to it and what she may do."""
    return [
        (each.key, Explained(each.title, " ".join([each.words, f"({', '.join(classes.rights_of(each))})"])))
        for each in members.classes_now().every
        if each.joins
    ]


class TextForm(RefusedForm):
    """One text with a name of its own."""

    name = "text"
    label: str | Promise = ""
    hint: str | Promise = ""
    longest, rows = 2000, 5

    def __init__(self, data: Mapping[str, Any] | None = None, **told: Any) -> None:
        super().__init__(data, **told)
        self.fields[self.name] = forms.CharField(
            label=str(self.label),
            help_text=str(self.hint),
            max_length=self.longest,
            widget=forms.Textarea(attrs={"rows": self.rows}),
        )

    @property
    def field(self) -> forms.BoundField:
        return self[self.name]


class AppealForm(TextForm):
    name, longest = "words", actions.LONGEST_APPEAL
    label = gettext_lazy("What should other members of the panel know?")


class AnswerForm(TextForm):
    longest = actions.LONGEST_ANSWER
    label = gettext_lazy("Your answer")
    hint = gettext_lazy("Members read it before they vote. You can change it until there is a finding.")


class HearingForm(TextForm):
    name, longest = "statement", fakes.LONGEST_STATEMENT
    label = gettext_lazy("Why do you doubt that this is a real person's own membership?")
    hint = gettext_lazy("She and whoever vouched for her are told at once, and answer. Members can read it.")


class ReviewForm(TextForm):
    name, longest, rows = "note", fakes.LONGEST_NOTE, 2
    label = gettext_lazy("What did you see?")
    hint = gettext_lazy("The panel alone reads it.")


class SpeakForm(RefusedForm):
    """What one of the panel says."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What do you say?"),
        choices=[
            (panel.Answer.WELCOME, gettext_lazy("Welcome her")),
            (panel.Answer.DECLINE, gettext_lazy("Decline")),
        ],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Needed where you decline. She reads it if the panel declines, without your name."
        ),
        max_length=panel.LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LeaveForm(RefusedForm):
    password = forms.CharField(
        label=gettext_lazy("Your password"),
        help_text=gettext_lazy("So that nobody else does this in your name."),
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
