"""The votes of the sample co-op: one in every state that deeds of people can bring about.

There is none that is stuck: that takes a fault of the program, and the demo has no way to fake one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from commonhold.civic.governance.actions.propose import (
    announce_proposal,
    draft_proposal,
    withdraw_proposal,
)
from commonhold.civic.governance.actions.vote import cast_ballot, give_reason
from commonhold.civic.governance.decisions import AppointMandate, Resolve, SetParameter, SetRange
from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as member_queries
from commonhold.civic.treasury.decisions import SetDues
from commonhold.ground.decisions.decision import Decision
from commonhold.house.demo import words
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.town import Town


@dataclass(frozen=True)
class Motion:
    """A proposal of the story: who, when, what, and how the votes fall (shares of 1)."""

    day: float
    by: str
    title: str
    text: str
    decisions: Sequence[Decision]
    turnout: float = 0.7
    yes: float = 0.8
    notice_days: int | None = None


MOTIONS = [
    Motion(
        0.5,
        "ada",
        "A ballot from the first day",
        "We are few and know each other. Nobody should wait a week for a first vote. When we are "
        "many, we can bring the waiting time back.",
        [SetParameter("members.quarantine_days", 0)],
        turnout=1.0,
        yes=1.0,
    ),
    Motion(
        52.5,
        "caro",
        "A tree in the yard",
        "The corner behind the bicycle shed gets six hours of sun. A quince would be happy there.",
        [Resolve("We plant a quince in the yard this autumn, and whoever passes waters it.")],
    ),
    Motion(
        22.0,
        "finn",
        "Dues of eight euros",
        "With three euros more from each of us we could pay somebody for the repair evenings.",
        [SetDues(800)],
        turnout=0.8,
        yes=0.3,
    ),
    Motion(
        27.0,
        "ben",
        "Let the board shorten a vote",
        "Now and then something cannot wait four days. The board could choose between three and six, "
        "on the record, and never beyond.",
        [SetRange("governance.voting_days", 3, 6, "board")],
        yes=0.85,
    ),
    Motion(
        34.0,
        "kira",
        "Meet on Mondays",
        "Thursdays collide with choir.",
        [Resolve("Our monthly meeting moves to Mondays.")],
        turnout=0.1,
        yes=0.75,
    ),
    Motion(
        47.0,
        "lea",
        "Call ourselves Lantern Commons",
        "“Yard” sounds smaller than we are.",
        [SetParameter("co_op.name", "Lantern Commons")],
        turnout=0.4,
    ),
    Motion(
        54.5,
        "noa",
        "Three vouches for newcomers",
        "Two vouches were right when we were ten. A third keeps a circle from letting itself in.",
        [SetParameter("members.vouches_needed", 3)],
        turnout=0.8,
        yes=0.82,
    ),
    Motion(
        57.6,
        "ada",
        "Minutes within a week",
        "What the board talks about reaches us late or not at all. A week is enough for one page.",
        [Resolve("We thank the board and ask it to publish its minutes within a week.")],
        turnout=0.35,
    ),
    Motion(
        58.3,
        "sam",
        "Repair evenings every Friday",
        "Twice a month is not enough: on Friday the queue reached the gate.",
        [Resolve("Repair evenings take place every Friday from six to nine.")],
        turnout=0.4,
    ),
    Motion(
        59.1,
        "hana",
        "Half of us for special decisions",
        "Whoever changes the rules themselves should bring half of us to the ballot box, not a third.",
        [SetParameter("deciding.special_quorum", "1/2")],
        notice_days=5,
        turnout=0.0,
    ),
]


def plan(town: Town) -> None:
    """Put the votes into the calendar. Voting lasts four days, waiting two."""
    for motion in MOTIONS:
        town.calendar.on(motion.day, _propose(town, motion))
    town.calendar.on(44.0, _propose_mandate_for_one_who_leaves(town))
    town.calendar.on(49.0, lambda at: members.leave(town.ids["tom"], now=at))
    town.calendar.on(59.5, _draft(town))


def _propose(town: Town, motion: Motion) -> Deed:
    def deed(at: datetime) -> None:
        by = town.ids[motion.by]
        made = draft_proposal(by, title=motion.title, text=motion.text, decisions=motion.decisions, now=at)
        announce_proposal(by, proposal_id=made, notice_days=motion.notice_days, now=at)
        if motion.title.startswith("Call ourselves"):
            town.calendar.on(motion.day + 2, _withdraw(town, made, motion.by))
        _vote(town, made, motion)

    return deed


def _vote(town: Town, proposal_id: int, motion: Motion) -> None:
    """Who votes, how and when is drawn now; each does so at her own hour."""
    at = town.calendar.at(motion.day)
    roll = [each for each in town.members() if member_queries.may_vote(town.ids[each], at=at)]
    voting = town.dice.sample(roll, round(len(roll) * motion.turnout))
    for handle in voting:
        falls = town.dice.random()
        side = "for" if falls < motion.yes else "against"
        choice = "abstain" if town.dice.random() < 0.06 else {"for": "yes", "against": "no"}[side]
        says = town.dice.random() < 0.14 and choice != "abstain"
        day = motion.day + town.dice.uniform(0.05, 3.8)
        town.calendar.on(day, _casts(town, proposal_id, handle, choice, side if says else ""))


def _casts(town: Town, proposal_id: int, handle: str, choice: str, side: str) -> Deed:
    def deed(at: datetime) -> None:
        if proposal_id in town.withdrawn:
            return
        cast_ballot(town.ids[handle], proposal_id=proposal_id, choice=choice, now=at)
        if side:
            text = town.dice.choice(words.REASONS[side])
            give_reason(town.ids[handle], proposal_id=proposal_id, side=side, text=text, now=at)

    return deed


def _withdraw(town: Town, proposal_id: int, by: str) -> Deed:
    def deed(at: datetime) -> None:
        reason = "Three people told me at breakfast that they love the yard. So do I."
        withdraw_proposal(town.ids[by], proposal_id=proposal_id, reason=reason, now=at)
        town.withdrawn.add(proposal_id)

    return deed


def _propose_mandate_for_one_who_leaves(town: Town) -> Deed:
    """Tom is elected and moves away before it takes effect: it passes, and fails."""

    def deed(at: datetime) -> None:
        motion = Motion(
            44.0,
            "vik",
            "Tom for the board",
            "He knows every key and every cable of this house.",
            [AppointMandate(str(town.ids["tom"]), "board")],
        )
        _propose(town, motion)(at)

    return deed


def _draft(town: Town) -> Deed:
    """Something that Ada has not shown to anybody yet."""

    def deed(at: datetime) -> None:
        decisions = [SetParameter("governance.notice_days", 2)]
        text = "I keep hearing that votes open too suddenly."
        draft_proposal(
            town.ids["ada"], title="Two days to read before we vote", text=text, decisions=decisions, now=at
        )

    return deed
