"""What waits for the viewer: one inbox, so that owning a co-op takes a few minutes a month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q

from commonhold.civic.governance.models import (
    OptionRow,
    Poll,
    Proposal,
    Seat,
    Signature,
    Sponsor,
    Step,
)
from commonhold.civic.governance.sealed import box, ceremony, counting
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.civic.members import queries as members
from commonhold.social.people.queries import Viewer


class Need(StrEnum):
    """What she can do there, the most pressing first."""

    OPEN = "open"
    KEY = "key"
    VOTE = "vote"
    PREPARE = "prepare"
    SPONSOR = "sponsor"
    STAND = "stand"
    TALK = "talk"
    CHECK = "check"
    FINISH = "finish"


@dataclass(frozen=True)
class Needed:
    """One thing that the viewer can still do, and until when."""

    need: Need
    proposal_id: int
    title: str
    until: datetime | None


def needed(viewer: Viewer, *, at: datetime) -> list[Needed]:
    """All that the viewer can still decide, what ends first on top; nothing for who has no ballot."""
    me = viewer.person_id
    if me is None or not members.may_vote(me, at=at):
        return []
    found = [*_trusted(me), *_votes(me), *_unprepared(me), *_before_notice(me), *_counted(me, at)]
    order = list(Need)
    return sorted(found, key=lambda each: (order.index(each.need), each.until or at, each.proposal_id))


def _in(state: State) -> Q:
    """The proposal's latest step led to this state."""
    later = Step.objects.filter(proposal=OuterRef("proposal"), id__gt=OuterRef("id"))
    return Q(id__in=Step.objects.filter(~Exists(later), state=state).values("proposal_id"))


def _votes(me: int) -> list[Needed]:
    seats = Seat.objects.filter(person_id=me, ballot=None, voted=None).values("poll_id")
    rows = Proposal.objects.filter(_in(State.VOTING), id__in=seats).select_related("poll")
    done = box.polls_with_ballots_of(me)
    return [Needed(Need.VOTE, row.id, row.title, row.poll.closes_at) for row in rows if row.id not in done]


def _unprepared(me: int) -> list[Needed]:
    """Sealed votes for which her browser has made no key yet."""
    seats = Seat.objects.filter(person_id=me, credential=None, poll__mode=Mode.SEALED).values("poll_id")
    rows = Proposal.objects.filter(_in(State.NOTICE), id__in=seats).select_related("poll")
    return [Needed(Need.PREPARE, row.id, row.title, row.poll.opens_at) for row in rows]


def _trusted(me: int) -> list[Needed]:
    """Where a trustee's part is awaited now."""
    mine = Proposal.objects.filter(ceremony__trustees__person_id=me)
    keys = mine.filter(_in(State.KEYS)).select_related("ceremony")
    counts = mine.filter(_in(State.COUNTING)).select_related("ceremony", "poll__sealed_vote")
    return [
        *(
            Needed(Need.KEY, row.id, row.title, row.ceremony.round_ends_at)
            for row in keys
            if any(each.person_id == me for each in ceremony.missing(row.ceremony))
        ),
        *(
            Needed(Need.OPEN, row.id, row.title, row.poll.sealed_vote.opens_until)
            for row in counts
            if counting.is_awaited(row.ceremony, me)
        ),
    ]


def _before_notice(me: int) -> list[Needed]:
    sponsored = Sponsor.objects.filter(person_id=me).values("proposal_id")
    wanted = Proposal.objects.filter(_in(State.SPONSORS)).exclude(author_id=me).exclude(id__in=sponsored)
    found = [Needed(Need.SPONSOR, row.id, row.title, None) for row in wanted]
    stands = set(
        OptionRow.objects.filter(person_id=me, withdrawn_at=None).values_list("proposal_id", flat=True)
    )
    for row in Proposal.objects.filter(_in(State.TALK)):
        elects = row.question.get("kind") == Kind.ELECTION and row.id not in stands
        found.append(Needed(Need.STAND if elects else Need.TALK, row.id, row.title, None))
    drafts = Proposal.objects.filter(_in(State.DRAFT), author_id=me)
    return found + [Needed(Need.FINISH, row.id, row.title, None) for row in drafts]


def _counted(me: int, at: datetime) -> list[Needed]:
    """What was carried and can still be challenged by whoever was on its roll."""
    signed = Signature.objects.filter(person_id=me).values("proposal_id")
    polls = Poll.objects.filter(seats__person_id=me, challenge_until__gt=at).exclude(proposal_id__in=signed)
    rows = Proposal.objects.filter(_in(State.WAITING), id__in=polls.values("proposal_id"))
    return [
        Needed(Need.CHECK, row.id, row.title, row.poll.challenge_until) for row in rows.select_related("poll")
    ]
