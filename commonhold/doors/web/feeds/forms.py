"""The editor: a feed's document asked for in plain language, or written as text."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonhold.doors.web.feeds import words
from commonhold.ground.refusal import Refusal
from commonhold.social.consents.purposes import LANGUAGE, PURPOSES, READING
from rulebook.rank.document import LARGEST_BYTES, Document
from rulebook.rank.vocabulary import FEATURES

_WEIGHTS = (
    (-4000, gettext_lazy("lowers it very much")),
    (-1000, gettext_lazy("lowers it")),
    (0, gettext_lazy("does not matter")),
    (300, gettext_lazy("counts a little")),
    (1000, gettext_lazy("counts")),
    (2000, gettext_lazy("counts much")),
    (4000, gettext_lazy("counts most")),
)
_HALF_LIVES = (2, 6, 12, 24, 72, 168)  # hours
_OLDEST = (1, 3, 7, 30)  # days
_DECAYS = (
    (1000, gettext_lazy("as often as they write")),
    (700, gettext_lazy("a little less each time")),
    (400, gettext_lazy("much less each time")),
    (0, gettext_lazy("hardly more than once")),
)
_QUOTAS = (
    (10, gettext_lazy("no limit")),
    (5, gettext_lazy("at most 5 of 10")),
    (3, gettext_lazy("at most 3 of 10")),
    (2, gettext_lazy("at most 2 of 10")),
)
#: What somebody begins with.
BEGINNING = {"recency": 2000, "follow": 1000, "mutuals": 300, "replies": 300, "group": 300}


class NamedForm(forms.Form):
    """A feed's name, and what it is like."""

    title = forms.CharField(label=gettext_lazy("Its name"), max_length=60)
    words = forms.CharField(
        label=gettext_lazy("What it is like"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("In a sentence or two, for others, if you publish it."),
    )

    def refuse(self, refusal: Refusal) -> None:
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))

    def needs_no_name(self) -> None:
        """Who only looks may name it later."""
        self.fields["title"].required = False

    def text(self) -> str:
        """The document that the cleaned form says."""
        raise NotImplementedError


class PlainForm(NamedForm):
    """Everything that a document may say, as choices. What `base` says otherwise can be kept."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, base: Document | None = None, **told: Any):
        super().__init__(data, **told)
        self._base = base
        for name in FEATURES:
            known = base.features.get(name) if base else None
            weight = (known.weight_milli if known else 0) if base else BEGINNING.get(name, 0)
            self._add(f"weight-{name}", words.FEATURES[name], _with(_WEIGHTS, weight, words.milli), weight)
        half = (
            base.features["recency"].params["half_life_hours"] if base and "recency" in base.features else 12
        )
        self._add("half_life", _("How fast a post stops being new"), _with(_hours(), half, str), half)
        hidden = forms.MultipleChoiceField(
            label=_("Leave out"),
            choices=[*words.HIDES.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["hide"] = hidden
        self.initial.setdefault("hide", list(base.hide) if base else [])
        oldest = base.oldest_hours if base else 168
        self._add("oldest", _("How old a post may be"), _with(_days(), oldest, _in_hours), oldest)
        decay = base.author_decay_milli if base else 700
        self._add("decay", _("How often the same person"), _with(_DECAYS, decay, _in_percent), decay)
        quota = base.most_of_ten if base else 10
        self._add("quota", _("How much of one group or tag"), _with(_QUOTAS, quota, str), quota)

    @property
    def weights(self) -> list[forms.BoundField]:
        return [self[f"weight-{name}"] for name in FEATURES]

    @property
    def rest(self) -> list[forms.BoundField]:
        return [self[name] for name in ("half_life", "decay", "quota", "oldest", "hide")]

    def text(self) -> str:
        said = self.cleaned_data
        features: dict[str, Any] = {}
        for name in FEATURES:
            if weight := int(said[f"weight-{name}"]):
                known = self._base.features.get(name) if self._base else None
                features[name] = {"weight_milli": weight, "params": dict(known.params) if known else {}}
        if "recency" in features:
            features["recency"]["params"] = {"half_life_hours": int(said["half_life"])}
        return json.dumps(
            {
                "id": _slug(said["title"]),
                "version": 1,
                "features": features,
                "filters": {"hide": said["hide"], "oldest_hours": int(said["oldest"])},
                "diversity": {"author_decay_milli": int(said["decay"])},
                "topic_quota": {"most_of_ten": int(said["quota"])},
            }
        )

    def _add(self, name: str, label: Any, choices: list[tuple[int, Any]], value: int) -> None:
        self.fields[name] = forms.ChoiceField(label=label, choices=choices)
        self.initial.setdefault(name, value)


class TextForm(NamedForm):
    """The document itself."""

    document = forms.CharField(
        label=gettext_lazy("The document"),
        max_length=LARGEST_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "code"}),
        help_text=gettext_lazy("What is wrong is told with its line."),
    )

    def refuse(self, refusal: Refusal) -> None:
        self.add_error("document" if refusal.field == "text" else None, str(refusal))

    def text(self) -> str:
        said: str = self.cleaned_data["document"]
        return said


class AllowedForm(forms.Form):
    """What of her own she lets count."""

    reading = forms.BooleanField(
        label=gettext_lazy("My feed may go by how far I have read"),
        required=False,
        help_text=PURPOSES[READING].text,  # type: ignore[arg-type]  # a lazy text, as Django takes it
    )
    language = forms.BooleanField(
        label=gettext_lazy("My feed may go by the language that I write in"),
        required=False,
        help_text=PURPOSES[LANGUAGE].text,  # type: ignore[arg-type]  # the same
    )
    as_ever = forms.BooleanField(
        label=gettext_lazy("Lower nothing for me"),
        required=False,
        help_text=gettext_lazy(
            "What a measure puts lower in ordered feeds stands in yours as if it did not."
        ),
    )


def _with(known: Any, value: int, in_words: Any) -> list[tuple[int, Any]]:
    """The choices, and as the last one the value that is none of them."""
    choices = list(known)
    if value not in {each[0] for each in choices}:
        choices.append((value, _("as it is: {value}").format(value=in_words(value))))
    return choices


def _hours() -> list[tuple[int, str]]:
    return [(n, ngettext("half after {n} hour", "half after {n} hours", n).format(n=n)) for n in _HALF_LIVES]


def _days() -> list[tuple[int, str]]:
    return [(n * 24, ngettext("{n} day", "{n} days", n).format(n=n)) for n in _OLDEST]


def _in_hours(hours: int) -> str:
    return ngettext("{n} hour", "{n} hours", hours).format(n=hours)


def _in_percent(milli: int) -> str:
    return f"{milli / 10:g} %"


def _slug(title: str) -> str:
    made = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:36].strip("-")
    return made if re.fullmatch(r"[a-z][a-z0-9-]{2,}", made) else f"feed-{made}".strip("-")
