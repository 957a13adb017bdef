"""What people are told of groups and events."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonhold.social.notifications.kinds import Kind, Tab, Way

_ALL = frozenset(Way)
_QUIET = frozenset({Way.HERE})
_GROUP, _EVENT = "/g/{number}", "/events/{number}"

KINDS = [
    Kind(
        "group.invited",
        title=_("Somebody invites you to a group"),
        one=_("{who} invites you to {words}"),
        many=_("{who} invite you to {words}"),
        leads_to=_GROUP,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "group.asked",
        title=_("Somebody asks to join a group that you moderate"),
        one=_("{who} asks to join {words}"),
        many=_("{who} ask to join {words}"),
        leads_to=_GROUP,
    ),
    Kind(
        "group.approved",
        title=_("A group lets you in"),
        one=_("You belong to {words} now."),
        leads_to=_GROUP,
        ways=_ALL,
    ),
    Kind(
        "group.refused",
        title=_("A group does not let you in"),
        one=_("The moderators of {words} did not let you in this time."),
        leads_to=_GROUP,
        ways=_QUIET,
    ),
    Kind(
        "group.removed",
        title=_("A group ends your membership"),
        one=_("You no longer belong to {words}. Its page says why."),
        leads_to=_GROUP,
    ),
    Kind(
        "group.announced",
        title=_("A group's moderators announce something"),
        one=pgettext_lazy("one person", "{who} announced something in {words}"),
        many=pgettext_lazy("several people", "{who} announced something in {words}"),
        ways=_ALL,
    ),
    Kind(
        "group.post-removed",
        title=_("A post of yours is taken out of a group"),
        one=_("A moderator took a post of yours out of {words}. The post says why."),
        leads_to="/@{number}",
    ),
    Kind(
        "group.election",
        title=_("A group of yours elects its moderators"),
        one=_("{words} elects its moderators: you may stand."),
        tab=Tab.CO_OP,
        leads_to=_GROUP,
    ),
    Kind(
        "group.nominated",
        title=_("Somebody asks you to stand in a group's election"),
        one=_("{who} asks you to stand as a moderator of {words}"),
        many=_("{who} ask you to stand as a moderator of {words}"),
        tab=Tab.CO_OP,
        leads_to=_GROUP,
        ways=_ALL,
        from_people=True,
    ),
    Kind(
        "group.voting",
        title=_("Voting opens in a group of yours"),
        one=_("Voting is open in {words}."),
        tab=Tab.CO_OP,
        leads_to=_GROUP,
        ways=_ALL,
    ),
    Kind(
        "group.elected",
        title=_("A group's election is over"),
        one=_("The election in {words} is over."),
        tab=Tab.CO_OP,
        leads_to=_GROUP,
    ),
    Kind(
        "event.planned",
        title=_("Somebody plans an event in a group of yours"),
        one=_("{who} plans {words}"),
        leads_to=_EVENT,
    ),
    Kind(
        "event.changed",
        title=_("An event changes that you meant to go to"),
        one=_("Something changed: {words}"),
        leads_to=_EVENT,
        ways=_ALL,
    ),
    Kind(
        "event.cancelled",
        title=_("An event is called off that you meant to go to"),
        one=_("Called off: {words}"),
        leads_to=_EVENT,
        ways=_ALL,
    ),
    Kind(
        "event.tomorrow",
        title=_("A reminder, a day before an event"),
        one=_("In a day: {words}"),
        leads_to=_EVENT,
        ways=_ALL,
    ),
]
