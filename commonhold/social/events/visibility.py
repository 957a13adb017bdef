"""Which events somebody may know of. This is the only place that says so.

| audience | who                                                                              |
|----------|----------------------------------------------------------------------------------|
| public   | anyone                                                                           |
| members  | whoever is a member of the co-op now                                             |
| group    | whoever may read the group now: its members, or everybody if it is open to read  |

A host always knows her own. Between two people of whom one blocked the other, there is no event.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from commonhold.social.events.models import Event
from commonhold.social.groups import queries as groups
from commonhold.social.people import queries as people
from commonhold.social.people.hiding import not_hidden_from
from commonhold.social.people.queries import Viewer

_PUBLIC = Q(audience=Event.Audience.PUBLIC)


def visible_events(viewer: Viewer) -> QuerySet[Event]:
    """Every event that `viewer` may know of, past and cancelled ones too."""
    in_group = Q(audience=Event.Audience.GROUP, group_id__in=groups.readable_ids(viewer))
    me = viewer.person_id
    if me is None:
        return Event.objects.filter(_PUBLIC | in_group)
    allowed = _PUBLIC | in_group | Q(host_id=me)
    if people.is_member(me):
        allowed |= Q(audience=Event.Audience.MEMBERS)
    return Event.objects.filter(allowed, not_hidden_from(me, "host"))
