"""Labelers between co-ops: what ours publish for others, and what those of peers say here.

A document is plain JSON; whoever passes it on signs it (`civic/peers/labelers.py`). Things have addresses
that mean the same everywhere: a post its URI, a person `name@server`, a server its name.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.installation.queries import must_be_founded, place
from commonhold.social.labels.actions.labelers import LONGEST_TITLE, LONGEST_WORDS
from commonhold.social.labels.actions.labelling import LONGEST_WORDS as LONGEST_WHY
from commonhold.social.labels.charter import LabelsCharter
from commonhold.social.labels.ending import end_labeler
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.labels.public import is_public
from commonhold.social.labels.reading import in_force
from commonhold.social.labels.refusals import NoSuchLabeler, NothingToLabel
from commonhold.social.labels.shape import Subject, Value, What, kept, read_subject, values_in
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from commonhold.social.posts import elsewhere
from commonhold.social.servers.queries import domain_of, is_ours

MOST_LABELERS, MOST_LABELS = 100, 2_000


@dataclass(frozen=True)
class SharedLabeler:
    """A labeler as its co-op publishes it. `number` is its id there."""

    number: str
    title: str
    words: str
    values: tuple[Value, ...]


@dataclass(frozen=True)
class SharedLabel:
    """A label as its co-op publishes it; `what` says how `address` is read."""

    what: What
    address: str
    value: str
    words: str
    at: datetime
    until: datetime | None


def labelers_of_ours() -> list[SharedLabeler]:
    """Those that people and groups here publish, and the co-op's own; never those of others."""
    rows = Labeler.objects.filter(closed_at=None).exclude(kind=Labeler.Kind.PEER).order_by("id")
    return [
        SharedLabeler(str(row.id), row.title, row.words, values_in(row.values))
        for row in rows[:MOST_LABELERS]
    ]


def labels_of_ours(labeler_id: int, *, now: datetime) -> tuple[SharedLabeler, list[SharedLabel]]:
    """What one of ours says now, the newest first. Raises NoSuchLabeler."""
    row = Labeler.objects.filter(id=labeler_id, closed_at=None).exclude(kind=Labeler.Kind.PEER).first()
    if row is None:
        raise NoSuchLabeler
    named = SharedLabeler(str(row.id), row.title, row.words, values_in(row.values))
    holding = list(in_force(now).filter(labeler=row).order_by("-id")[:MOST_LABELS])
    where = _addresses([read_subject(each.about) for each in holding])
    return named, [
        SharedLabel(
            read_subject(each.about).what, where[each.about], each.value, each.words, each.at, each.until
        )
        for each in holding
        if each.about in where
    ]


def of_peers(*, read_by_somebody: bool = False) -> list[tuple[int, str, str]]:
    """Labelers of peers, as id, server and number; on wish those alone that somebody here reads."""
    rows = Labeler.objects.filter(kind=Labeler.Kind.PEER, closed_at=None)
    if read_by_somebody:
        default = charter.current().read(LabelsCharter).default_labelers
        rows = (rows.filter(subscriptions__isnull=False) | rows.filter(id__in=default)).distinct()
    return list(rows.order_by("id").values_list("id", "domain", "number"))


@transaction.atomic
def keep_labelers(domain: str, found: Collection[SharedLabeler], *, now: datetime) -> None:
    """Write down which labelers a peer has now; what is gone there closes here."""
    there = {
        row.number: row for row in Labeler.objects.select_for_update().filter(kind="peer", domain=domain)
    }
    for each in found:
        said = {
            "title": each.title[:LONGEST_TITLE],
            "words": each.words[:LONGEST_WORDS],
            "values": kept(each.values),
        }
        row = there.pop(each.number, None)
        if row is None:
            number = {"domain": domain, "number": each.number}
            Labeler.objects.create(
                id=ids.new_id(now), kind="peer", opened_at=now, good_until=now, **number, **said
            )
        else:
            Labeler.objects.filter(id=row.id).update(closed_at=None, **said)
    for row in there.values():
        if row.closed_at is None:
            end_labeler(row, by=None, now=now)


@transaction.atomic
def keep_labels(labeler_id: int, found: Collection[SharedLabel], *, now: datetime) -> None:
    """Write down what a peer's labeler says now, which holds for as long as the charter lets it be silent.

    What it says no more ends. What a case here took off stays off.
    """
    row = Labeler.objects.select_for_update().filter(id=labeler_id, kind="peer", closed_at=None).first()
    if row is None:
        return
    law = charter.current().read(LabelsCharter)
    row.good_until = now + timedelta(days=law.silent_days)
    row.save(update_fields=["good_until"])
    longest = now + timedelta(days=law.most_days)
    before = {(each.address, each.value): each for each in row.labels.filter(ended_at=None)}
    overruled = set(row.labels.filter(end=Label.End.OVERRULED).values_list("address", "value"))
    named = _found(found)
    for each in found:
        key = (each.address, each.value)
        if key in overruled or (each.until is not None and each.until <= now):
            continue
        about = named.get((each.what, each.address), "")
        until = longest if each.until is None else min(each.until, longest)
        known = before.pop(key, None)
        if known is None:
            Label.objects.create(
                id=ids.new_id(now),
                labeler=row,
                about=about,
                address=each.address,
                value=each.value,
                words=each.words[:LONGEST_WHY],
                at=now,
                until=until,
            )
        else:
            known.about, known.until, known.words = about, until, each.words[:LONGEST_WHY]
            known.save(update_fields=["about", "until", "words"])
    gone = [each.id for each in before.values()]
    Label.objects.filter(id__in=gone).update(ended_at=now, end=Label.End.WITHDRAWN)


def _addresses(subjects: Collection[Subject]) -> dict[str, str]:
    """By name, what the whole network calls them; what is no longer for everybody is left out."""
    base = must_be_founded().public_url
    post_ids = [each.number for each in subjects if each.what == What.POST]
    theirs = elsewhere.of_posts(post_ids)
    lines = people.lines(ANYONE, [each.number for each in subjects if each.what == What.PERSON])
    found = {}
    for each in subjects:
        if not is_public(each):
            continue
        if each.what == What.POST:
            known = theirs.get(each.number)
            found[str(each)] = f"{base}/ap/posts/{each.number}" if known is None else known[0]
        elif each.what == What.PERSON:
            handle = lines[each.number].handle
            found[str(each)] = handle if "@" in handle else f"{handle}@{domain_of(base)}"
        else:
            found[str(each)] = each.key
    return found


def _found(labels: Collection[SharedLabel]) -> dict[tuple[What, str], str]:
    """What their addresses name here, of what everybody may read."""
    uris = [each.address for each in labels if each.what == What.POST]
    theirs = elsewhere.by_uris(uris)
    handles = {each.address: _handle(each.address) for each in labels if each.what == What.PERSON}
    known = people.by_handles(ANYONE, set(handles.values())) if handles else {}
    found: dict[tuple[What, str], str] = {}
    for each in labels:
        name = _name(each, theirs, {where: known.get(handle) for where, handle in handles.items()})
        if name and is_public(read_subject(name)):
            found[each.what, each.address] = name
    return found


def _name(
    label: SharedLabel,
    posts: Mapping[str, elsewhere.Elsewhere],
    persons: Mapping[str, people.PersonLine | None],
) -> str:
    if label.what == What.SERVER:
        try:
            return str(read_subject(f"server:{label.address}"))
        except NothingToLabel:
            return ""
    if label.what == What.PERSON:
        line = persons.get(label.address)
        return "" if line is None else f"person:{line.id}"
    here = place()
    ours = "" if here is None else f"{here.public_url}/ap/posts/"
    number = label.address.removeprefix(ours) if ours and label.address.startswith(ours) else ""
    if number.isascii() and number.isdecimal() and len(number) < 20:
        return f"post:{number}"
    known = posts.get(label.address)
    return "" if known is None else f"post:{known.post_id}"


def _handle(address: str) -> str:
    """As people are called here: `ada` for one of ours."""
    name, _at, domain = address.strip().removeprefix("@").lower().partition("@")
    return name if is_ours(domain) else f"{name}@{domain}"
