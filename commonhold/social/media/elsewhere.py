"""Media of other servers: where they lie, and that somebody wants to see them."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commonhold.ground import ids
from commonhold.social.media import addresses
from commonhold.social.media.actions import LONGEST_ALT
from commonhold.social.media.models import Medium, MediumElsewhere

LONGEST_SOURCE = 1000
_LONGEST_BLURHASH, _LONGEST_MIME = 120, 80
_LARGEST_SIDE = 1_000_000
_EDGE = 1000
_AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class ArrivedMedium:
    """A medium as another server describes it. `kind` is image, video or audio; `source` an address there.

    `focus` counts thousandths from the middle, right and up.
    """

    source: str
    kind: str
    mime: str = ""
    alt: str = ""
    width: int | None = None
    height: int | None = None
    blurhash: str = ""
    focus: tuple[int, int] = (0, 0)


@transaction.atomic
def note_elsewhere(
    owner_id: int, *, arrived: Sequence[ArrivedMedium], purpose: str = "post", now: datetime
) -> list[int]:
    """Write down what somebody elsewhere shows, without fetching it; return the media's ids in that order.

    The same address of the same owner and purpose is the same medium; its description follows the latest.
    """
    return [_noted(owner_id, each, Medium.Purpose(purpose), now) for each in arrived]


@transaction.atomic
def note_pictures(owner_id: int, *, sources: Collection[str], now: datetime) -> dict[str, str]:
    """Write down emoji of another server; return by source where each will lie here.

    One picture serves whoever uses it: `owner_id` only counts for what was never seen before.
    """
    known = MediumElsewhere.objects.filter(
        source__in=sources, medium__purpose=Medium.Purpose.EMOJI, medium__gone_at=None
    )
    found = dict(known.values_list("source", "medium__secret"))
    for source in sources:
        if source not in found and len(source) <= LONGEST_SOURCE:
            found[source] = _made(owner_id, ArrivedMedium(source, "image"), Medium.Purpose.EMOJI, now).secret
    return {source: addresses.path(secret, addresses.SMALL) for source, secret in found.items()}


def small_address(medium_id: int) -> str:
    """Where its small picture will lie here, whether it does yet or not."""
    return addresses.path(Medium.objects.get(id=medium_id).secret, addresses.SMALL)


def want_media(medium_ids: Collection[int], *, now: datetime) -> None:
    """Somebody looks, or will: what is not here is fetched soon, what is here stays a while longer."""
    looked = MediumElsewhere.objects.filter(medium_id__in=medium_ids)
    unseen = looked.filter(Q(seen_at=None) | Q(seen_at__lt=now - _AN_HOUR))
    wanted = looked.filter(medium__state=Medium.State.ELSEWHERE, due_at=None)
    # Mostly there is nothing to write, and then no other writer has to wait.
    if unseen.exists() or wanted.exists():
        with transaction.atomic():
            ids_wanted = list(wanted.values_list("medium_id", flat=True))
            unseen.update(seen_at=now)
            looked.filter(medium_id__in=ids_wanted).update(due_at=now)


def _noted(owner_id: int, arrived: ArrivedMedium, purpose: Medium.Purpose, now: datetime) -> int:
    same = Medium.objects.filter(
        owner_id=owner_id, purpose=purpose, gone_at=None, elsewhere__source=arrived.source
    ).first()
    if same is None:
        return _made(owner_id, arrived, purpose, now).id
    same.alt = _alt(arrived)
    same.focus_x, same.focus_y = map(_within, arrived.focus)
    same.save(update_fields=["alt", "focus_x", "focus_y"])
    return same.id


def _made(owner_id: int, arrived: ArrivedMedium, purpose: Medium.Purpose, now: datetime) -> Medium:
    focus_x, focus_y = map(_within, arrived.focus)
    row = Medium.objects.create(
        id=ids.new_id(now),
        owner_id=owner_id,
        purpose=purpose,
        kind=Medium.Kind(arrived.kind),
        state=Medium.State.ELSEWHERE,
        secret=secrets.token_urlsafe(24),
        alt=_alt(arrived),
        focus_x=focus_x,
        focus_y=focus_y,
        width=_side(arrived.width),
        height=_side(arrived.height),
        blurhash=arrived.blurhash if len(arrived.blurhash) <= _LONGEST_BLURHASH else "",
        mime=arrived.mime if len(arrived.mime) <= _LONGEST_MIME else "",
        received_at=now,
    )
    MediumElsewhere.objects.create(medium=row, source=arrived.source[:LONGEST_SOURCE])
    return row


def _alt(arrived: ArrivedMedium) -> str:
    return arrived.alt.replace("\0", "").strip()[:LONGEST_ALT]


def _within(part: int) -> int:
    return max(-_EDGE, min(_EDGE, part))


def _side(length: int | None) -> int | None:
    return length if length is not None and 0 < length <= _LARGEST_SIDE else None
