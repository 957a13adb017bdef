"""Forms of decisions that change one line of a table of the charter, and of moving a member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from commonhold.civic.governance.decisions import SetParameter, SetRange, SetRule
from commonhold.civic.members import classes
from commonhold.civic.members.charter import ClassesCharter
from commonhold.civic.members.decisions import EndClass, MoveMember, SetClass
from commonhold.doors.web.decide.proposing import wording
from commonhold.doors.web.decide.proposing.form import AskedForm
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.charter.deciding import RULES
from commonhold.ground.decisions import register as decisions
from commonhold.ground.decisions.decision import Decision

_RIGHTS = ("votes", "proposes", "stands", "joins", "apart")


class RuleForm(AskedForm):
    """Which vote one kind of decision, or one parameter, needs."""

    def add_what_is_asked(self) -> None:
        self.fields["about"] = forms.ChoiceField(label=_("Which decision"), choices=_decidable())
        self.fields["rule"] = forms.ChoiceField(
            label=_("Which vote it needs"),
            choices=[(name, wording.Explained(*wording.RULES_EXPLAINED[name])) for name in RULES],
            widget=forms.RadioSelect,
        )

    def decisions(self) -> list[Decision]:
        return [SetRule(self.cleaned_data["about"], self.cleaned_data["rule"])]


class ClassForm(AskedForm):
    """A class of members: a new one, or another description and other rights of one that there is."""

    def add_what_is_asked(self) -> None:
        known = charter.current().read(ClassesCharter).named(str(self.initial.get("class_key", "")))
        self.fields["class_key"] = forms.SlugField(
            label=_("Short name, for ever"),
            max_length=20,
            help_text=_("Small letters, digits and dashes. That of a class that there is changes it."),
        )
        self.fields["name"] = forms.CharField(label=_("Name"), max_length=classes.LONGEST_NAME)
        self.fields["description"] = forms.CharField(
            label=_("Who belongs to it"),
            max_length=classes.LONGEST_WORDS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        for right, label in (
            ("votes", _("Its members vote")),
            ("proposes", _("They may propose")),
            ("stands", _("They may hold a mandate")),
            ("joins", _("Newcomers may choose it, and members may move into it")),
            ("apart", _("In votes by classes it must agree by itself")),
        ):
            self.fields[right] = forms.BooleanField(label=label, required=False)
            self.initial.setdefault(right, True if known is None else bool(getattr(known, right)))
        self.fields["weight"] = forms.IntegerField(
            label=_("What one of its votes weighs where classes are weighed"),
            min_value=1,
            max_value=classes.HEAVIEST,
        )
        self.initial.setdefault("weight", 1 if known is None else known.weight)
        if known is not None:
            self.initial.setdefault("name", known.name)
            self.initial.setdefault("description", known.words)

    def decisions(self) -> list[Decision]:
        said = self.cleaned_data
        rights = {right: int(said[right]) for right in _RIGHTS}
        return [
            SetClass(said["class_key"], said["name"], said["description"], weight=said["weight"], **rights)
        ]


class EndClassForm(AskedForm):
    """A class that nobody belongs to any more."""

    def add_what_is_asked(self) -> None:
        self.fields["class_key"] = forms.ChoiceField(label=_("Which class"), choices=_classes())

    def decisions(self) -> list[Decision]:
        return [EndClass(self.cleaned_data["class_key"])]


class MoveForm(AskedForm):
    """A member's class."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, people: Sequence[tuple[int, str]], **told: Any
    ) -> None:
        self.people = people
        super().__init__(data, **told)

    def add_what_is_asked(self) -> None:
        choices = [(str(person_id), name) for person_id, name in self.people]
        self.fields["person_id"] = forms.ChoiceField(label=_("Who"), choices=choices)
        self.fields["to"] = forms.ChoiceField(label=_("Into which class"), choices=_classes())

    def decisions(self) -> list[Decision]:
        return [MoveMember(self.cleaned_data["person_id"], self.cleaned_data["to"])]


#: The form that changes one line of each table.
TABLES: Mapping[str, type[AskedForm]] = {"deciding.rules": RuleForm, "classes.table": ClassForm}


def _classes() -> list[tuple[str, str]]:
    return [(each.key, each.title) for each in charter.current().read(ClassesCharter).every]


def _decidable() -> list[tuple[str, list[tuple[str, str]]]]:
    """Everything that has a rule of its own: kinds of decision, and the charter by section."""
    apart = [
        (each.kind, str(each.title))
        for each in decisions.decisions()
        if each.changes is None and each not in (SetParameter, SetRange)
    ]
    sections = [
        (str(section.title), [(each.key, str(each.words)) for each in section.parameters()])
        for section in parameters.sections()
    ]
    return [(_("Kinds of decision"), apart), *sections]
