"""Delegation: which of them hold for a vote, and whose ballot they lead to."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Delegation, Poll, Proposal, Seat
from commonhold.civic.governance.questions.asked import asked_from
from commonhold.civic.governance.vocabulary import Kind
from commonhold.civic.members.news import MemberLeft
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from rulebook import delegation

#: A topic beside the charter's sections: who gets a mandate, and who loses it.
PEOPLE = "people"


def topics() -> dict[str, str]:
    """What one can delegate apart, and how it is called; the empty topic is everything."""
    sections = {each.section: str(each.title) for each in register.sections()}
    return {PEOPLE: _("Who gets a mandate, and who loses it"), **sections}


def topic_of(proposal: Proposal) -> str:
    """The one topic that everything in this vote belongs to; empty when there is none or several."""
    asked = asked_from(proposal.question)
    if asked.kind in {Kind.ELECTION, Kind.RECALL}:
        return PEOPLE
    keys = {key for each in asking.could_decide(proposal) for key in each.touches()}
    keys |= {asked.key} if asked.key else set()
    found = {key.split(".")[0] for key in keys}
    return found.pop() if len(found) == 1 else ""


def holding(topic: str, *, at: datetime) -> dict[int, int]:
    """From whom to whom the vote passes on this topic, in the order in which they were given.

    What was given for the topic comes before what was given for everything.
    """
    rows = Delegation.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=at), since__lte=at, until__gt=at, topic__in={topic, ""}
    ).order_by("since", "id")
    given = list(rows.values_list("person_id", "to_id", "topic"))
    chosen = {person: to for person, to, its in given if its == ""}
    special = {person: to for person, to, its in given if its == topic and topic}
    return {person: special.get(person, chosen.get(person, 0)) for person, _to, _topic in given}


def lapse(event: MemberLeft, now: datetime) -> None:
    """Whoever leaves the co-op carries nobody's vote any more, and nobody carries hers."""
    hers = Q(person_id=event.person_id) | Q(to_id=event.person_id)
    Delegation.objects.filter(hers, ended_at=None).update(ended_at=now)


def carried(poll: Poll, cast: Collection[int], *, at: datetime) -> dict[int, int]:
    """Who on the roll is carried by whom, given who voted herself. Only ballots of this roll carry."""
    most = charter.at(poll.charter_version).read(GovernanceCharter).most_carried
    given = holding(topic_of(poll.proposal), at=at) if most else {}
    if not given:
        return {}
    roll = set(Seat.objects.filter(poll=poll).values_list("person_id", flat=True))
    order = [person for person in given if person in roll]
    return delegation.carriers(given, cast, most=most, order=order)
