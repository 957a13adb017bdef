from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.moving_in.vocabulary import Kind
from commonhold.doors.web.agreements.asking import add_agreement
from commonhold.doors.web.decide.proposing.wording import Explained
from commonhold.doors.web.refused import RefusedForm
from commonhold.social.people.queries import ToAgree


def columns_of(kind: Kind) -> str:
    """Which columns a file of this kind has."""
    return {
        Kind.MEMBERS: _("Columns: number, name, email, joined (2019-05-31) and, if you like, class."),
        Kind.SHARES: _("Columns: number (of the member) and shares, those that are paid."),
        Kind.DECISIONS: _("Columns: date (2019-05-31), title, result and, if you like, text."),
        Kind.BALANCES: _("Columns: account (assets:bank), name, and either amount or debit and credit."),
        Kind.OPEN_COLLECTIVE: _("The transactions.csv of your account there, with its usual columns."),
    }[kind]


class FileForm(RefusedForm):
    """A file, and what it holds."""

    file = forms.FileField(
        label=gettext_lazy("A .csv file"),
        help_text=gettext_lazy("In UTF-8, with the names of its columns on top. You look at it first."),
        allow_empty_file=True,
        max_length=200,
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, kinds: Sequence[Kind], **told: Any) -> None:
        super().__init__(*args, **told)
        choices = [(str(each), Explained(str(each.label), columns_of(each))) for each in kinds]
        self.fields["kind"] = forms.ChoiceField(
            label=_("What it holds"), choices=choices, widget=forms.RadioSelect
        )
        self.order_fields(["kind", "file"])


class ClaimForm(RefusedForm):
    """Terms, where something is still open."""

    def __init__(self, *args: Any, asked: ToAgree, **told: Any) -> None:
        super().__init__(*args, **told)
        add_agreement(self, asked)
