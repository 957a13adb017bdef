"""Who people of other servers are, and who else ours are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commonhold.ground import later

if TYPE_CHECKING:
    from commonhold.social.actors.actions.knowing import ActorFacts, Picture, know_actor
    from commonhold.social.actors.actions.missing import miss_actor
    from commonhold.social.actors.actions.moving_away import (
        MOST_ALIASES,
        come_back,
        drop_alias,
        move_away,
        name_alias,
    )
    from commonhold.social.actors.actions.vanished import came_back, inboxes_are_gone
else:
    __getattr__ = later.shown_by(__name__, __file__)

__all__ = [
    "MOST_ALIASES",
    "ActorFacts",
    "Picture",
    "came_back",
    "come_back",
    "drop_alias",
    "inboxes_are_gone",
    "know_actor",
    "miss_actor",
    "move_away",
    "name_alias",
]
