"""A proposal's way to its vote: sponsors, deliberation, and notice, which freezes everything.

Whatever the charter doesn't ask for is passed over. Before notice the text may change and people may join;
from notice on, everybody votes on the same words.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from commonhold.civic.governance import amended, asking, ballots, by_class, stages, tell
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Poll, Proposal, Reason, Seat, Sponsor
from commonhold.civic.governance.questions.asked import WITH_OPTIONS, Asked, asked_from
from commonhold.civic.governance.questions.yes_no import by_class_method
from commonhold.civic.governance.sealed import ceremony
from commonhold.civic.governance.sealed import question as sealed
from commonhold.civic.governance.sealed.charter import SealedCharter
from commonhold.civic.governance.sealed.models import Ceremony, Round
from commonhold.civic.governance.vocabulary import Kind as Asks
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.civic.members import queries as members
from commonhold.civic.members.queries import Seated
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.decisions import codec
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.jobs.register import Kind, Payload
from commonhold.ground.record import actions as record
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from rulebook.canonical import canonical
from rulebook.merkle import root_of_leaves

#: Before a sealed vote opens: time enough to make a key, and near enough to be remembered.
_LAST_CALL = timedelta(days=1)


def hand_in(proposal: Proposal, *, now: datetime) -> None:
    """Its author lets go of it: it looks for sponsors, or goes on at once where none are asked for."""
    days = charter.current().read(GovernanceCharter)
    if not days.sponsors_needed:
        begin_talk(proposal, now=now)
        return
    stages.arrive(proposal, State.SPONSORS, now=now)
    due = now + timedelta(days=days.sponsor_days)
    jobs.schedule("governance.lapse", key=str(proposal.id), due=due, payload={"proposal_id": proposal.id})


def begin_talk(proposal: Proposal, *, now: datetime) -> None:
    """Open the deliberation, or give notice at once where there is none."""
    brings = bool(asking.option_rows(proposal))
    length = days_of_talk(asked_from(proposal.question), brings_options=brings)
    if not length:
        give_notice(proposal, now=now)
        return
    stages.arrive(proposal, State.TALK, now=now)
    due = now + timedelta(days=length)
    jobs.schedule("governance.notice", key=str(proposal.id), due=due, payload={"proposal_id": proposal.id})
    tell.all_members(proposal, "proposal.talk", now=now)


def days_of_talk(asked: Asked, *, brings_options: bool) -> int:
    """How long it is talked about before notice, under today's charter.

    A choice or budget is open for nominations at least, unless its author brought the options; an election
    always is, for she can bring nobody but herself.
    """
    days = charter.current().read(GovernanceCharter)
    is_open = asked.kind is Asks.ELECTION or (asked.kind in WITH_OPTIONS and not brings_options)
    return max(days.talk_days, days.nomination_days) if is_open else days.talk_days


def give_notice(proposal: Proposal, *, now: datetime) -> None:
    """Freeze text, question, rule, dates and roll, and put their hashes on the record.

    A sealed vote waits for its key first, and this is called again. Raises Refusal when something that it
    could decide can't be decided today.
    """
    here = charter.current()
    if not ceremony.is_done(proposal):
        amended.put_to_the_vote(proposal, now=now)
        asking.must_have_options(proposal)
        asking.number_options(proposal)
    rule = asking.must_be_possible(proposal, here)
    days, asked = here.read(GovernanceCharter), asked_from(proposal.question)
    roll = members.roll(at=now)
    classes, least = by_class.frozen(rule, asked.mode, here, roll), days.notice_days
    if asked.mode is Mode.SEALED:
        sealed.must_hold(len(roll))
        if not ceremony.is_done(proposal):
            ceremony.begin(proposal, now=now)
            return
        least = max(least, here.read(SealedCharter).credential_days)
    question = asking.question_for(proposal)
    opens = now + timedelta(days=max(least, proposal.notice_days or 0))
    closes = opens + timedelta(days=days.voting_days)
    ballots.make_key(proposal.id)
    poll = Poll(
        proposal=proposal,
        charter_version=here.version,
        method=question.method if classes is None else by_class_method(classes),
        by_class=by_class.kept(classes),
        mode=asked.mode,
        rule=rule.name,
        threshold=str(rule.threshold),
        quorum=str(rule.quorum),
        decisions_sha256=codec.digest(asking.proposed(proposal)),
        precondition=codec.precondition(asking.proposed(proposal), here),
        question_commitment=record.commit_to(asking.frozen(proposal)) if proposal.question else "",
        lot_commitment=ballots.lot_commitment(proposal.id),
        extension_days=days.extension_days,
        opens_at=opens,
        closes_at=closes,
        challenge_until=closes + timedelta(days=days.challenge_days),
    )
    _seat_the_roll(poll, roll, days.active_days, now)
    _put_on_record(proposal, poll, now)
    stages.arrive(proposal, State.NOTICE if opens > now else State.VOTING, now=now)
    _schedule(poll, days.late_hours)
    if opens > now:
        kind = "proposal.prepare" if asked.mode is Mode.SEALED else "proposal.notice"
        tell.the_roll(proposal, kind, now=now)


def notice_is_due(payload: Payload, now: datetime) -> None:
    """Deliberation is over: give notice, or let the proposal lapse and say why."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is not State.TALK:
        return
    try:
        with transaction.atomic():  # what was put on the ballot before the refusal goes with it
            give_notice(proposal, now=now)
    except Refusal as refusal:
        proposal.refresh_from_db()
        _lapse(proposal, now=now, reason=str(refusal))


def trustees_are_due(payload: Payload, now: datetime) -> None:
    """A step to the key is over, whoever is late: go on with those who came, or lapse and say why."""
    proposal = stages.lock(payload["proposal_id"])
    making = Ceremony.objects.filter(proposal=proposal).first()
    if making is not None and stages.state_of(proposal) is State.KEYS and making.round_ends_at <= now:
        go_on_with_the_key(proposal, making, now=now)


def go_on_with_the_key(proposal: Proposal, making: Ceremony, *, now: datetime) -> None:
    """The next step to the key; after the last one notice is given, or the proposal lapses and says why."""
    try:
        with transaction.atomic():
            ceremony.go_on(making, now=now)
            if making.round == Round.DONE:
                give_notice(proposal, now=now)
    except Refusal as refusal:
        _lapse(proposal, now=now, reason=str(refusal))


def sponsors_are_due(payload: Payload, now: datetime) -> None:
    """Too few wanted it in time."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is State.SPONSORS:
        _lapse(proposal, now=now)


def _lapse(proposal: Proposal, *, now: datetime, reason: str = "") -> None:
    stages.arrive(proposal, State.LAPSED, now=now, reason=reason)
    tell.its_author(proposal, "proposal.lapsed", now=now)


def _seat_the_roll(poll: Poll, roll: Sequence[Seated], active_days: int, now: datetime) -> None:
    """Fix who votes, and as one of which class. Whoever gives notice has a ballot, so it is never empty."""
    voters, several = [each.person_id for each in roll], len(members.classes_now().every) > 1
    alive = set(voters) if not active_days else _showing_life(voters, now - timedelta(days=active_days))
    seats = [
        Seat(
            id=ids.new_id(now),
            poll=poll,
            person_id=each.person_id,
            class_key=each.class_key,
            commitment=record.commit_to(
                f"{each.person_id} {each.class_key}" if several else str(each.person_id)
            ),
            active=each.person_id in alive,
        )
        for each in roll
    ]
    poll.roll_size = len(seats)
    poll.roll_root = root_of_leaves(
        [bytes.fromhex(each) for each in sorted(seat.commitment for seat in seats)]
    ).hex()
    poll.save(force_insert=True)
    Seat.objects.bulk_create(seats)


def _showing_life(voters: list[int], since: datetime) -> set[int]:
    """Who signed in, voted, proposed, sponsored or gave a reason since then, or joined."""
    known = Q(person_id__in=voters)
    return {
        *people.signed_in_since(voters, since),
        *members.joined_since(voters, since),
        *Seat.objects.filter(known, voted=True, poll__closes_at__gte=since).values_list(
            "person_id", flat=True
        ),
        *Proposal.objects.filter(author_id__in=voters, drafted_at__gte=since).values_list(
            "author_id", flat=True
        ),
        *Sponsor.objects.filter(known, at__gte=since).values_list("person_id", flat=True),
        *Reason.objects.filter(known, given_at__gte=since).values_list("person_id", flat=True),
    }


def _put_on_record(proposal: Proposal, poll: Poll, now: datetime) -> None:
    body: dict[str, str | int] = {
        "proposal": str(proposal.id),
        "text": record.commit_to(f"{proposal.title}\n\n{proposal.text}"),
        "decisions_sha256": poll.decisions_sha256,
        "method": poll.method,
        "mode": poll.mode,
        "rule": poll.rule,
        "threshold": poll.threshold,
        "quorum": poll.quorum,
        "charter_version": poll.charter_version,
        "lot_commitment": poll.lot_commitment,
        "roll_size": poll.roll_size,
        "roll_root": poll.roll_root,
        "opens": ids.milliseconds(poll.opens_at),
        "closes": ids.milliseconds(poll.closes_at),
        "challenge_until": ids.milliseconds(poll.challenge_until),
    }
    if poll.question_commitment:
        body["question"] = poll.question_commitment
    if poll.by_class:
        body["by_class"] = canonical(poll.by_class).decode()
    if poll.mode == Mode.SEALED:
        body |= ceremony.of_notice(proposal)
    record.append("governance.notice", body, about=f"proposal:{proposal.id}", now=now)


def _schedule(poll: Poll, late_hours: int) -> None:
    due = {"open": poll.opens_at, "close": poll.closes_at}
    if poll.extension_days:
        due["look"] = max(poll.opens_at, poll.closes_at - timedelta(hours=late_hours))
    if poll.mode == Mode.SEALED:
        due["unprepared"] = poll.opens_at - _LAST_CALL
    for kind, at in due.items():
        payload = {"proposal_id": poll.proposal_id}
        jobs.schedule(f"governance.{kind}", key=str(poll.proposal_id), due=at, payload=payload)


def remind_unprepared(payload: Payload, now: datetime) -> None:
    """A sealed vote opens tomorrow: whoever has made no key yet hears of it once more."""
    proposal = stages.lock(payload["proposal_id"])
    if stages.state_of(proposal) is State.NOTICE:
        late = Seat.objects.filter(poll_id=proposal.id, credential=None)
        tell.those(list(late.values_list("person_id", flat=True)), proposal, "proposal.unprepared", now=now)


KINDS = [
    Kind("governance.unprepared", remind_unprepared),
    Kind("governance.lapse", sponsors_are_due),
    Kind("governance.notice", notice_is_due),
    Kind("governance.trustees-due", trustees_are_due),
]
