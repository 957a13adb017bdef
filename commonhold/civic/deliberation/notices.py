"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way, Words


def _amendment(code: str, *, title: Words, one: Words, ways: frozenset[Way]) -> Kind:
    return Kind(code, title=title, one=one, tab=Tab.CO_OP, leads_to="/talk/amendments/{number}", ways=ways)


_ALL, _CALM = frozenset(Way), frozenset({Way.HERE, Way.MAIL})

KINDS = [
    Kind(
        "deliberation.reply",
        title=_("Somebody answers your remark on a proposal"),
        one=_("{who} answered your remark"),
        tab=Tab.CO_OP,
        leads_to="/talk/remarks/{number}",
        ways=_CALM,
    ),
    _amendment(
        "deliberation.suggested",
        title=_("Somebody suggests a change to your proposal"),
        one=_("{who} suggests a change to “{words}”"),
        ways=_ALL,
    ),
    _amendment(
        "deliberation.accepted",
        title=_("A change that you suggested is taken over"),
        one=_("{who} took over your change to “{words}”"),
        ways=_CALM,
    ),
    _amendment(
        "deliberation.refused",
        title=_("A change that you suggested is refused"),
        one=_("{who} refused your change to “{words}”, with a reason"),
        ways=_CALM,
    ),
]
