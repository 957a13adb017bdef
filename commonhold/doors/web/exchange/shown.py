"""Offers and agreements as cards show them: times on the clock of the place, prices in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from commonhold.civic.exchange.queries.agreements import AgreementLine, AgreementView, ChangeView
from commonhold.civic.exchange.queries.offers import OfferView, TimeView
from commonhold.civic.exchange.vocabulary import State
from commonhold.doors.web.templatetags import times

_LOOKS = {
    State.ASKED: ("blue", "circle-help"),
    State.AGREED: ("green", "handshake"),
    State.DONE: ("amber", "hourglass"),
    State.SETTLED: ("green", "circle-check"),
    State.DISPUTED: ("rust", "triangle-alert"),
    State.RESOLVED: ("violet", "circle-check"),
}


@dataclass(frozen=True)
class StateLook:
    """A state's word, colour and shape."""

    words: str
    tone: str
    drawing: str


@dataclass(frozen=True)
class AgreementCard:
    line: AgreementLine
    when: str
    look: StateLook


@dataclass(frozen=True)
class TimeCard:
    id: int
    words: str


def look_of(state: State) -> StateLook:
    tone, drawing = _LOOKS.get(state, ("grey", "circle-minus"))
    return StateLook(str(state.label), tone, drawing)


def span_in_words(starts: datetime | None, ends: datetime | None, zone_name: str, *, now: datetime) -> str:
    """ "Saturday 9 May, 09:00 – 18:00"; nothing without a time."""
    if starts is None or ends is None:
        return ""
    zone = ZoneInfo(zone_name)
    first, last = starts.astimezone(zone), ends.astimezone(zone)
    end = times.clock(ends, zone) if first.date() == last.date() else times.day_and_clock(ends, zone, now=now)
    return f"{times.day_and_clock(starts, zone, now=now)} – {end}"


def cards(lines: Iterable[AgreementLine], *, now: datetime) -> list[AgreementCard]:
    return [
        AgreementCard(
            each, span_in_words(each.starts_at, each.ends_at, each.time_zone, now=now), look_of(each.state)
        )
        for each in lines
    ]


def open_times(offer: OfferView, *, now: datetime) -> list[TimeCard]:
    return [TimeCard(each.id, _time(each, offer.time_zone, now)) for each in offer.open_times]


def when_of(agreement: AgreementView | ChangeView, zone: str, *, now: datetime) -> str:
    return span_in_words(agreement.starts_at, agreement.ends_at, zone, now=now)


def _time(each: TimeView, zone: str, now: datetime) -> str:
    return span_in_words(each.starts_at, each.ends_at, zone, now=now)
