from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.social.people.actions import LONGEST_NOTE
from commonhold.social.people.queries import Profile
from commonhold.social.portraits.actions import Chosen
from commonhold.social.portraits.queries import Portraits

MOST_FIELDS = 6
PICTURES = ("avatar", "header")
_FOCUS = {
    "middle": (0, 0),
    "top": (0, 1000),
    "bottom": (0, -1000),
    "left": (-1000, 0),
    "right": (1000, 0),
}


class ProfileForm(forms.Form):
    """What a person says of herself, and who may follow her."""

    display_name = forms.CharField(label=_("Your name"), max_length=80)
    summary = forms.CharField(
        label=_("About you"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    pronouns = forms.CharField(
        label=_("Pronouns"),
        help_text=_("Such as she/her. They stand beside your name."),
        max_length=40,
        required=False,
    )
    approves_followers = forms.BooleanField(
        label=_("People ask before they follow me"),
        help_text=_("You accept or decline each of them on your page. Who follows you already goes on."),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in zip(
            PICTURES, (_("Your picture"), _("The wide picture at the top of your page")), strict=True
        ):
            self._add_picture(kind, label)
        for n in range(MOST_FIELDS):
            self.fields[f"label_{n}"] = forms.CharField(label=_("About what"), max_length=60, required=False)
            self.fields[f"value_{n}"] = forms.CharField(
                label=_("What it says"), max_length=250, required=False
            )

    def _add_picture(self, kind: str, label: Any) -> None:
        self.fields[kind] = forms.FileField(
            label=label,
            help_text=_("A JPEG, PNG, GIF, WebP or AVIF. What the camera wrote into it is taken out."),
            required=False,
            allow_empty_file=True,
            widget=forms.FileInput(attrs={"accept": "image/*"}),
        )
        self.fields[f"{kind}_alt"] = forms.CharField(
            label=_("What is to be seen in it"),
            help_text=_("For people who hear your page read out."),
            max_length=1500,
            required=False,
        )
        self.fields[f"{kind}_focus"] = forms.ChoiceField(
            label=_("What stays in view when it is cut to shape"),
            choices=[
                ("middle", _("The middle")),
                ("top", _("The top")),
                ("bottom", _("The bottom")),
                ("left", _("The left")),
                ("right", _("The right")),
            ],
            initial="middle",
            required=False,
        )
        self.fields[f"{kind}_removed"] = forms.BooleanField(label=_("Take this picture down"), required=False)

    @staticmethod
    def initial_of(profile: Profile, waiting: Portraits, shown: Portraits) -> dict[str, Any]:
        """What stands in the form before anything is typed."""
        newest = {kind: getattr(waiting, kind) or getattr(shown, kind) for kind in PICTURES}
        lines = {f"label_{n}": line.label for n, line in enumerate(profile.fields)}
        lines |= {f"value_{n}": line.value for n, line in enumerate(profile.fields)}
        return {
            "display_name": profile.name,
            "summary": profile.summary,
            "pronouns": profile.pronouns,
            "approves_followers": profile.approves_followers,
            **{f"{kind}_alt": each.alt for kind, each in newest.items() if each is not None},
            **lines,
        }

    def wishes(self) -> dict[str, Any]:
        """What was typed, as `present_oneself` takes it."""
        said = self.cleaned_data
        named = ("display_name", "summary", "pronouns", "approves_followers")
        lines = [(said[f"label_{n}"], said[f"value_{n}"]) for n in range(MOST_FIELDS)]
        return {name: said[name] for name in named} | {"fields": lines}

    def pictures(self) -> dict[str, Any]:
        """Which pictures are chosen, described anew and taken down, as `portraits.present_oneself` has it."""
        said = self.cleaned_data
        chosen = [
            Chosen(
                kind=kind,
                file=said[kind],
                filename=said[kind].name,
                # Words that were there before are of the picture before.
                alt=said[f"{kind}_alt"] if f"{kind}_alt" in self.changed_data else "",
                focus=_FOCUS[said[f"{kind}_focus"] or "middle"],
            )
            for kind in PICTURES
            if said[kind]
        ]
        removed = [kind for kind in PICTURES if said[f"{kind}_removed"]]
        described = {kind: said[f"{kind}_alt"] for kind in PICTURES if not said[kind] and kind not in removed}
        return {"chosen": chosen, "described": described, "removed": removed}

    def avatar_fields(self) -> list[forms.BoundField]:
        """The fields of the picture beside one's name; the last takes it down."""
        return [self["avatar"], self["avatar_alt"], self["avatar_focus"]]

    def header_fields(self) -> list[forms.BoundField]:
        """The fields of the wide picture."""
        return [self["header"], self["header_alt"], self["header_focus"]]

    def main_fields(self) -> list[forms.BoundField]:
        """All but the lines."""
        return [self[name] for name in ("display_name", "pronouns", "summary", "approves_followers")]

    def lines(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The lines, each as what it is about and what it says."""
        return [(self[f"label_{n}"], self[f"value_{n}"]) for n in range(MOST_FIELDS)]


class MuteForm(forms.Form):
    """For how long somebody stays out of one's feeds."""

    hours = forms.TypedChoiceField(
        label=_("For how long?"),
        choices=[
            ("1", _("An hour")),
            ("24", _("A day")),
            ("168", _("A week")),
            ("720", _("Thirty days")),
            ("0", _("Until I end it")),
        ],
        coerce=int,
        initial="0",
        widget=forms.RadioSelect,
    )
    hides_notifications = forms.BooleanField(
        label=_("Tell me nothing of them either"),
        help_text=_("No notifications when they answer, mention or follow you."),
        initial=True,
        required=False,
    )


class NoteForm(forms.Form):
    """What one keeps in mind about somebody."""

    text = forms.CharField(
        label=_("Your note"),
        help_text=_("Such as where you met, or what they like. Leave it empty to keep none."),
        max_length=LONGEST_NOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class CircleForm(forms.Form):
    """Who may see somebody's circle."""

    shown_to = forms.ChoiceField(
        label=_("Who may see whom I follow and who follows me"),
        choices=[
            ("everybody", _("Everybody")),
            ("followers", _("People who follow me")),
            ("nobody", _("Nobody but me")),
        ],
        widget=forms.RadioSelect,
    )
