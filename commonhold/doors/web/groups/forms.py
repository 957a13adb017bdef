from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.doors.web.refused import RefusedForm
from commonhold.social.groups.actions import founding, joining
from commonhold.social.groups.rows import LONGEST_REASON


class GroupForm(RefusedForm):
    """What a group says of itself, and how one comes to it."""

    title = forms.CharField(label=_("Name"), max_length=founding.LONGEST_TITLE)
    summary = forms.CharField(
        label=_("What is it about?"),
        help_text=_("One or two sentences, for those who look for a group."),
        max_length=founding.LONGEST_SUMMARY,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    rules = forms.CharField(
        label=_("Its rules"),
        help_text=_("What members expect of each other here, beside the co-op's own rules. Markdown works."),
        max_length=founding.LONGEST_RULES,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6, "class": "law"}),
    )
    joining = forms.ChoiceField(
        label=_("How do people come to it?"),
        choices=[
            ("open", _("Whoever likes joins")),
            ("approval", _("They ask, and a moderator lets them in")),
            ("invitation", _("A moderator invites them")),
        ],
        initial="open",
        widget=forms.RadioSelect,
    )
    readers = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=[
            ("everybody", _("Everybody")),
            ("listed", _("Its members; others find its name and rules")),
            ("unlisted", _("Its members; others don't learn that it exists")),
        ],
        initial="everybody",
        widget=forms.RadioSelect,
    )

    def said(self) -> dict[str, Any]:
        """As the actions take it."""
        told = {key: self.cleaned_data[key] for key in ("title", "summary", "rules", "joining")}
        readers = self.cleaned_data["readers"]
        return {**told, "is_readable_by_all": readers == "everybody", "is_listed": readers != "unlisted"}


class FoundingForm(GroupForm):
    """A new group also needs an address."""

    handle = forms.CharField(
        label=_("Address"),
        help_text=_("What follows /g/: 2 to 30 letters from a to z, digits or underscores. It stays."),
        max_length=30,
    )
    field_order = ("title", "handle")


class AskForm(RefusedForm):
    words = forms.CharField(
        label=_("What brings you to this group?"),
        help_text=_("Its moderators read it."),
        max_length=joining.LONGEST_WORDS,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(RefusedForm):
    person = forms.CharField(
        label=_("Invite somebody"), help_text=_("The name after their @."), max_length=60
    )


class ReasonForm(RefusedForm):
    """Why a moderator does something; the person concerned reads it."""

    reason = forms.CharField(
        label=_("Why?"),
        help_text=_("They read it."),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class StandForm(RefusedForm):
    words = forms.CharField(
        label=_("What would you do?"),
        help_text=_("It stands beside your name on the ballot."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NominateForm(RefusedForm):
    person = forms.CharField(
        label=_("Ask somebody to stand"), help_text=_("The name after their @."), max_length=60
    )


class GroupBallotForm(RefusedForm):
    """A place for each candidate, 1 being the best; whoever gets none is not ranked."""

    def __init__(self, *args: Any, candidates: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [("", _("not ranked")), *((str(n), str(n)) for n in range(1, len(candidates) + 1))]
        for person_id, name in candidates:
            self.fields[f"place_{person_id}"] = forms.ChoiceField(label=name, choices=places, required=False)
        self._candidates = [person_id for person_id, _name in candidates]

    def choices(self) -> list[int]:
        """People's ids, the best first. Two in one place stand twice, so that the action refuses it."""
        placed = {each: self.cleaned_data[f"place_{each}"] for each in self._candidates}
        ranked = sorted((int(place), each) for each, place in placed.items() if place)
        used = [place for place, _each in ranked]
        ids = [each for _place, each in ranked]
        return ids if len(set(used)) == len(used) else [*ids, *ids]
