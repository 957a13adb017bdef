"""Classes of members in the sample co-op, a vote that two of them decide, and the texts that all accept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

from commonhold.civic.governance.actions.move_member import move_member
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import SetParameter, SetRule
from commonhold.civic.members import actions as members
from commonhold.civic.members import queries as member_queries
from commonhold.civic.members.decisions import SetClass
from commonhold.ground.decisions.decision import Decision
from commonhold.house.demo.calendar import Deed
from commonhold.house.demo.people import CAST
from commonhold.house.demo.town import Town
from commonhold.social.people import actions as people

_CLASSES = (
    SetClass("workers", "Workers", "Who is paid for a part of the work here.", joins=0),
    SetClass("friends", "Friends", "Who helps with money and advice.", votes=0, proposes=0, stands=0),
)
#: Who works here, and at what.
_WORK = {
    "hana": "Bakes for the Saturday stall.",
    "vik": "Keeps the tool room.",
    "dora": "Looks after the pipes.",
    "abel": "Mends the roofs.",
    "sam": "Runs the stall.",
    "yara": "Leads the kitchen.",
    "hugo": "Lights the yard.",
    "ivo": "Runs the bicycle repairs.",
    "bea": "Makes the newsletter.",
    "emil": "Keeps the seed library.",
    "gita": "Keeps the first-aid room.",
}
_TERMS = """\
# Terms of use

Write what you would say to a neighbour's face. What breaks our rules can be reported, and other people than
those who decided first look at every appeal. Your words stay yours.
"""
_PRIVACY = """\
# Privacy notice

We keep what you write here, your email address to sign you in, and the dues that we owe each other an account
of. Nobody sells any of it. You can take everything along, and you can leave.
"""


def plan(town: Town) -> None:
    on = town.calendar.on
    on(
        24.2,
        _decided(
            town,
            "ada",
            "Terms, a privacy notice, and sixteen years",
            "Newcomers ask what they agree to. One page each, and nobody is asked for a birthday.",
            decisions=[
                SetParameter("texts.terms", _TERMS),
                SetParameter("texts.privacy", _PRIVACY),
                SetParameter("texts.minimum_age", 16),
            ],
        ),
    )
    for handle in CAST:
        on(31.0, _accepts(town, handle))
    on(
        27.3,
        _decided(
            town,
            "vik",
            "Members who work here, and friends",
            "Some of us are paid for a part of what they do. Others give money and want no say. Both should "
            "stand in our list as what they are.",
            decisions=_CLASSES,
        ),
    )
    for number, handle in enumerate(_WORK):
        on(34.0 + number / 100, _works(town, handle))
    on(
        35.4,
        _decided(
            town,
            "dora",
            "Bylaws need both: those who use it and those who work here",
            "What binds us all should not pass over the heads of the few who are paid here, nor the other "
            "way round.",
            decisions=[SetRule("texts.bylaws", "classes")],
            says={"sam": "no", "wim": "no", "cyrus": "no", "kira": "abstain"},
        ),
    )
    on(59.3, lambda at: members.move_myself(town.ids["orla"], to="friends", now=at))


def _decided(
    town: Town,
    by: str,
    title: str,
    text: str,
    *,
    decisions: Sequence[Decision],
    says: Mapping[str, str] = MappingProxyType({}),
) -> Deed:
    """A vote that nearly all take part in; it draws no dice, so that the rest of the story stays as it is."""

    def deed(at: datetime) -> None:
        made = draft_proposal(town.ids[by], title=title, text=text, decisions=decisions, now=at)
        announce_proposal(town.ids[by], proposal_id=made, now=at)
        for number, handle in enumerate(town.members()):
            if number % 6 != 5 or handle in _WORK:
                day = (at - town.calendar.began).total_seconds() / 86_400 + 0.1 + number / 16
                town.calendar.on(day, _casts(town, made, handle, says.get(handle, "yes")))

    return deed


def _casts(town: Town, proposal_id: int, handle: str, choice: str) -> Deed:
    def deed(at: datetime) -> None:
        if member_queries.may_vote(town.ids[handle], at=at):
            cast_ballot(town.ids[handle], proposal_id=proposal_id, choice=choice, now=at)

    return deed


def _works(town: Town, handle: str) -> Deed:
    return lambda at: move_member(
        town.ids["ada"], person_id=town.ids[handle], to="workers", because=_WORK[handle], now=at
    )


def _accepts(town: Town, handle: str) -> Deed:
    def deed(at: datetime) -> None:
        if handle in town.ids:
            people.agree(town.ids[handle], occasion="signing in", now=at)

    return deed
