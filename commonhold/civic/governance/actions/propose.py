from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from commonhold.civic.governance import ballots, stages, voice
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Poll, Proposal, Seat
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import queries as members
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.snapshot import Charter, strictest
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from rulebook.merkle import root_of_leaves

METHOD = "majority_v1"
LONGEST_TITLE, LONGEST_TEXT, MOST_DECISIONS = 120, 20_000, 20


@transaction.atomic
def draft_proposal(
    by: int, *, title: str, text: str = "", decisions: Sequence[Decision], now: datetime
) -> int:
    """Write a proposal that only waits for its notice; return its id.

    Raises Refusal when `by` is no voting member, a field is empty or too long, or a decision could not
    be carried out today under the rule that it needs.
    """
    _must_be_voter(by, now)
    title, text = title.strip(), text.strip()
    if not 3 <= len(title) <= LONGEST_TITLE:
        raise Refusal(_("A title has between 3 and {n} characters."), n=LONGEST_TITLE, field="title")
    if len(text) > LONGEST_TEXT:
        raise Refusal(_("The text may have {n} characters at most."), n=LONGEST_TEXT, field="text")
    if not 1 <= len(decisions) <= MOST_DECISIONS:
        raise Refusal(_("A proposal carries between 1 and {n} decisions."), n=MOST_DECISIONS)
    _must_be_possible(decisions, charter.current())
    proposal = Proposal.objects.create(
        id=ids.new_id(now),
        author_id=by,
        title=title,
        text=text,
        decisions=[codec.encode(each) for each in decisions],
        drafted_at=now,
    )
    stages.arrive(proposal, State.DRAFT, now=now)
    return proposal.id


@transaction.atomic
def announce_proposal(by: int, *, proposal_id: int, notice_days: int | None = None, now: datetime) -> None:
    """Give notice: freeze text, decisions, rule, dates and roll, and put their hashes on the record.

    `notice_days` may be more than the charter asks, never less.
    """
    proposal = stages.lock(proposal_id)
    if proposal.author_id != by:
        raise Refusal(_("Only its author can give notice of a proposal."))
    _must_be_voter(by, now)
    if stages.state_of(proposal) is not State.DRAFT:
        raise Refusal(_("Notice of this proposal was already given. Nothing was changed."))
    here = charter.current()
    decisions = [codec.decode(each) for each in proposal.decisions]
    rule = _must_be_possible(decisions, here)
    days = here.read(GovernanceCharter)
    if notice_days is not None and not days.notice_days <= notice_days <= 60:
        raise Refusal(_("Notice is between {low} and 60 days."), low=days.notice_days, field="notice_days")
    opens = now + timedelta(days=days.notice_days if notice_days is None else notice_days)
    closes = opens + timedelta(days=days.voting_days)
    poll = Poll(
        proposal=proposal,
        charter_version=here.version,
        method=METHOD,
        rule=rule.name,
        threshold=str(rule.threshold),
        quorum=str(rule.quorum),
        decisions_sha256=codec.digest(decisions),
        opens_at=opens,
        closes_at=closes,
        challenge_until=closes + timedelta(days=days.challenge_days),
    )
    _seat_the_roll(poll, now)
    _put_on_record(proposal, poll, now)
    stages.arrive(proposal, State.NOTICE if opens > now else State.VOTING, now=now)
    ballots.make_key(poll.proposal_id)
    _schedule(poll)


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
    if before is State.VOTING:
        voice.say_soon(proposal, State.WITHDRAWN, now=now)
    if Poll.objects.filter(proposal=proposal).exists():
        body = {"proposal": str(proposal.id)}
        record.append("governance.withdrawn", body, about=f"proposal:{proposal.id}", now=now)
        jobs.schedule(
            "governance.discard-ballots", key=str(proposal.id), due=now, payload={"proposal_id": proposal.id}
        )


def _must_be_voter(person_id: int, now: datetime) -> None:
    if not members.may_vote(person_id, at=now):
        raise Refusal(_("Proposals are made by members with a ballot. You can become one under “Join”."))


def _must_be_possible(decisions: Sequence[Decision], here: Charter) -> Rule:
    """The rule that these decisions need together; each must pass its own check under it."""
    rule = strictest(here, {each.rule_name(here) for each in decisions})
    for each in decisions:
        each.check(here, rule)
    return rule


def _seat_the_roll(poll: Poll, now: datetime) -> None:
    """Fix who votes. Whoever gives notice has a ballot, so the roll is never empty."""
    voters = members.voters(at=now)
    seats = [
        Seat(id=ids.new_id(now), poll=poll, person_id=person_id, commitment=record.commit_to(str(person_id)))
        for person_id in voters
    ]
    poll.roll_size = len(seats)
    poll.roll_root = root_of_leaves(
        [bytes.fromhex(each) for each in sorted(seat.commitment for seat in seats)]
    ).hex()
    poll.save(force_insert=True)
    Seat.objects.bulk_create(seats)


def _put_on_record(proposal: Proposal, poll: Poll, now: datetime) -> None:
    body: dict[str, str | int] = {
        "proposal": str(proposal.id),
        "text": record.commit_to(f"{proposal.title}\n\n{proposal.text}"),
        "decisions_sha256": poll.decisions_sha256,
        "method": poll.method,
        "rule": poll.rule,
        "threshold": poll.threshold,
        "quorum": poll.quorum,
        "charter_version": poll.charter_version,
        "roll_size": poll.roll_size,
        "roll_root": poll.roll_root,
        "opens": ids.milliseconds(poll.opens_at),
        "closes": ids.milliseconds(poll.closes_at),
        "challenge_until": ids.milliseconds(poll.challenge_until),
    }
    record.append("governance.notice", body, about=f"proposal:{proposal.id}", now=now)


def _schedule(poll: Poll) -> None:
    for kind, due in (("open", poll.opens_at), ("close", poll.closes_at)):
        payload = {"proposal_id": poll.proposal_id}
        jobs.schedule(f"governance.{kind}", key=str(poll.proposal_id), due=due, payload=payload)
