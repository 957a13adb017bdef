from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from commonhold.civic.moderation.actions import LONGEST
from commonhold.civic.moderation.vocabulary import Ladder
from commonhold.ground.refusal import Refusal


class Refused(forms.Form):
    """A form that says a refusal beside its field, or on top."""

    def refuse(self, refusal: Refusal) -> None:
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


def _words(label: Any, *, rows: int = 3, needed: bool = True, more: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=more, max_length=LONGEST, required=needed, widget=area)


class MeasureForm(Refused):
    """The least that is enough, with a statement of reasons."""

    kind = forms.ChoiceField(
        label=_("The least that is enough"),
        help_text=_("They stand from the least to the most. Take the first that is enough."),
        widget=forms.RadioSelect,
    )
    days = forms.IntegerField(
        label=_("For how many days"),
        help_text=_("A suspension longer than our charter lets one person order goes before a jury first."),
        min_value=0,
        max_value=366,
        required=False,
    )
    label = forms.CharField(
        label=_("What stands above the post"),
        help_text=_("For a label alone."),
        max_length=200,
        required=False,
    )
    facts = _words(_("What happened"), more=_("Whoever is measured reads it. Name nobody who reported."))
    rule = forms.ChoiceField(label=_("Which of our rules it breaks"), required=False)
    law = forms.CharField(label=_("Or which law"), max_length=300, required=False)
    is_for_safety = forms.BooleanField(
        label=_("Somebody is in danger without it"),
        help_text=_("Then it stays when nobody answers an appeal in time, and goes before a jury."),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Sequence[Ladder], rules: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(each.value, each.label) for each in kinds]  # type: ignore[attr-defined]
        said = [("", _("None of them")), *((each, each) for each in rules)]
        self.fields["rule"].choices = said  # type: ignore[attr-defined]  # it is one of choices


class AppealForm(Refused):
    """Why others should look again, and a number of one's own for a jury's lot."""

    words = _words(_("Why should others look again?"), rows=4)
    commitment = forms.CharField(
        label=_("The SHA-256 of a number that you keep"),
        help_text=_("For a jury's lot, if you want a part in it. You reveal the number before it is drawn."),
        max_length=64,
        required=False,
    )


class ReviewForm(Refused):
    """A second pair of eyes: does the measure stand?"""

    outcome = forms.ChoiceField(
        label=_("Does it stand?"),
        choices=[
            ("overturned", _("No: end it, and give everything back")),
            ("upheld", _("Yes: it stands")),
        ],
        widget=forms.RadioSelect,
    )
    reasons = _words(_("Your reasons"), more=_("Whoever appealed reads them. Your name stays here."))


class VerdictForm(Refused):
    """A juror's ballot."""

    outcome = forms.ChoiceField(
        label=_("What do you say?"),
        choices=[("upheld", _("The measure is right")), ("overturned", _("The measure is not right"))],
        widget=forms.RadioSelect,
    )
    reasons = _words(_("Your reasons"), more=_("They are read without your name, when all have voted."))


class LentSeatForm(Refused):
    """What a juror of another co-op says before she sits: nobody here knows who she is."""

    is_apart = forms.BooleanField(
        label=_(
            "I have no part in this: I am nobody whom it is about, reported nothing of it, and am close to "
            "nobody who did."
        )
    )


class NumberForm(Refused):
    """The number that was committed to."""

    number = forms.CharField(label=_("Your number, as you hashed it"), max_length=200)


class DismissForm(Refused):
    answer = _words(_("Why nothing is done"), more=_("Everybody who reported it reads this."))


class AsideForm(Refused):
    words = forms.CharField(
        label=_("Why, for yourself"),
        help_text=_("Nobody else reads it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DutyForm(Refused):
    words = forms.CharField(
        label=_("When and how it was told, or why it need not be"),
        help_text=_("Such as the number of the file. Others with a mandate read it."),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DangerForm(Refused):
    facts = forms.CharField(label=_("What you saw"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class FreeForm(Refused):
    """Why a suspension ends that somebody brought along."""

    words = _words(_("Why it ends"), rows=2, more=_("Whoever it was on reads it, without your name."))


class LawForm(Refused):
    """What anybody, without an account, reports as against the law."""

    address = forms.CharField(
        label=_("Where is it?"),
        help_text=_("The address of the page, as your browser shows it."),
        max_length=300,
    )
    is_child_abuse = forms.BooleanField(
        label=_("It may show the sexual abuse of a child"),
        help_text=_("Then you need not say more. Don't copy it, and send it to nobody."),
        required=False,
    )
    why = _words(
        _("Why is it against the law?"), rows=4, needed=False, more=_("And which law, if you know it.")
    )
    name = forms.CharField(label=_("Your name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("Your mail address"),
        help_text=_("We write to you that it came in, and what was decided."),
        max_length=254,
        required=False,
    )


class LawAnswerForm(Refused):
    """Blocking at once names the law; leaving it says why."""

    law = forms.CharField(label=_("Which law"), max_length=300, required=False)
    answer = _words(_("If it stays: why"), rows=2, needed=False)
