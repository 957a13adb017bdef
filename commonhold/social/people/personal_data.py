"""What this room keeps of a person: what she gets when she asks, and what goes when she leaves."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Q

from commonhold.social.people import handles, queries
from commonhold.social.people.models import (
    Agreement,
    Block,
    BoostsHidden,
    Follow,
    KeptCircle,
    Mute,
    NotSuggested,
    Person,
    PrivateNote,
    ProfileField,
    RetiredHandle,
    ServerBlock,
    Standing,
)


def export_of(person_id: int) -> dict[str, Any]:
    """Name, sign-in address, follows, standings and whom she keeps away, as plain values."""
    row = Person.objects.select_related("login").get(id=person_id)
    return {
        "handle": row.address,
        "display_name": row.display_name,
        "summary": row.summary,
        "pronouns": row.pronouns,
        "fields": [_field(each) for each in row.fields.order_by("place")],
        "email": row.login.email if row.login else None,
        "parts_kept_to_few": {each.part: each.shown_to for each in row.kept_parts.order_by("part")},
        "email_addresses": [
            {"address": each.email, "is_confirmed": each.verified}
            for each in EmailAddress.objects.filter(user=row.login_id).order_by("id")
        ],
        "approves_followers": row.approves_followers,
        "circle_shown_to": queries.circle_shown_to(queries.Viewer(person_id)),
        "is_searchable": row.is_searchable,
        "is_discoverable": row.is_discoverable,
        "created_at": row.created_at.isoformat(),
        "following": _addresses(row.follows.select_related("followed"), "followed"),
        "bells": _addresses(row.follows.filter(has_bell=True).select_related("followed"), "followed"),
        "followers": _addresses(row.followed_by.select_related("follower"), "follower"),
        "blocks": _addresses(row.blocks.select_related("blocked"), "blocked"),
        "mutes": _addresses(row.mutes.select_related("muted"), "muted"),
        "mutes_in_feeds_alone": _addresses(
            row.mutes.filter(hides_notifications=False).select_related("muted"), "muted"
        ),
        "notes": [_note(each) for each in row.notes.select_related("about").order_by("id")],
        "hidden_boosts": _addresses(BoostsHidden.objects.filter(person=row).select_related("of"), "of"),
        "not_suggested": _addresses(NotSuggested.objects.filter(person=row).select_related("other"), "other"),
        "blocked_servers": list(
            ServerBlock.objects.filter(person=row).order_by("domain").values_list("domain", flat=True)
        ),
        "agreements": [_agreement(each) for each in row.agreements.order_by("id")],
        "standings": [_standing(each) for each in row.standings.order_by("id")],
    }


@transaction.atomic
def erase(person_id: int, now: datetime) -> None:
    """Leave a tombstone that others' rows can point at: no name, no words, no way to sign in.

    The handle is kept from everybody by its hash. A login goes with the last of its people.
    """
    row = Person.objects.select_for_update().get(id=person_id)
    if row.removed_at is not None:
        return
    if not row.domain:
        RetiredHandle.objects.get_or_create(digest=handles.digest_of(row.handle))
    Follow.objects.filter(Q(follower=row) | Q(followed=row)).delete()
    KeptCircle.objects.filter(person=row).delete()
    PrivateNote.objects.filter(Q(person=row) | Q(about=row)).delete()
    Block.objects.filter(Q(person=row) | Q(blocked=row)).delete()
    Mute.objects.filter(Q(person=row) | Q(muted=row)).delete()
    BoostsHidden.objects.filter(Q(person=row) | Q(of=row)).delete()
    ServerBlock.objects.filter(person=row).delete()
    NotSuggested.objects.filter(Q(person=row) | Q(other=row)).delete()
    row.agreements.all().delete()
    row.fields.all().delete()
    row.kept_parts.all().delete()
    login, row.login = row.login, None
    row.handle = f"{handles.ERASED}{row.id}"
    row.display_name = row.summary = row.pronouns = row.avatar = ""
    row.removed_at = now
    row.save()
    if login is not None and not login.people.exists():
        login.delete()


def _addresses(rows: Any, whom: str) -> list[str]:
    return [getattr(row, whom).address for row in rows.order_by("id")]


def _field(row: ProfileField) -> dict[str, str | None]:
    verified = None if row.verified_at is None else row.verified_at.isoformat()
    return {"label": row.label, "value": row.value, "shown_to": row.shown_to, "verified_at": verified}


def _note(row: PrivateNote) -> dict[str, str]:
    return {"about": row.about.address, "text": row.text, "written_at": row.written_at.isoformat()}


def _agreement(row: Agreement) -> dict[str, str | int]:
    return {
        "at": row.at.isoformat(),
        "occasion": row.occasion,
        "terms_version": row.terms_version,
        "privacy_version": row.privacy_version,
        "minimum_age": row.minimum_age,
    }


def _standing(row: Standing) -> dict[str, str | None]:
    until = None if row.until is None else row.until.isoformat()
    return {"kind": row.kind, "since": row.since.isoformat(), "until": until}
