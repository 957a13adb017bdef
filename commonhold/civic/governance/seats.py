"""Who may vote in an open poll."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from commonhold.civic.governance import stages
from commonhold.civic.governance.models import Poll, Seat
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import queries as members
from commonhold.ground.charter import dates
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people


def seat_of(by: int, poll: Poll) -> Seat:
    """Her right to vote there. Raises Refusal for who has none, or has left the co-op since."""
    seat = Seat.objects.filter(poll=poll, person_id=by).first()
    if seat is None:
        people.must_own_for_human(by)
        raise Refusal(
            _("Who may vote was fixed at notice, before you were on the roll. The next vote is yours.")
        )
    if members.member_of(by) is None:
        raise Refusal(
            _("You have left the co-op. A ballot that you cast before counts; another can't be cast.")
        )
    return seat


def open_poll(proposal_id: int, now: datetime) -> Poll:
    """What is voted on now, locked. Raises Refusal before and after."""
    proposal = stages.lock(proposal_id)
    poll = Poll.objects.select_related("proposal").filter(proposal=proposal).first()
    if poll is None or now < poll.opens_at:
        raise Refusal(_("Voting on “{title}” has not begun yet."), title=proposal.title)
    if now >= poll.closes_at:
        raise Refusal(
            _("Voting on “{title}” closed on {when}. An earlier ballot of yours counts as you cast it."),
            title=proposal.title,
            when=dates.day_and_clock(poll.closes_at),
        )
    if stages.state_of(proposal) not in {State.NOTICE, State.VOTING}:
        raise Refusal(_("“{title}” was withdrawn, so there is nothing to vote on."), title=proposal.title)
    return poll
