from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, by_class, notice, stages, tell, voice
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Poll, Proposal, Sponsor
from commonhold.civic.governance.proposable import MOTION, must_be_proposable, must_be_voter, must_propose
from commonhold.civic.governance.questions.asked import Asked, asked_from, kept
from commonhold.civic.governance.sealed import question as sealed
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal


@transaction.atomic
def draft_proposal(
    by: int,
    *,
    title: str,
    text: str = "",
    decisions: Sequence[Decision] = (),
    asked: Asked = MOTION,
    now: datetime,
) -> int:
    """Write a proposal that only waits for its author to let go of it; return its id.

    Raises Refusal when `by` is no voting member, a field is empty or too long, the decisions don't go with
    what is asked, or one of them could not be carried out today under the rule that it needs.
    """
    must_propose(by, now)
    if asked.kind is Kind.EMERGENCY:
        raise Refusal(_("Members ratify what the board has done in an emergency; the board begins it."))
    title, text = title.strip(), text.strip()
    must_be_proposable(title, text, decisions, asked=asked)
    _must_be_secret_enough(asking.must_fit(asked, decisions, charter.current()), asked, now)
    return write(by, title=title, text=text, decisions=decisions, asked=asked, now=now).id


def write(
    by: int,
    *,
    title: str,
    text: str,
    decisions: Sequence[Decision],
    asked: Asked,
    repeats: Proposal | None = None,
    now: datetime,
) -> Proposal:
    """The draft's rows, for whoever has checked that it may be written."""
    proposal = Proposal.objects.create(
        id=ids.new_id(now),
        author_id=by,
        title=title,
        text=text,
        decisions=[codec.encode(each) for each in decisions],
        question={} if asked == MOTION else kept(asked),
        repeats=repeats,
        drafted_at=now,
    )
    stages.arrive(proposal, State.DRAFT, now=now)
    return proposal


@transaction.atomic
def announce_proposal(by: int, *, proposal_id: int, notice_days: int | None = None, now: datetime) -> None:
    """Let go of one's draft: it goes to sponsors, deliberation or notice, whichever the charter asks first.

    `notice_days` may be more than the charter asks, never less.
    """
    proposal = stages.lock(proposal_id)
    if proposal.author_id != by:
        raise Refusal(_("Only its author can give notice of a proposal."))
    must_propose(by, now)
    if stages.state_of(proposal) is not State.DRAFT:
        raise Refusal(_("Notice of this proposal was already given. Nothing was changed."))
    low = charter.current().read(GovernanceCharter).notice_days
    if notice_days is not None and not low <= notice_days <= 60:
        raise Refusal(_("Notice is between {low} and 60 days."), low=low, field="notice_days")
    proposal.notice_days = notice_days
    proposal.save(update_fields=["notice_days"])
    rule = asking.must_be_possible(proposal, charter.current())
    _must_be_secret_enough(rule, asked_from(proposal.question), now)
    notice.hand_in(proposal, now=now)


@transaction.atomic
def sponsor_proposal(by: int, *, proposal_id: int, now: datetime) -> None:
    """Say that one wants this talked about. With enough sponsors it goes on at once; twice counts once."""
    proposal = stages.lock(proposal_id)
    must_be_voter(by, now)
    if stages.state_of(proposal) is not State.SPONSORS:
        raise Refusal(_("This proposal is not looking for sponsors."))
    if proposal.author_id == by:
        raise Refusal(_("You proposed it; now others must want it too."))
    Sponsor.objects.get_or_create(
        proposal=proposal, person_id=by, defaults={"id": ids.new_id(now), "at": now}
    )
    if proposal.sponsors.count() >= charter.current().read(GovernanceCharter).sponsors_needed:
        notice.begin_talk(proposal, now=now)


@transaction.atomic
def withdraw_proposal(by: int, *, proposal_id: int, reason: str = "", now: datetime) -> None:
    """Take one's own proposal back, as long as it has not been counted."""
    proposal = stages.lock(proposal_id)
    if proposal.author_id != by:
        raise Refusal(_("Only its author can withdraw a proposal."))
    before = stages.state_of(proposal)
    if State.WITHDRAWN not in stages.NEXT[before]:
        raise Refusal(_("This proposal was already counted, so it can't be withdrawn."))
    stages.arrive(proposal, State.WITHDRAWN, now=now, reason=reason.strip()[:500])
    if Poll.objects.filter(proposal=proposal).exists():
        tell.the_roll(proposal, "proposal.withdrawn", now=now)
    elif before is State.TALK:
        tell.all_members(proposal, "proposal.withdrawn", now=now)
    if before is State.VOTING:
        voice.say_soon(proposal, State.WITHDRAWN, now=now)
    if Poll.objects.filter(proposal=proposal).exists():
        body = {"proposal": str(proposal.id)}
        record.append("governance.withdrawn", body, about=f"proposal:{proposal.id}", now=now)
        jobs.schedule(
            "governance.discard-ballots", key=str(proposal.id), due=now, payload={"proposal_id": proposal.id}
        )


def _must_be_secret_enough(rule: Rule, asked: Asked, now: datetime) -> None:
    """Refuse early what notice would refuse today: a class too small, or a roll too long, for secrecy."""
    if asked.mode is Mode.SEALED:
        sealed.must_hold(len(members.roll(at=now)))
    if rule.way == "classes":
        by_class.frozen(rule, asked.mode, charter.current(), members.roll(at=now))
