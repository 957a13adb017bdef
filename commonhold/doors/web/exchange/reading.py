"""What forms type: places, times on the clock of a place, and money."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal, InvalidOperation
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext as _

from commonhold.civic.exchange import clocks
from commonhold.civic.exchange.actions.asking import NO_TIME, Span
from commonhold.civic.exchange.places import MILLION, Point
from commonhold.civic.exchange.refusals import SkippedHour
from commonhold.ground.ledger.amounts import exponent


def point_of(typed: str) -> Point | None:
    """ "52.52, 13.40" as a point; nothing for nothing. Raises ValidationError."""
    if not typed.strip():
        return None
    parts = typed.replace(";", ",").replace("°", "").split(",")
    try:
        latitude, longitude = (Decimal(each.strip()) for each in parts)
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError
    except (InvalidOperation, ValueError) as broken:
        words = _("Write it as two numbers, such as 52.52, 13.40, or leave it empty.")
        raise forms.ValidationError(words) from broken
    return Point(int(latitude * MILLION), int(longitude * MILLION))


def point_as_typed(point: Point | None) -> str:
    if point is None:
        return ""
    latitude, longitude = (Decimal(each) / MILLION for each in (point.latitude, point.longitude))
    return f"{latitude.normalize():f}, {longitude.normalize():f}"


def cents_of(typed: Decimal | None, currency: str) -> int:
    """Minor units of an amount. Raises ValidationError for parts of one."""
    if typed is None:
        return 0
    amount = typed.scaleb(exponent(currency))
    if amount != int(amount):
        raise forms.ValidationError(_("Our money has no parts that small. Round it."))
    return int(amount)


def span_of(starts: datetime | None, ends: datetime | None, zone: str) -> Span:
    """Times as the clock of that place shows them. Raises ValidationError for an hour that it skips."""
    if starts is None and ends is None:
        return NO_TIME
    return Span(*(None if each is None else _on(each, ZoneInfo(zone)) for each in (starts, ends)))


def _on(at: datetime, zone: ZoneInfo) -> datetime:
    try:
        return clocks.on_the_clock(at.replace(tzinfo=None), zone)
    except SkippedHour as skipped:
        raise forms.ValidationError(str(skipped)) from skipped
