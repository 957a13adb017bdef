"""A seat that falls vacant, or will, is put to the members: an election is called by itself."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking
from commonhold.civic.governance.calling import call_vote
from commonhold.civic.governance.models import Mandate, Proposal
from commonhold.civic.governance.questions.asked import Asked, asked_from
from commonhold.civic.governance.stages import state_of
from commonhold.civic.governance.vocabulary import ENDED_WITHOUT_EFFECT, Kind, Role, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs.register import Kind as Job
from commonhold.ground.jobs.register import Payload

_OVER = ENDED_WITHOUT_EFFECT | {State.ENACTED}


def call_election(payload: Payload, now: datetime) -> None:
    """Call an election for as many seats as end together; one that is under way already is enough.

    Where the charter gives mandates by another vote than an election, members propose somebody.
    """
    role, months = Role(payload["role"]), int(payload["months"])
    until = datetime.fromisoformat(payload["until"])
    seats = Mandate.objects.filter(role=role, until=until).count()
    if not seats or _under_way(role) or not asking.may_elect(charter.current()):
        return
    with translation.override(settings.LANGUAGE_CODE):
        title = _("Election: {role}").format(role=role.label)
        text = _("A seat is vacant or will soon be. Whoever would like to fill it can stand until notice.")
    asked = Asked(kind=Kind.ELECTION, role=role, seats=seats, months=months)
    call_vote(title=title, text=text, asked=asked, now=now)


def _under_way(role: Role) -> bool:
    asking = Proposal.objects.filter(question__kind=Kind.ELECTION, question__role=role)
    return any(state_of(each) not in _OVER for each in asking if asked_from(each.question).role == role)


KINDS = [Job("governance.elect", call_election)]
