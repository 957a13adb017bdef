"""Which devices ring for something that was told.

A browser rings for whoever wants the kind on her devices. An app rings for what it asked for, whatever her
wish for browsers: it shows that beside the rest of what she is told here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from commonhold.ground.prepared import Prepared
from commonhold.social.notifications.app_types import type_of
from commonhold.social.notifications.kinds import Way
from commonhold.social.notifications.models import Device, Notification
from commonhold.social.notifications.wants import Wish
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.plain import said_in


def devices_for(news: Notification, wanted: Mapping[int, Wish]) -> list[Device]:
    """One statement, two where somebody has a device, four where apps ask who did it; none when nobody could
    want it."""
    loud = {each for each, wish in wanted.items() if Way.PUSH in wish.ways}
    name = type_of(news.kind)
    read = {each for each, wish in wanted.items() if name and wish.box == Notification.Box.INBOX}
    if not loud | read:
        return []
    theirs = _THEIRS.ids(among=sorted(loud | read))
    if not theirs:
        return []
    rows = list(Device.objects.filter(id__in=theirs))
    browsers = [each for each in rows if each.token_id is None and each.person_id in loud]
    apps = [each for each in rows if each.token_id and each.person_id in read and name in each.alerts.split()]
    return [*browsers, *_of_whom_they_ask(apps, news)]


_THEIRS = Prepared(
    lambda *, among: Device.objects.filter(person_id__in=among).order_by("id").values_list("id", flat=True)
)


def _of_whom_they_ask(apps: Collection[Device], news: Notification) -> list[Device]:
    picky = {each.person_id for each in apps if each.whose in {Device.Whose.FOLLOWED, Device.Whose.FOLLOWER}}
    allowed: dict[str, Collection[int]] = {Device.Whose.ALL: {each.person_id for each in apps}}
    actor_id = news.actor_id
    if picky and actor_id is None and news.post_id is not None:
        actor_id = said_in(news.post_id)[0]
    if picky and actor_id is not None:
        allowed[Device.Whose.FOLLOWED] = people.followers_among(ANYONE, actor_id, picky)
        allowed[Device.Whose.FOLLOWER] = people.followed_among(Viewer(actor_id), picky)
    return [each for each in apps if each.person_id in allowed.get(each.whose, ())]
