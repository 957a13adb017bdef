"""Ballot papers: what a voter fills in, and how her answer is said to the question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.questions.asked import WITH_STATUS_QUO
from commonhold.civic.governance.questions.consent import LONGEST_OBJECTION, Consent
from commonhold.civic.governance.questions.number import ABSTAIN, Number
from commonhold.civic.governance.questions.points import MOST_POINTS, PointsChoice, PointsElection
from commonhold.civic.governance.questions.question import Question
from commonhold.civic.governance.questions.ranked import Ranked
from commonhold.civic.governance.questions.yes_no import ByClass, YesNo
from rulebook.canonical import Json

#: More places than this nobody fills in; what is left out is not ranked.
_MOST_PLACES = 20


class Paper(forms.Form):
    """What every ballot paper has: a public reason, if the voter likes. `shape` names its template."""

    shape: ClassVar[str]

    side = forms.ChoiceField(
        label=gettext_lazy("Print it among the reasons"),
        choices=[
            ("for", gettext_lazy("for")),
            ("against", gettext_lazy("against")),
            ("neither", gettext_lazy("neither")),
        ],
        initial="neither",
        required=False,
    )
    reason = forms.CharField(
        label=gettext_lazy("A reason, for everybody to read"),
        help_text=gettext_lazy(
            "This is public and bears your name. Your ballot stays secret; what you write here does not."
        ),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, question: Question) -> None:
        super().__init__(data)
        self.question = question
        self.add_answers()

    def add_answers(self) -> None:
        """Add the fields of this kind of ballot."""

    def said(self) -> Json:
        """The cleaned answer, as the question reads it."""
        raise NotImplementedError


class YesNoPaper(Paper):
    shape = "choices"

    choice = forms.ChoiceField(
        choices=[("yes", ""), ("no", ""), ("abstain", "")],
        error_messages={"required": gettext_lazy("Choose yes, no or abstain.")},
    )

    @property
    def choices(self) -> list[dict[str, str]]:
        abstain = _("Counts as taking part, for neither side.")
        return [
            {"value": "yes", "words": _("Yes"), "more": _("Make this change.")},
            {"value": "no", "words": _("No"), "more": _("Leave things as they are.")},
            {"value": "abstain", "words": _("I abstain"), "more": abstain},
        ]

    def said(self) -> Json:
        return str(self.cleaned_data["choice"])


class ConsentPaper(Paper):
    shape = "choices"

    choice = forms.ChoiceField(
        choices=[("consent", ""), ("aside", ""), ("object", "")],
        error_messages={"required": gettext_lazy("Choose to consent, to stand aside, or to object.")},
    )
    objection = forms.CharField(
        label=gettext_lazy("Your objection, if you object"),
        help_text=gettext_lazy("It is published after the vote, without your name."),
        max_length=LONGEST_OBJECTION,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    @property
    def choices(self) -> list[dict[str, str]]:
        return [
            {
                "value": "consent",
                "words": _("I consent"),
                "more": _("Good enough for now, safe enough to try."),
            },
            {"value": "aside", "words": _("I stand aside"), "more": _("Not mine, but I won't stop it.")},
            {"value": "object", "words": _("I object"), "more": _("It would harm us: I say below how.")},
        ]

    def said(self) -> Json:
        choice = str(self.cleaned_data["choice"])
        return ["object", self.cleaned_data["objection"]] if choice == "object" else [choice]


class RankedPaper(Paper):
    """A place for each option: 1 is the first choice, equal places are allowed, and some may have none."""

    shape = "ranked"

    def add_answers(self) -> None:
        places = min(len(self.question.options), _MOST_PLACES)
        ranks = [("", "–"), *((str(place), _nth(place)) for place in range(1, places + 1))]
        for number, title in enumerate(titles_of(self.question)):
            if number not in self.question.withdrawn:
                self.fields[f"rank-{number}"] = forms.ChoiceField(label=title, choices=ranks, required=False)

    @property
    def lines(self) -> list[tuple[int, forms.BoundField]]:
        """Each option's number and field, in the ballot's order."""
        wanted = [name for name in self.fields if name.startswith("rank-")]
        return [(int(name.removeprefix("rank-")), self[name]) for name in wanted]

    def said(self) -> Json:
        given = {number: int(self.cleaned_data[field.name] or 0) for number, field in self.lines}
        places = sorted({place for place in given.values() if place})
        return [[number for number, place in given.items() if place == wanted] for wanted in places]


class ApprovePaper(Paper):
    shape = "approve"

    def add_answers(self) -> None:
        choices = [
            (str(number), title)
            for number, title in enumerate(titles_of(self.question))
            if number not in self.question.withdrawn
        ]
        self.fields["approve"] = forms.MultipleChoiceField(
            choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )

    @property
    def approve_boxes(self) -> forms.BoundField:
        """One box for each option."""
        return self["approve"]

    def said(self) -> Json:
        return [int(each) for each in self.cleaned_data["approve"]]


class OnePaper(Paper):
    """One option, or none."""

    shape = "choices"

    def add_answers(self) -> None:
        named = [(each["value"], each["words"]) for each in self.choices]
        self.fields["choice"] = forms.ChoiceField(
            choices=named, error_messages={"required": _("Choose one, or none of them.")}
        )

    @property
    def choices(self) -> list[dict[str, str]]:
        titles = enumerate(titles_of(self.question))
        named = [
            {"value": str(number), "words": title}
            for number, title in titles
            if number not in self.question.withdrawn
        ]
        return [*named, {"value": "none", "words": _("None of these")}]

    def said(self) -> Json:
        choice = self.cleaned_data["choice"]
        return [] if choice == "none" else [int(choice)]


class PointsPaper(Paper):
    """Points for each option."""

    shape = "points"

    def add_answers(self) -> None:
        points = [(str(number), str(number)) for number in range(MOST_POINTS + 1)]
        for number, title in enumerate(titles_of(self.question)):
            if number not in self.question.withdrawn:
                self.fields[f"points-{number}"] = forms.ChoiceField(label=title, choices=points)

    @property
    def lines(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("points-")]

    def said(self) -> Json:
        known = range(len(self.question.options))
        return [int(self.cleaned_data.get(f"points-{number}") or 0) for number in known]


class NumberPaper(Paper):
    shape = "number"

    def add_answers(self) -> None:
        question = self.question
        assert isinstance(question, Number)
        words = _("A whole number from {low} to {high}; leave it empty to abstain.")
        self.fields["number"] = forms.IntegerField(
            label=_("How much?"),
            help_text=words.format(low=question.lowest, high=question.highest),
            min_value=question.lowest,
            max_value=question.highest,
            required=False,
        )

    def said(self) -> Json:
        number = self.cleaned_data["number"]
        return ABSTAIN if number is None else int(number)


def titles_of(question: Question) -> list[str]:
    """How the options are called on the page: how things are, in her language; all else as written."""
    titles = [each.title for each in question.options]
    return [_(titles[0]), *titles[1:]] if titles and question.kind in WITH_STATUS_QUO else titles


def paper_for(question: Question, data: Mapping[str, Any] | None = None) -> Paper:
    """The paper that goes with a question."""
    if isinstance(question, YesNo):
        return YesNoPaper(data, question=question)
    if isinstance(question, Consent):
        return ConsentPaper(data, question=question)
    if isinstance(question, Number):
        return NumberPaper(data, question=question)
    if isinstance(question, PointsElection | PointsChoice):
        return PointsPaper(data, question=question)
    if isinstance(question, Ranked) and question.names_one:
        return OnePaper(data, question=question)
    ranks = isinstance(question, Ranked) and not question.approves
    return (RankedPaper if ranks else ApprovePaper)(data, question=question)


def said_again(question: Question, spelled: str) -> str:
    """A published ballot in words, for its voter."""
    if isinstance(question, ByClass):
        key, _space, answer = spelled.rpartition(" ")
        return f"{answer} ({question.known.name_of(key)})" if key else answer
    if isinstance(question, YesNo | Number):
        return spelled
    said = json.loads(spelled)
    if isinstance(question, Consent):
        return " – ".join(said)
    if isinstance(question, PointsElection | PointsChoice):
        names = titles_of(question)
        return ", ".join(f"{name}: {points}" for name, points in zip(names, said, strict=True))
    ranks = said if isinstance(question, Ranked) and not question.approves else [[each] for each in said]
    names = titles_of(question)
    titles = [" = ".join(names[number] for number in rank) for rank in ranks]
    return ", ".join(titles) or _("nothing named")


def _nth(place: int) -> str:
    return _("choice {n}").format(n=place)
