"""Options join a ballot until notice: people stand, members add ways and projects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, stages
from commonhold.civic.governance.decisions import AppointMandate, Resolve
from commonhold.civic.governance.models import OptionRow, Proposal
from commonhold.civic.governance.proposable import LONGEST_TEXT, LONGEST_TITLE, must_be_voter, must_propose
from commonhold.civic.governance.questions.asked import WITH_OPTIONS, Asked, asked_from
from commonhold.civic.governance.questions.question import MOST_OPTIONS
from commonhold.civic.governance.vocabulary import BEFORE_NOTICE, Kind, State
from commonhold.civic.members import queries as members
from commonhold.civic.members.news import MemberLeft, MemberMoved
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.refusal import NotFound, Refusal
from commonhold.social.people import queries as people


@transaction.atomic
def offer_option(
    by: int,
    *,
    proposal_id: int,
    title: str,
    text: str = "",
    decisions: Sequence[Decision] = (),
    cost: int = 0,
    now: datetime,
) -> int:
    """Add a way to a choice, or a project (with its cost in the smallest coins) to a budget; return its id.

    What is put in order is its author's to say, and each brings what it decides. Raises Refusal after notice,
    for who has no ballot, and for what could not be carried out today.
    """
    proposal, asked = _open(by, proposal_id, now)
    must_propose(by, now)
    is_order = asked.kind is Kind.ORDER and by == proposal.author_id and bool(decisions)
    if asked.kind not in {Kind.CHOICE, Kind.BUDGET} and not is_order:
        raise Refusal(_("Nothing can be added to this ballot."))
    title, text = title.strip(), text.strip()
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="title")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text may have {n} characters at most."), n=LONGEST_TEXT, field="text")
    if asked.kind is Kind.BUDGET and not 1 <= cost <= asked.money:
        raise Refusal(_("A project costs something, and no more than there is to share out."), field="cost")
    decisions = decisions or [Resolve(title)]
    asking.must_fit(Asked(), decisions, charter.current())
    asking.must_carry(asked, decisions, charter.current())
    return asking.put_on(proposal, by, title=title, text=text, decisions=decisions, cost=cost, now=now)


@transaction.atomic
def stand(by: int, *, proposal_id: int, text: str = "", now: datetime) -> int:
    """Stand in an election; return the option's id. Nobody else can put one up."""
    proposal, asked = _open(by, proposal_id, now)
    if asked.kind is not Kind.ELECTION:
        raise Refusal(_("Nobody is elected here."))
    if proposal.options.filter(person_id=by, withdrawn_at=None).exists():
        raise Refusal(_("You stand already. Nothing was changed."))
    if members.member_of(by) is None:
        raise Refusal(_("Only a member can hold a mandate."))
    if not members.is_eligible(by):
        raise Refusal(_("Members of your class hold no office, so you can't stand for one."))
    mandate = AppointMandate(str(by), asked.role, asked.months)
    mandate.check(charter.current(), asking.rule_for(proposal, charter.current()))
    name = people.name_of(by)[:LONGEST_TITLE]
    return asking.put_on(
        proposal, by, title=name, text=text.strip()[:LONGEST_TEXT], decisions=[mandate], person=by, now=now
    )


@transaction.atomic
def withdraw_option(by: int, *, option_id: int, now: datetime) -> None:
    """Take back, before notice, what one added oneself."""
    row = OptionRow.objects.select_related("proposal").filter(id=option_id, withdrawn_at=None).first()
    if row is None or row.by_id != by:
        raise NotFound(_("There is no such option of yours."))
    if stages.state_of(stages.lock(row.proposal_id)) not in BEFORE_NOTICE:
        raise Refusal(_("Notice was given, so everybody votes on this ballot as it stands."))
    row.withdrawn_at = now
    row.save(update_fields=["withdrawn_at"])


def _open(by: int, proposal_id: int, now: datetime) -> tuple[Proposal, Asked]:
    proposal = stages.lock(proposal_id)
    state, asked = stages.state_of(proposal), asked_from(proposal.question)
    if state is State.DRAFT and proposal.author_id != by:
        raise NotFound(_("There is no such proposal."))
    if asked.kind not in WITH_OPTIONS or state not in BEFORE_NOTICE:
        raise Refusal(_("Nothing can be added to this ballot any more."))
    must_be_voter(by, now)
    if proposal.options.filter(withdrawn_at=None).count() >= MOST_OPTIONS - 1:
        raise Refusal(_("A ballot holds {n} options at most. Shorten the list first."), n=MOST_OPTIONS - 1)
    return proposal, asked


def leave_ballots(event: MemberLeft, now: datetime) -> None:
    """Whoever leaves the co-op stands nowhere any more: a count that is still to come passes her over."""
    _stand_nowhere(event.person_id, now)


def leave_ballots_without_right(event: MemberMoved, now: datetime) -> None:
    """Nor does who moved to a class of members that holds no office."""
    if not members.is_eligible(event.person_id):
        _stand_nowhere(event.person_id, now)


def _stand_nowhere(person_id: int, now: datetime) -> None:
    rows = OptionRow.objects.filter(person_id=person_id, withdrawn_at=None)
    rows.filter(proposal__poll__sheet=None).update(withdrawn_at=now)
