from __future__ import annotations

from commonhold.civic.rights.actions.choosing import Choices
from commonhold.civic.sponsors import queries as sponsors
from commonhold.social.conversations import queries as conversations
from commonhold.social.feeds import ranked
from commonhold.social.people import queries as people
from commonhold.social.people.queries import Viewer


def chosen(viewer: Viewer) -> Choices:
    """What holds now. Raises NoSuchPerson for who isn't here."""
    me = people.person(viewer, viewer.person_id or 0)
    is_searchable, is_discoverable = people.is_findable(viewer)
    ads = sponsors.choice_of(viewer)
    return Choices(
        parts=people.shown_parts(viewer),
        lines={(each.place, each.label): each.shown_to for each in people.own_lines(viewer)},
        circle=people.circle_shown_to(viewer),
        approves_followers=people.profile(viewer, me.handle).approves_followers,
        is_searchable=is_searchable,
        is_discoverable=is_discoverable,
        is_recommended=ranked.is_recommended(viewer),
        writers=conversations.writers(viewer),
        ads=None if ads.is_default else ads.wants,
    )
