"""How somebody appears."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from commonhold.social.people import queries
from commonhold.social.people.models import Person
from commonhold.social.people.names import checked_name
from commonhold.social.people.refusals import SummaryTooLong

LONGEST_SUMMARY = 1000


@transaction.atomic
def describe_person(by: int, *, display_name: str, summary: str, now: datetime) -> None:
    """Change the name that people read, and what one says about oneself (plain text)."""
    queries.must_be_active(by)
    summary = summary.strip()
    if len(summary) > LONGEST_SUMMARY:
        raise SummaryTooLong(LONGEST_SUMMARY)
    Person.objects.filter(id=by).update(display_name=checked_name(display_name), summary=summary)


@transaction.atomic
def choose_to_be_found(by: int, *, is_searchable: bool, is_discoverable: bool, now: datetime) -> None:
    """May others find one's posts for many by their words? May one be suggested to people?"""
    queries.must_be_active(by)
    Person.objects.filter(id=by).update(is_searchable=is_searchable, is_discoverable=is_discoverable)
