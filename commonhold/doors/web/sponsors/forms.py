from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.sponsors.actions import answering, handing_in
from commonhold.civic.sponsors.actions.handing_in import Offer
from commonhold.civic.sponsors.vocabulary import Ground
from commonhold.doors.web.refused import RefusedForm
from commonhold.social.media.actions import LONGEST_ALT


class AdForm(RefusedForm):
    """What a sponsor wants shown, where and for how long."""

    sponsor = forms.CharField(
        label=gettext_lazy("Who sponsors?"),
        help_text=gettext_lazy("The organisation's name. It stands beside the ad."),
        max_length=handing_in.LONGEST_NAME,
    )
    imprint = forms.CharField(
        label=gettext_lazy("Who answers for it?"),
        help_text=gettext_lazy("Name and address, as an imprint. It stands beside the ad."),
        max_length=handing_in.LONGEST_IMPRINT,
    )
    contact = forms.EmailField(
        label=gettext_lazy("Mail address of somebody there"),
        help_text=gettext_lazy("For the panel alone, and forgotten a month after all is over."),
        max_length=254,
    )
    category = forms.ChoiceField(label=gettext_lazy("What is it about?"))
    text = forms.CharField(
        label=gettext_lazy("The ad's words"),
        max_length=handing_in.LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    link = forms.CharField(
        label=gettext_lazy("Where does it lead?"),
        help_text=gettext_lazy("An address that begins with https://"),
        max_length=handing_in.LONGEST_LINK,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}),
    )
    picture = forms.FileField(
        label=gettext_lazy("A picture"),
        help_text=gettext_lazy("It is kept here and shown from here, so nobody elsewhere learns who saw it."),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("In a sentence, for those who listen to pages."),
        max_length=LONGEST_ALT,
        required=False,
    )
    tags = forms.CharField(
        label=gettext_lazy("On the pages of these tags"),
        help_text=gettext_lazy("With commas between them."),
        max_length=300,
        required=False,
    )
    groups = forms.CharField(
        label=gettext_lazy("On the pages of these groups"),
        help_text=gettext_lazy(
            "What stands after /g/ in their addresses; only groups that everybody may read."
        ),
        max_length=300,
        required=False,
    )
    is_local = forms.BooleanField(label=gettext_lazy("On “Everybody here”"), required=False)
    is_discover = forms.BooleanField(label=gettext_lazy("On “Discover”"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("For pages in which language?"), required=False)
    weeks = forms.IntegerField(
        label=gettext_lazy("For how many weeks?"), min_value=1, max_value=handing_in.MOST_WEEKS, initial=2
    )

    def __init__(
        self, *args: Any, categories: Sequence[tuple[str, str]], is_member: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._choices("category", categories)
        self._choices("language", [("", _("In any")), *settings.LANGUAGES])
        if not is_member:
            del self.fields["picture"], self.fields["alt"]

    def offer(self, medium_id: int | None) -> Offer:
        """What was typed, as the room takes it."""
        said = {key: value for key, value in self.cleaned_data.items() if key not in {"picture", "alt"}}
        said["tags"], said["groups"] = _listed(said["tags"]), _listed(said["groups"])
        return Offer(**said, medium_id=medium_id)

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)


class NoForm(RefusedForm):
    """Why an ad is not shown, or no longer."""

    ground = forms.ChoiceField(
        label=gettext_lazy("On which ground? Everybody reads how many were declined on it."),
        choices=Ground.choices,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why, in words?"),
        max_length=answering.LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class WishForm(forms.Form):
    """Whether one is shown ads."""

    wants = forms.ChoiceField(label=gettext_lazy("Ads for you"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, default_wants: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = _("shown") if default_wants else _("not shown")
        field = self.fields["wants"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("on", _("Show them to me")),
            ("off", _("Show me none")),
            ("default", _("As the charter says for everybody who has not chosen: {said}").format(said=said)),
        ]


def _listed(typed: str) -> list[str]:
    return [each for each in re.split(r"[,\s]+", typed) if each]
