from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.exchange.actions import offering, pooling
from commonhold.civic.exchange.queries import offers
from commonhold.civic.exchange.vocabulary import PoolRule
from commonhold.civic.treasury.accounts import currency
from commonhold.doors.web.exchange.fields import area, choose
from commonhold.doors.web.exchange.reading import cents_of
from commonhold.doors.web.refused import RefusedForm
from commonhold.ground.refusal import NotFound
from commonhold.social.people import queries as people
from commonhold.social.people.queries import PersonLine, Viewer


class PoolForm(RefusedForm):
    title = forms.CharField(label=gettext_lazy("What is it called?"), max_length=offering.LONGEST_TITLE)
    text = forms.CharField(
        label=gettext_lazy("What is in it?"),
        help_text=gettext_lazy("Markdown works."),
        max_length=pooling.LONGEST_TEXT,
        required=False,
        widget=area(4),
    )


class TakeInForm(RefusedForm):
    handle = forms.CharField(label=gettext_lazy("Whom? Their name here, such as caro"), max_length=30)

    def person_id(self, viewer: Viewer) -> int:
        """Raises ValidationError for nobody of ours."""
        try:
            return people.by_handle(viewer, self.cleaned_data["handle"].lstrip("@")).id
        except NotFound as missing:
            raise forms.ValidationError(_("We know nobody of this name here.")) from missing


class RuleForm(RefusedForm):
    """How income is shared; fixed parts have a field for each artist."""

    rule = forms.ChoiceField(
        label=gettext_lazy("How is income shared?"),
        choices=PoolRule.choices,
        initial=PoolRule.EQUAL,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, artists: Sequence[PersonLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._artists = artists
        for each in artists:
            self.fields[f"part_{each.id}"] = forms.IntegerField(
                label=_("{name}: thousandths, where parts are fixed").format(name=each.name),
                min_value=0,
                max_value=pooling.WHOLE,
                required=False,
            )

    def said(self) -> dict[str, Any]:
        said = self.cleaned_data
        parts = {each.id: said.get(f"part_{each.id}") or 0 for each in self._artists}
        return {"rule": said["rule"], "parts": parts}


class SaleForm(RefusedForm):
    """What all of it is offered for, once its artists agree."""

    category = forms.ChoiceField(label=gettext_lazy("Category"))
    money = forms.DecimalField(
        label=gettext_lazy("How much money for all of it?"),
        help_text=gettext_lazy("Empty, and it is a gift. The buyer pays each artist directly."),
        min_value=Decimal(0),
        max_digits=12,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "category", [(each, each) for each in offers.categories()])

    def said(self) -> dict[str, Any]:
        """Raises ValidationError for parts of a minor unit."""
        said = self.cleaned_data
        return {"category": said["category"], "cents": cents_of(said["money"], currency())}
