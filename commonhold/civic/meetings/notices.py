"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way, Words


def _meeting(code: str, *, title: Words, one: Words) -> Kind:
    return Kind(code, title=title, one=one, tab=Tab.CO_OP, leads_to="/meetings/{number}", ways=frozenset(Way))


KINDS = [
    _meeting("meetings.called", title=_("A meeting is called"), one=_("You are invited: {words}")),
    _meeting(
        "meetings.changed", title=_("A meeting's time or place changes"), one=_("Time or place: {words}")
    ),
    _meeting("meetings.called-off", title=_("A meeting is called off"), one=_("Called off: {words}")),
    _meeting("meetings.tomorrow", title=_("A reminder, a day before a meeting"), one=_("In a day: {words}")),
    _meeting(
        "meetings.minutes",
        title=_("Minutes of a meeting are published"),
        one=_("The minutes can be read: {words}"),
    ),
    _meeting(
        "meetings.minutes-due",
        title=_("Minutes are due of a meeting that you chaired"),
        one=_("The minutes are due: {words}"),
    ),
]
