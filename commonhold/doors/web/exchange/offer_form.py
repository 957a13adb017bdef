"""The form of an offer: long, since what two people agree on later is said here once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonhold.civic.exchange.actions import offering
from commonhold.civic.exchange.actions.offering import Draft
from commonhold.civic.exchange.pricing import Asked, no_deposits
from commonhold.civic.exchange.queries.offers import OfferView
from commonhold.civic.exchange.vocabulary import (
    Audience,
    Cancelling,
    Direction,
    Licence,
    Per,
    Price,
    Rough,
)
from commonhold.doors.web.events.forms import zones
from commonhold.doors.web.exchange.fields import area, choose
from commonhold.doors.web.exchange.reading import cents_of, point_as_typed, point_of
from commonhold.doors.web.refused import RefusedForm
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.ledger.amounts import as_typed
from commonhold.social.media.actions import LONGEST_ALT


class OfferForm(RefusedForm):
    """What is offered or looked for, for what, where and for whom."""

    direction = forms.ChoiceField(
        label=gettext_lazy("What is it?"),
        choices=Direction.choices,
        initial=Direction.OFFER,
        widget=forms.RadioSelect,
    )
    title = forms.CharField(
        label=gettext_lazy("In a line"),
        help_text=gettext_lazy("Such as “A seat to the coast on Saturday”."),
        max_length=offering.LONGEST_TITLE,
    )
    category = forms.ChoiceField(label=gettext_lazy("Category"))
    text = forms.CharField(
        label=gettext_lazy("What should people know?"),
        help_text=gettext_lazy("Markdown works."),
        max_length=offering.LONGEST_TEXT,
        required=False,
        widget=area(5),
    )
    price = forms.ChoiceField(
        label=gettext_lazy("For what?"),
        help_text=gettext_lazy("Money goes from one of you to the other. The co-op never holds it."),
        choices=Price.choices,
        initial=Price.GIFT,
        widget=forms.RadioSelect,
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("How many minutes?"),
        help_text=gettext_lazy("For time and mutual credit. An hour is 60."),
        min_value=1,
        max_value=1_000_000,
        required=False,
    )
    money = forms.DecimalField(
        label=gettext_lazy("How much money?"),
        help_text=gettext_lazy("Such as 12.50"),
        min_value=Decimal(0),
        max_digits=12,
        required=False,
    )
    per = forms.ChoiceField(
        label=gettext_lazy("The price is"), choices=Per.choices, initial=Per.WHOLE, required=False
    )
    cancelling = forms.ChoiceField(
        label=gettext_lazy("The one who receives cancels"),
        help_text=gettext_lazy("The one who gives owes nothing by cancelling."),
        choices=Cancelling.choices,
        initial=Cancelling.ANY_TIME,
        required=False,
    )
    deposit = forms.DecimalField(
        label=gettext_lazy("A deposit of money, between you two"),
        min_value=Decimal(0),
        max_digits=12,
        required=False,
    )
    deposit_minutes = forms.IntegerField(
        label=gettext_lazy("A deposit of mutual credit, in minutes"),
        help_text=gettext_lazy(
            "It is set aside when both agree, and free again when both say that it is done. Whoever cancels "
            "late leaves it to the one who gives, instead of half of the price."
        ),
        min_value=0,
        max_value=1_000_000,
        required=False,
    )
    place = forms.CharField(
        label=gettext_lazy("Where?"),
        help_text=gettext_lazy("In words, as roughly as you like."),
        max_length=offering.LONGEST_PLACE,
        required=False,
    )
    coordinates = forms.CharField(
        label=gettext_lazy("On the map"),
        help_text=gettext_lazy("Two numbers, such as 52.52, 13.40. So it is found by distance."),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    rough = forms.ChoiceField(
        label=gettext_lazy("How exactly is the place kept?"),
        choices=Rough.choices,
        initial=Rough.TOWN,
        required=False,
    )
    time_zone = forms.ChoiceField(label=gettext_lazy("On whose clock?"))
    seats = forms.IntegerField(
        label=gettext_lazy("For how many at the same time?"),
        help_text=gettext_lazy("Three seats in a car, one room."),
        min_value=1,
        max_value=offering.MOST_SEATS,
        initial=1,
    )
    audience = forms.ChoiceField(
        label=gettext_lazy("Who may see it?"),
        choices=Audience.choices,
        initial=Audience.EVERYBODY,
        widget=forms.RadioSelect,
    )
    licence = forms.ChoiceField(
        label=gettext_lazy("For a photograph, music or a text: its licence"),
        choices=[("", gettext_lazy("It is no such work")), *Licence.choices],
        required=False,
    )
    licence_words = forms.CharField(
        label=gettext_lazy("The use that you state, or your own words"),
        max_length=offering.LONGEST_LICENCE,
        required=False,
        widget=area(3),
    )
    picture = forms.FileField(
        label=gettext_lazy("A picture"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/png,image/webp,image/jpeg"}),
    )
    alt = forms.CharField(
        label=gettext_lazy("What the picture shows"),
        help_text=gettext_lazy("In a sentence, for those who listen to pages."),
        max_length=LONGEST_ALT,
        required=False,
    )
    says_so = forms.BooleanField(
        label=gettext_lazy("Say it in a public post of mine too"),
        help_text=gettext_lazy("People on other servers see it with a link."),
        required=False,
    )

    def __init__(
        self, *args: Any, categories: Sequence[str], currency: str, keeps: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._currency = currency
        law = no_deposits()
        more = _("The co-op holds none: you take it and give it back yourselves.")
        self.fields["deposit"].help_text = f"{more} {law.says} ({law.paragraph})"
        named = [*categories, *([keeps] if keeps and keeps not in categories else [])]
        choose(self, "category", [(each, each) for each in named])
        choose(self, "time_zone", zones())
        self.initial.setdefault("time_zone", charter.current().read(CoopCharter).time_zone)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        self._read(said, "coordinates", lambda: point_of(said.get("coordinates") or ""))
        for name in ("money", "deposit"):
            self._read(said, name, partial(cents_of, said.get(name), self._currency))
        return said

    def _read(self, said: dict[str, Any], name: str, read: Callable[[], Any]) -> None:
        try:
            said[name] = read()
        except forms.ValidationError as wrong:
            self.add_error(name, wrong)

    def draft(self) -> Draft:
        """As the room takes it."""
        said = self.cleaned_data
        price = Asked(
            price=said["price"],
            per=said["per"] or Per.WHOLE,
            minutes=said["minutes"] or 0,
            cents=said["money"],
            deposit_cents=said["deposit"],
            deposit_minutes=said["deposit_minutes"] or 0,
            cancelling=said["cancelling"] or Cancelling.ANY_TIME,
        )
        return Draft(
            direction=said["direction"],
            category=said["category"],
            title=said["title"],
            text=said["text"],
            audience=said["audience"],
            price=price,
            place=said["place"],
            rough=said["rough"] or Rough.TOWN,
            point=said["coordinates"],
            time_zone=said["time_zone"],
            seats=said["seats"],
            licence=said["licence"],
            licence_words=said["licence_words"],
        )


def initial_of(offer: OfferView, currency: str) -> dict[str, Any]:
    """An offer as its form shows it."""
    line = offer.line
    return {
        "direction": line.direction,
        "title": line.title,
        "category": line.category,
        "text": offer.text,
        "price": line.price.kind,
        "minutes": line.price.minutes or None,
        "money": as_typed(line.price.cents, currency) if line.price.cents else None,
        "per": line.price.per,
        "cancelling": offer.cancelling,
        "deposit": as_typed(offer.deposit_cents, currency) if offer.deposit_cents else None,
        "deposit_minutes": offer.deposit_minutes or None,
        "place": line.place,
        "coordinates": point_as_typed(offer.point),
        "rough": offer.rough,
        "time_zone": offer.time_zone,
        "seats": offer.seats,
        "audience": Audience.MEMBERS if line.is_members_only else Audience.EVERYBODY,
        "licence": offer.licence_code,
        "licence_words": offer.licence_words,
    }
