from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import delegations, tell
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Delegation
from commonhold.civic.governance.proposable import must_be_voter
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.refusal import NotFound, Refusal


@transaction.atomic
def delegate(by: int, *, to: int, topic: str = "", now: datetime) -> None:
    """Let another member vote for `by` where she does not vote herself: on a topic, or (empty) on all.

    It holds until it is taken back or the charter's time is over; a new one for the topic replaces it.
    Raises Refusal when either has no ballot, and where the charter allows no delegation.
    """
    must_be_voter(by, now)
    rules = charter.current().read(GovernanceCharter)
    if not rules.most_carried:
        raise Refusal(_("Here everybody votes for herself: the charter allows no delegation."))
    if to == by:
        raise Refusal(_("Your own ballot is yours already. Choose somebody else."), field="to")
    if not members.may_vote(to, at=now):
        raise Refusal(_("Only a member with a ballot can carry yours."), field="to")
    if topic and topic not in delegations.topics():
        raise Refusal(_("There is no such topic to delegate."), field="topic")
    _end(by, topic, now)
    Delegation.objects.create(
        id=ids.new_id(now),
        person_id=by,
        to_id=to,
        topic=topic,
        since=now,
        until=now + timedelta(days=rules.delegation_days),
    )
    tell.person(to, "delegation.given", by=by, now=now)


@transaction.atomic
def take_back(by: int, *, topic: str = "", now: datetime) -> None:
    """End a delegation at once, also for votes that are open. Raises NotFound when there is none."""
    if not _end(by, topic, now):
        raise NotFound(_("You have given nobody your vote there."))


def _end(by: int, topic: str, now: datetime) -> int:
    return Delegation.objects.filter(person_id=by, topic=topic, ended_at=None).update(ended_at=now)
