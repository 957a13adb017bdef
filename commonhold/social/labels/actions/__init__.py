"""How labelers publish, readers choose, and whoever is labelled disputes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.labels.actions.choosing import choose, subscribe, unsubscribe
    from commonhold.social.labels.actions.disputing import answer_dispute, dispute
    from commonhold.social.labels.actions.labelers import change_labeler, close_labeler, open_labeler
    from commonhold.social.labels.actions.labelling import put_label, withdraw_label
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "answer_dispute",
    "change_labeler",
    "choose",
    "close_labeler",
    "dispute",
    "open_labeler",
    "put_label",
    "subscribe",
    "unsubscribe",
    "withdraw_label",
]
