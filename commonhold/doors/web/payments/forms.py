from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from commonhold.civic.payments import ibans
from commonhold.civic.payments.queries.desk import ExpectedChoice, FileView
from commonhold.civic.payments.reading.parsed import MOST_BYTES
from commonhold.civic.payments.reading.tables import Layout
from commonhold.civic.payments.refusals import FileTooLong
from commonhold.doors.web.money.forms import AmountField
from commonhold.doors.web.refused import RefusedForm
from commonhold.ground.ledger.amounts import amount_in_words

_COLUMNS = ("day", "amount", "came_in", "went_out", "name", "account", "text", "currency")


class StatementForm(RefusedForm):
    """A bank's file."""

    file = forms.FileField(
        label=_("The file from our bank"),
        help_text=_("CAMT.053 (XML) is best; a table as CSV will do."),
        allow_empty_file=True,
    )

    def clean_file(self) -> UploadedFile[bytes]:
        """It, while it is small enough to be read at all."""
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(str(FileTooLong()))
        return file


class ColumnsForm(RefusedForm):
    """In which columns of a table what stands."""

    day = forms.TypedChoiceField(label=_("The day"), coerce=int)
    amount = forms.TypedChoiceField(
        label=_("The amount"), help_text=_("With a minus for what went out."), coerce=int
    )
    came_in = forms.TypedChoiceField(
        label=_("What came in"), help_text=_("Where a bank has a column for each."), coerce=int
    )
    went_out = forms.TypedChoiceField(label=_("What went out"), coerce=int)
    name = forms.TypedChoiceField(label=_("The other side's name"), coerce=int)
    account = forms.TypedChoiceField(label=_("The other side's account"), coerce=int)
    text = forms.TypedChoiceField(label=_("What it was for"), coerce=int)
    currency = forms.TypedChoiceField(label=_("The currency"), coerce=int)
    dates = forms.ChoiceField(
        label=_("How days are written"),
        choices=[
            ("dmy", _("31.12.2030 or 31/12/2030")),
            ("ymd", _("2030-12-31")),
            ("mdy", _("12/31/2030")),
        ],
    )
    decimal = forms.ChoiceField(
        label=_("How amounts are written"), choices=[(",", _("1.234,56")), (".", _("1,234.56"))]
    )

    def __init__(self, said: QueryDict | None, *, file: FileView) -> None:
        guess = {name: getattr(file.guess, name) for name in (*_COLUMNS, "dates", "decimal")}
        super().__init__(said, initial=guess)
        titles = [(at, title or str(at + 1)) for at, title in enumerate(file.titles)]
        for name in _COLUMNS:
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = titles if name == "day" else [(-1, _("no column")), *titles]

    def layout(self) -> Layout:
        return Layout(**self.cleaned_data)


class ElsewhereForm(forms.Form):
    """What a movement was for, where nothing that is suggested fits."""

    expected = forms.ChoiceField(label=_("A payment that is expected"), required=False)
    member = forms.CharField(
        label=_("Dues of"), help_text=_("Her name here, such as @ada."), max_length=80, required=False
    )

    def __init__(self, *args: Any, expected: Sequence[ExpectedChoice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["expected"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("choose one")), *((str(each.id), _words(each)) for each in expected)]


class RefundForm(RefusedForm):
    """How much of a card payment is given back."""

    payment = forms.IntegerField(widget=forms.HiddenInput)
    amount = AmountField()


class BankForm(RefusedForm):
    """Where somebody is paid."""

    iban = forms.CharField(label=_("IBAN, or account number"), max_length=50)
    name = forms.CharField(
        label=_("Whose account it is"),
        help_text=_("As your bank writes it."),
        max_length=ibans.LONGEST_NAME,
    )


def _words(each: ExpectedChoice) -> str:
    amount = amount_in_words(each.cents, each.currency)
    return ", ".join(filter(None, [each.person.name if each.person else "", each.words, amount]))
