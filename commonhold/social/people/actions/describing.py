"""How somebody appears."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from commonhold.ground.fetching.safely import is_fetchable
from commonhold.ground.news import bus as news
from commonhold.social.people import queries
from commonhold.social.people.links import is_link
from commonhold.social.people.models import Person, ProfileField, ShownTo
from commonhold.social.people.names import checked_name
from commonhold.social.people.news import PersonDescribed
from commonhold.social.people.refusals import (
    FieldIncomplete,
    FieldTooLong,
    PronounsTooLong,
    SummaryTooLong,
    TooManyFields,
)

LONGEST_SUMMARY = 1000
LONGEST_PRONOUNS = 40
LONGEST_LABEL, LONGEST_VALUE = 60, 250
MOST_FIELDS = 6
_FEWEST_FIRST = (ShownTo.NOBODY, ShownTo.FOLLOWERS, ShownTo.MEMBERS)


@transaction.atomic
def describe_person(by: int, *, display_name: str, summary: str, now: datetime) -> None:
    """Change the name that people read, and what one says about oneself (plain text)."""
    queries.must_be_active(by)
    summary = summary.strip()
    if len(summary) > LONGEST_SUMMARY:
        raise SummaryTooLong(LONGEST_SUMMARY)
    Person.objects.filter(id=by).update(display_name=checked_name(display_name), summary=summary)
    news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def add_to_description(by: int, *, pronouns: str, fields: Sequence[tuple[str, str]], now: datetime) -> None:
    """Replace one's pronouns and the lines (label, value) of one's profile. Empty lines are left out.

    A line that stays as it was stays verified; every other link is looked at soon. A line stays shown to whom
    it was, also when only what it says changes; one that is wholly new where another went is for as few as
    that one was, so that no slip shows to all what was kept to few.
    """
    queries.must_be_active(by)
    person = Person.objects.select_for_update().get(id=by)
    pronouns = pronouns.strip()
    if len(pronouns) > LONGEST_PRONOUNS:
        raise PronounsTooLong(LONGEST_PRONOUNS)
    kept = [(label.strip(), value.strip()) for label, value in fields if label.strip() or value.strip()]
    if len(kept) > MOST_FIELDS:
        raise TooManyFields(MOST_FIELDS)
    for label, value in kept:
        if not label or not value:
            raise FieldIncomplete
        if len(label) > LONGEST_LABEL or len(value) > LONGEST_VALUE:
            raise FieldTooLong(LONGEST_LABEL, LONGEST_VALUE)
    person.pronouns = pronouns
    person.save(update_fields=["pronouns"])
    held = list(person.fields.order_by("place"))
    known = {(each.label, each.value): each for each in held if each.verified_at is not None}
    shown_to = _shown_to(held, kept)
    person.fields.all().delete()
    ProfileField.objects.bulk_create(
        _field(person, place, line, known.get(line), now, shown_to=shown_to[place])
        for place, line in enumerate(kept)
    )
    news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def choose_to_approve_followers(by: int, *, approves: bool, now: datetime) -> None:
    """Must people ask before they follow? Who follows already goes on; who has asked still waits."""
    queries.must_be_active(by)
    Person.objects.filter(id=by).update(approves_followers=approves)
    news.publish(PersonDescribed(person_id=by), now=now)


@transaction.atomic
def present_oneself(
    by: int,
    *,
    display_name: str,
    summary: str,
    pronouns: str,
    fields: Sequence[tuple[str, str]],
    approves_followers: bool,
    now: datetime,
) -> None:
    """All of the profile page at once, or nothing of it."""
    describe_person(by, display_name=display_name, summary=summary, now=now)
    add_to_description(by, pronouns=pronouns, fields=fields, now=now)
    choose_to_approve_followers(by, approves=approves_followers, now=now)


@transaction.atomic
def show_picture(person_id: int, *, address: str, now: datetime) -> None:
    """Bear this small picture in every byline from now on; none with an empty address. For rooms above."""
    Person.objects.filter(id=person_id, removed_at=None).update(avatar=address)


@transaction.atomic
def choose_to_be_found(by: int, *, is_searchable: bool, is_discoverable: bool, now: datetime) -> None:
    """May others find one's posts for many by their words? May one be suggested to people?"""
    queries.must_be_active(by)
    Person.objects.filter(id=by).update(is_searchable=is_searchable, is_discoverable=is_discoverable)
    news.publish(PersonDescribed(person_id=by), now=now)


def _shown_to(held: Sequence[ProfileField], kept: Sequence[tuple[str, str]]) -> list[str]:
    """To whom each line of `kept` is shown, by what was shown of those that are held."""
    by_label = {each.label: each.shown_to for each in held}
    by_value = {each.value: each.shown_to for each in held}
    words = {text for line in kept for text in line}
    gone = {each.shown_to for each in held if not {each.label, each.value} & words}
    fewest = next((each for each in _FEWEST_FIRST if each in gone), ShownTo.EVERYBODY)
    return [by_label.get(label) or by_value.get(value) or str(fewest) for label, value in kept]


def _field(
    person: Person,
    place: int,
    line: tuple[str, str],
    verified: ProfileField | None,
    now: datetime,
    *,
    shown_to: str,
) -> ProfileField:
    label, value = line
    field = ProfileField(person=person, place=place, label=label, value=value, shown_to=shown_to)
    if verified is not None:
        field.verified_at, field.confirmed_at = verified.verified_at, verified.confirmed_at
        field.look_at = verified.look_at
    elif is_link(value) and is_fetchable(value):
        field.look_at = now
    return field
