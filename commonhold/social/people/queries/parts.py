"""Which parts of somebody's page a viewer gets: every door asks here, through `profile` and `described`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from commonhold.ground.prepared import Prepared
from commonhold.social.people.models import KeptPart, ProfileField, ShownTo, Standing
from commonhold.social.people.queries.rows import accepted
from commonhold.social.people.queries.viewer import Viewer

Part = KeptPart.Part


@dataclass(frozen=True)
class Reach:
    """Of which audiences the viewer is one, for some people."""

    me: int
    is_member: bool
    follows: frozenset[int]

    def gets(self, person_id: int, shown_to: str) -> bool:
        """Does the viewer get what this person shows to `shown_to`? What is not known is shown to nobody."""
        return (
            shown_to == ShownTo.EVERYBODY
            or person_id == self.me
            or (shown_to == ShownTo.MEMBERS and self.is_member)
            or (shown_to == ShownTo.FOLLOWERS and person_id in self.follows)
        )


@dataclass(frozen=True)
class LineChoice:
    """A line of one's own profile, and who gets it."""

    place: int
    label: str
    value: str
    shown_to: str


def reach(viewer: Viewer, ids: Collection[int]) -> Reach:
    """The viewer beside these people. Strangers are in no audience but everybody."""
    me = viewer.person_id
    if me is None:
        return Reach(0, False, frozenset())
    is_member = Standing.objects.filter(person_id=me, kind=Standing.Kind.MEMBER, until=None).exists()
    rows = accepted().filter(follower_id=me, followed_id__in=list(ids))
    return Reach(me, is_member, frozenset(rows.values_list("followed_id", flat=True)))


def kept_back(viewer: Viewer, ids: Collection[int]) -> dict[int, frozenset[str]]:
    """By person, the parts of her page that she does not show this viewer; those without any are left out."""
    rows = _KEPT.rows(ids=list(ids))
    if not rows:
        return {}
    within, found = reach(viewer, ids), defaultdict(set)
    for person_id, part, shown_to in rows:
        if not within.gets(person_id, shown_to):
            found[person_id].add(part)
    return {person_id: frozenset(parts) for person_id, parts in found.items()}


def shown_parts(viewer: Viewer) -> dict[str, str]:
    """To whom the viewer shows each part of hers."""
    rows = KeptPart.objects.filter(person_id=viewer.person_id or 0)
    return dict.fromkeys(Part.values, str(ShownTo.EVERYBODY)) | dict(rows.values_list("part", "shown_to"))


def own_lines(viewer: Viewer) -> list[LineChoice]:
    """The lines of the viewer's own profile, with who gets each."""
    rows = ProfileField.objects.filter(person_id=viewer.person_id or 0).order_by("place")
    return [LineChoice(each.place, each.label, each.value, each.shown_to) for each in rows]


# Asked for every page of an app's.
_KEPT = Prepared(
    lambda *, ids: KeptPart.objects.filter(person_id__in=ids).values_list("person_id", "part", "shown_to")
)
