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
    _proposal("proposal.talk", title=_("A deliberation begins"), one=_("Talk about it: {words}"), ways=_CALM),
    _proposal("proposal.notice", title=_("A vote is announced"), one=_("Announced: {words}"), ways=_CALM),
    _proposal(
        "proposal.lapsed", title=_("A proposal of yours lapses"), one=_("It lapsed: {words}"), ways=_CALM
    ),
    _proposal(
        "proposal.extended", title=_("Voting is extended"), one=_("Voting was extended: {words}"), ways=_ALL
    ),
    _proposal(
        "proposal.prepare",
        title=_("A sealed vote is announced"),
        one=_("Get your ballot ready before the vote opens: {words}"),
        ways=_ALL,
    ),
    _proposal(
        "proposal.unprepared",
        title=_("A sealed vote opens tomorrow, and your ballot is not ready"),
        one=_("Opens tomorrow, and your ballot is not ready: {words}"),
        ways=_ALL,
    ),
    _proposal(
        "proposal.unopened",
        title=_("A sealed count was not opened"),
        one=_("Too few trustees opened the count, so nothing is decided: {words}"),
        ways=_CALM,
    ),
    Kind(
        "trustee.key",
        title=_("You are asked for your part of a key"),
        one=_("As a trustee, do your part of the key: {words}"),
        tab=Tab.CO_OP,
        leads_to="/decide/{number}/trustee",
        ways=_ALL,
    ),
    Kind(
        "trustee.open",
        title=_("You are asked to open a count"),
        one=_("As a trustee, open the count: {words}"),
        tab=Tab.CO_OP,
        leads_to="/decide/{number}/trustee",
        ways=_ALL,
    ),
    _proposal("proposal.carried", title=_("A proposal is carried"), one=_("Carried: {words}"), ways=_CALM),
    _proposal(
        "proposal.paused",
        title=_("A guardian holds a decision up"),
        one=_("A guardian paused it: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.annulled",
        title=_("A vote is annulled"),
        one=_("Annulled, since a recount differs: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.registration",
        title=_("A decision waits to be registered"),
        one=_("Carried, and in force once it is registered: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.refused",
        title=_("The board refuses a decision"),
        one=_("The board calls it unlawful, and you can appeal: {words}"),
        ways=_ALL,
    ),
    _proposal(
        "terms.changed",
        title=_("Terms, privacy notice or minimum age change"),
        one=_("What you agreed to has changed: {words}"),
        ways=_ALL,
    ),
    _proposal(
        "emergency.enacted",
        title=_("The board acts in an emergency"),
        one=_("An emergency measure holds, until you decide: {words}"),
        ways=_ALL,
    ),
    _proposal(
        "emergency.lapsed",
        title=_("An emergency measure lapses"),
        one=_("An emergency measure lapsed and was put back: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.failed",
        title=_("A proposal passed but could not take effect"),
        one=_("It passed but could not take effect: {words}"),
        ways=_CALM,
    ),
    _proposal(
        "proposal.withdrawn",
        title=_("A proposal is withdrawn"),
        one=_("Its author took it back: {words}"),
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
    Kind(
        "delegation.given",
        title=_("Somebody lets you vote for her"),
        one=_("{who} lets you vote for her where she does not vote herself"),
        tab=Tab.CO_OP,
        ways=_CALM,
        from_people=True,
    ),
]
