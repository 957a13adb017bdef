from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext_lazy as _

from commonhold.ground.charter.section import Section, Unit, parameter


@dataclass(frozen=True)
class GovernanceCharter(Section):
    """How long each stage of a proposal takes."""

    section = "governance"
    title = _("Proposals and votes")

    notice_days: int = parameter(
        0,
        words=_("Days between a proposal's notice and its vote"),
        unit=Unit.DAYS,
        high=60,
        decided_by="special",
        because=_("Time to read and talk. Who proposes may always give more."),
    )
    voting_days: int = parameter(
        4,
        words=_("Days that voting stays open"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        decided_by="special",
        because=_("Long enough that a member who looks in once a week can take part."),
    )
    challenge_days: int = parameter(
        2,
        words=_("Days between the count and the decision taking effect"),
        unit=Unit.DAYS,
        high=30,
        decided_by="special",
        because=_("Time to check the count before anything changes."),
    )
    sponsors_needed: int = parameter(
        0,
        words=_("Members who must want a proposal before it is talked about"),
        unit=Unit.PEOPLE,
        high=50,
        decided_by="special",
        because=_("Who proposes is not counted. With 0, every proposal goes on at once."),
    )
    sponsor_days: int = parameter(
        14,
        words=_("Days in which a proposal must find them"),
        unit=Unit.DAYS,
        low=1,
        high=90,
        decided_by="special",
        because=_("Then it lapses, and can be proposed again."),
    )
    talk_days: int = parameter(
        0,
        words=_("Days of deliberation before notice"),
        unit=Unit.DAYS,
        high=60,
        decided_by="special",
        because=_("While members talk, the text can still change; from notice on it can't."),
    )
    nomination_days: int = parameter(
        7,
        words=_("Days in which members can stand, or add options"),
        unit=Unit.DAYS,
        low=1,
        high=60,
        decided_by="special",
        because=_("Elections, choices and budgets are open for at least as long before notice."),
    )
    late_hours: int = parameter(
        24,
        words=_("Hours before closing at which turnout is looked at"),
        unit=Unit.HOURS,
        low=1,
        high=168,
        decided_by="special",
        because=_("If too few had voted by then, voting is extended once. Nobody learns more than that."),
    )
    extension_days: int = parameter(
        0,
        words=_("Days by which voting is extended when few have voted by then"),
        unit=Unit.DAYS,
        high=14,
        decided_by="special",
        because=_("So that a few late votes can't surprise the many. With 0, voting is never extended."),
    )
    petition_share: Fraction = parameter(
        Fraction(1, 10),
        words=_("Members who can ask for a second vote"),
        unit=Unit.SHARE,
        low=Fraction(1, 100),
        high=Fraction(1, 2),
        decided_by="special",
        because=_("Of all members on the roll, while the count can be challenged. Once for each proposal."),
    )
    pause_days: int = parameter(
        7,
        words=_("Days for which a guardian can hold a decision up"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        decided_by="special",
        because=_("Once for each proposal, in public, with reasons. It can't be stopped for good."),
    )
    active_days: int = parameter(
        0,
        words=_("Days without a sign of life after which a member is not counted for quorums"),
        unit=Unit.DAYS,
        high=1000,
        decided_by="special",
        because=_("Whoever votes always counts. With 0, everybody on the roll is counted."),
    )
    consent_override: Fraction = parameter(
        Fraction(1),
        words=_("Share of consent that carries over objections"),
        unit=Unit.SHARE,
        low=Fraction(1, 2),
        high=Fraction(1),
        decided_by="special",
        guards="consent",
        because=_("Of all who consent or object with a reason. With all, a single objection holds."),
    )
    emergency_days: int = parameter(
        14,
        words=_("Days after which an emergency measure lapses unless members ratify it"),
        unit=Unit.DAYS,
        low=1,
        high=30,
        decided_by="special",
        because=_("The board may act at once when it can't wait; the members have the last word."),
    )
    ballots_public_from: int = parameter(
        20,
        words=_("Ballots from which a ranked vote's ballots are published to all"),
        unit=Unit.PEOPLE,
        low=3,
        high=1000,
        decided_by="special",
        because=_("A rare order of names is like a signature. Below, only elected auditors see the ballots."),
    )
    most_carried: int = parameter(
        5,
        words=_("Votes of others that one member can carry"),
        unit=Unit.PEOPLE,
        high=100,
        decided_by="special",
        because=_("By delegation. What is beyond that is not cast. With 0, nobody can delegate."),
    )
    delegation_days: int = parameter(
        365,
        words=_("Days after which a delegation ends unless it is renewed"),
        unit=Unit.DAYS,
        low=30,
        high=1000,
        decided_by="special",
        because=_("So that nobody goes on carrying votes of people who have forgotten it."),
    )
