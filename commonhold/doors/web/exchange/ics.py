"""Open times and agreements as iCalendar (RFC 5545), on the clock of their place."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from commonhold.civic.exchange.queries.agreements import AgreementView
from commonhold.civic.exchange.queries.offers import OfferView
from commonhold.civic.exchange.vocabulary import State


def of_offer(offer: OfferView, *, home: str) -> bytes:
    """Its open times. `home` is the co-op's own address, with a slash at its end."""
    calendar, zone = _calendar(offer.line.title), ZoneInfo(offer.time_zone)
    for each in offer.open_times:
        part = _event(f"open-{each.id}", offer.line.title, offer.line.at, home)
        part.add("sequence", offer.revision)
        part.add("dtstart", each.starts_at.astimezone(zone))
        part.add("dtend", each.ends_at.astimezone(zone))
        part.add("url", f"{home}exchange/{offer.line.id}")
        part.add("transp", "TRANSPARENT")
        if offer.line.place:
            part.add("location", offer.line.place)
        calendar.add_component(part)
    return _written(calendar)


def of_agreement(agreement: AgreementView, *, home: str) -> bytes:
    """One agreement, called off where it was."""
    calendar, zone = _calendar(agreement.title), ZoneInfo(agreement.time_zone)
    part = _event(f"agreement-{agreement.id}", agreement.title, agreement.at, home)
    if agreement.starts_at is not None and agreement.ends_at is not None:
        part.add("dtstart", agreement.starts_at.astimezone(zone))
        part.add("dtend", agreement.ends_at.astimezone(zone))
    part.add("sequence", len(agreement.steps))
    called_off = agreement.state in {State.CANCELLED, State.DECLINED, State.WITHDRAWN, State.LAPSED}
    waits = agreement.state is State.ASKED
    part.add("status", "CANCELLED" if called_off else "TENTATIVE" if waits else "CONFIRMED")
    part.add("url", f"{home}exchange/agreements/{agreement.id}")
    part.add("description", f"{agreement.other.name} (@{agreement.other.handle})")
    if agreement.place:
        part.add("location", agreement.place)
    calendar.add_component(part)
    return _written(calendar)


def _calendar(name: str) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Commonhold//Exchange//EN")
    calendar.add("version", "2.0")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)
    return calendar


def _event(uid: str, title: str, at: datetime, home: str) -> Event:
    part = Event()
    part.add("uid", f"{uid}@{urlsplit(home).hostname}")
    part.add("dtstamp", at.astimezone(UTC))
    part.add("summary", title)
    return part


def _written(calendar: Calendar) -> bytes:
    calendar.add_missing_timezones()
    made: bytes = calendar.to_ical()
    return made
