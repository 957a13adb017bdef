"""What all forms of proposals have in common: title, reasons, how it is voted, notice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.governance.actions.bring import NewOption
from commonhold.civic.governance.questions import sealable
from commonhold.civic.governance.questions.asked import METHODS, Asked
from commonhold.civic.governance.vocabulary import Kind, Mode
from commonhold.doors.web.decide.fields import read_value
from commonhold.doors.web.decide.proposing import wording
from commonhold.doors.web.decide.proposing.rows import Rows
from commonhold.ground.charter.section import Parameter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import Refusal


class ProposalForm(forms.Form):
    """Subclasses add what is asked, and say it as a question, decisions and options."""

    kind: ClassVar[Kind] = Kind.MOTION

    title = forms.CharField(
        label=gettext_lazy("Title"), min_length=3, max_length=120, help_text=gettext_lazy("In a few words")
    )
    text = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=gettext_lazy("What is the matter, and why is this the answer? Markdown works."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        currency: str,
        rows: Rows | None = None,
        voters: Sequence[tuple[int, str]] = (),
        **told: Any,
    ) -> None:
        super().__init__(data, **told)
        self.currency, self.rows, self.voters = currency, rows, voters
        self.add_what_is_asked()
        if rows is None:  # what is asked comes before the words for it; rows come below
            self.order_fields([name for name in self.fields if name not in {"title", "text"}])
        self._asked_for = list(self.fields)
        self.add_how_it_is_voted()

    def add_what_is_asked(self) -> None:
        """Add the fields of this kind."""

    def add_how_it_is_voted(self) -> None:
        """Method where there are several, mode, and notice."""
        known = METHODS[self.kind]
        if len(known) > 1:
            named = [(each.version, each.name) for each in known]
            self.fields["method"] = _radio(_("How it is counted"), wording.methods(named))
            self.initial.setdefault("method", known[0].version)
        modes = [each for each in Mode if each is not Mode.SEALED or self.voters]
        self.fields["mode"] = _radio(_("What becomes known of who voted how"), wording.modes(modes))
        self.initial.setdefault("mode", str(Mode.CONFIDENTIAL))
        if self.voters:
            self.add_trustees()
        self.fields["notice_days"] = forms.IntegerField(
            label=_("Days of notice before the vote opens"), min_value=0, max_value=60
        )

    def add_trustees(self) -> None:
        """Whom a sealed vote trusts with its key. `voters` are known where the charter allows it."""
        self.fields["trustees"] = forms.MultipleChoiceField(
            label=_("Trustees, if the vote is sealed"),
            help_text=_("They make the key together before notice. Choose people who would not plot."),
            choices=[(str(person_id), name) for person_id, name in self.voters],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["needed"] = forms.IntegerField(
            label=_("How many of them open the count"),
            help_text=_("At least two. That many together could read every ballot; fewer can't."),
            min_value=2,
            max_value=sealable.MOST_TRUSTEES,
            required=False,
        )

    def is_valid(self) -> bool:
        rows = self.rows is None or self.rows.is_valid()
        return super().is_valid() and rows

    @property
    def what_is_asked(self) -> list[forms.BoundField]:
        """The fields above “how it is voted”."""
        return [self[name] for name in self._asked_for]

    @property
    def is_refused(self) -> bool:
        return bool(self.errors) or (self.rows is not None and self.is_bound and not self.rows.is_valid())

    @property
    def asks(self) -> Kind:
        """The kind of vote; some forms let their author choose."""
        return self.kind

    def asked(self) -> Asked:
        """The question that the cleaned form says. Raises Refusal."""
        said, mode = self.cleaned_data, Mode(self.cleaned_data["mode"])
        trusted: dict[str, Any] = {}
        if mode is Mode.SEALED:
            trusted = {"trustees": " ".join(said["trustees"]), "needed": said["needed"] or 0}
        return Asked(
            kind=self.asks,
            method=said.get("method", ""),
            mode=mode,
            **trusted,
            **self.more_asked(),
        )

    def more_asked(self) -> dict[str, Any]:
        """What this kind of question needs beside method and mode."""
        return {}

    def decisions(self) -> Sequence[Decision]:
        """What is decided where it is carried. Raises Refusal."""
        return ()

    def options(self) -> list[NewOption]:
        """What its author puts on the ballot. Raises Refusal."""
        return []

    def stands(self) -> str | None:
        """What its author says of herself, where she stands."""
        return None

    def read(self, name: str, parameter: Parameter) -> int | str:
        """A field's value as the charter stores it. Raises Refusal beside that field."""
        return stored(parameter, self.cleaned_data[name], field=name, currency=self.currency)

    def refuse(self, refusal: Refusal) -> None:
        """Put a refusal beside its field, or on top."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, str(refusal))


def stored(parameter: Parameter, typed: str, *, field: str, currency: str) -> int | str:
    """What a member typed, as the charter stores it. Raises Refusal beside the field."""
    try:
        return parameter.write(read_value(parameter, typed, currency=currency))
    except Refusal as refusal:
        raise Refusal("{reason}", reason=refusal, field=field) from None


def _radio(label: str, choices: Sequence[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)


class AskedForm(ProposalForm):
    """One decision, that can be asked in several ways."""

    ways: ClassVar[Sequence[Kind]] = (Kind.MOTION, Kind.CONSENT, Kind.ADVISORY)

    def add_how_it_is_voted(self) -> None:
        self.fields["asks"] = _radio(_("How we are asked"), wording.kinds(self.ways))
        self.initial.setdefault("asks", str(self.ways[0]))
        super().add_how_it_is_voted()

    @property
    def asks(self) -> Kind:
        return Kind(self.cleaned_data["asks"])
