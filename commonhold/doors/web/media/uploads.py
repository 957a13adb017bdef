"""Media that come along with a form: files that were just chosen, and those that were sent before.

A form that takes them says `{% include "components/media_field.html" with media=… %}`, is sent as
multipart/form-data, and calls `bring_along` first: then a form that is refused for something else still has
every file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, cast

from django.http import HttpRequest
from django.utils.translation import ngettext

from commonhold.doors.web.media.cards import MediumCard, medium_card
from commonhold.doors.web.numbers import whole
from commonhold.ground.refusal import Refusal
from commonhold.social.media import actions, queries
from commonhold.social.people.queries import Viewer


@dataclass(frozen=True)
class BroughtAlong:
    """The media's ids in order, and in words what was wrong with files and descriptions."""

    ids: Sequence[int]
    refusals: Sequence[str]


def bring_along(request: HttpRequest, by: int, *, now: datetime) -> BroughtAlong:
    """Receive the files of a form, describe what it describes, leave out what it leaves out.

    Fields: `media` (files), `media_id` (sent before), `alt_ID` (a description), `leave_out` (ids).
    """
    refusals: list[str] = []
    ids = [each for each in map(whole, request.POST.getlist("media_id")) if each is not None]
    left_out = set(request.POST.getlist("leave_out"))
    ids = [each for each in dict.fromkeys(ids) if str(each) not in left_out]
    for file in request.FILES.getlist("media"):
        try:
            # Django's file is a thin cover over the one on the disk or in memory.
            bytes_of = cast(BinaryIO, file.file)
            ids.append(actions.receive_medium(by, file=bytes_of, filename=file.name or "", now=now))
        except Refusal as refusal:
            refusals.append(str(refusal))
    known = queries.media(Viewer(by), ids)
    ids = [each for each in ids if each in known and known[each].is_mine]
    for each in ids:
        alt = request.POST.get(f"alt_{each}")
        if alt is None or alt.strip() == known[each].alt:
            continue
        try:
            actions.describe_medium(by, medium_id=each, alt=alt, now=now)
        except Refusal as refusal:
            refusals.append(str(refusal))
    return BroughtAlong(ids, refusals)


def cards_of(viewer: Viewer, ids: Sequence[int]) -> list[MediumCard]:
    """Media of the viewer's own for the field, in order."""
    known = queries.media(viewer, ids)
    return [medium_card(known[each]) for each in ids if each in known and known[each].is_mine]


def reminder_of(media: Sequence[MediumCard]) -> str:
    """A gentle word when some have no description; empty when all have."""
    count = sum(not each.alt for each in media)
    if not count:
        return ""
    words = ngettext(
        "{n} file has no description yet. Some of us listen to what others see: a sentence is enough.",
        "{n} files have no description yet. Some of us listen to what others see: a sentence each is enough.",
        count,
    )
    return words.format(n=count)
