"""What this room tells people of."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from commonhold.social.notifications.kinds import Kind, Tab, Way, Words


def _proposal(code: str, *, title: Words, one: Words, ways: frozenset[Way]) -> Kind:
    return Kind(code, title=title, one=one, tab=Tab.CO_OP, leads_to="/decide/{number}", ways=ways)


_ALL, _CALM = frozenset(Way), frozenset({Way.HERE, Way.MAIL})

KINDS = [
    _proposal("proposal.voting", title=_("Voting opens"), one=_("Voting is open: {words}"), ways=_ALL),
    _proposal("proposal.enacted", title=_("A proposal takes effect"), one=_("In force: {words}"), ways=_CALM),
    _proposal(
        "proposal.failed",
        title=_("A proposal passed but could not take effect"),
        one=_("It passed but could not take effect: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.defeated", title=_("A proposal is voted down"), one=_("Voted down: {words}"), ways=_CALM
    ),
    _proposal(
        "proposal.no-quorum",
        title=_("Too few took part in a vote"),
        one=_("Too few took part: {words}"),
        ways=_CALM,
    ),
]
