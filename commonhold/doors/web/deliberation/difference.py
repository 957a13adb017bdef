"""What an amendment would change, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from commonhold.civic.deliberation.queries.amendments import AmendmentView
from commonhold.doors.web.posts.difference import Piece, pieces

_AROUND = 120  # characters of what stays, beside what changes


@dataclass(frozen=True)
class Changes:
    """What goes and what comes, each empty where nothing does; of decisions those that are other."""

    title: Sequence[Piece]
    text: Sequence[Piece]
    decisions: Sequence[Sequence[Piece]]


def changes_of(amendment: AmendmentView) -> Changes:
    """Against what the proposal said when the amendment was written."""
    before = [each.words() for each in amendment.on_decisions]
    after = [each.words() for each in amendment.decisions]
    both = max(len(before), len(after))
    padded = zip(before + [""] * (both - len(before)), after + [""] * (both - len(after)), strict=True)
    return Changes(
        title=_changed(amendment.on_title, amendment.title),
        text=[_shortened(each) for each in _changed(amendment.on_text, amendment.text)],
        decisions=[pieces(old, new) for old, new in padded if old != new],
    )


def _changed(before: str, after: str) -> Sequence[Piece]:
    return [] if before == after else pieces(before, after)


def _shortened(piece: Piece) -> Piece:
    """Of a long passage that stays, its ends."""
    if piece.kind != "same" or len(piece.text) <= 3 * _AROUND:
        return piece
    return Piece("same", f"{piece.text[:_AROUND].rstrip()} … {piece.text[-_AROUND:].lstrip()}")
