"""What is not proposed yet: what could be, what it would change, and what would come next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import get_type_hints

from commonhold.civic.governance import amended, asking, notice
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.models import Proposal
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.sealed.ceremony import ROUNDS
from commonhold.civic.governance.sealed.charter import OFF, SealedCharter
from commonhold.civic.governance.vocabulary import Mode, State
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register as parameters
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.section import Words
from commonhold.ground.charter.snapshot import Charter, strictest
from commonhold.ground.decisions import register
from commonhold.ground.decisions.decision import Decision, Difference
from commonhold.ground.refusal import Refusal


@dataclass(frozen=True)
class Decidable:
    """A kind of decision that a room offers. `rule` is empty where it depends on what is decided."""

    kind: str
    title: Words
    room: Words
    rule: str
    changes: str | None  # the charter parameter, where it is for that one alone


@dataclass(frozen=True)
class Look:
    """What a vote would need, and what it would change today."""

    rule: Rule
    differences: Sequence[Difference]


@dataclass(frozen=True)
class Ahead:
    """A stage to come; `ends` is None of the last. `people` is how many must want it, where some must."""

    state: State
    begins: datetime
    ends: datetime | None = None
    people: int = 0


def may_be_sealed() -> bool:
    """Has the charter switched sealed votes on?"""
    return bool(charter.current().read(SealedCharter).allowed != OFF)


def decidable() -> list[Decidable]:
    """All kinds of decision, in the order in which rooms offer them."""
    here = charter.current()
    return [
        Decidable(each.kind, each.title, _room_of(each), _rule_of(each, here), each.changes)
        for each in register.decisions()
    ]


def countable() -> frozenset[str]:
    """The charter parameters of which one can ask “how much?”."""
    here = charter.current()
    return frozenset(each.key for each in parameters.parameters() if asking.is_countable(each, here))


def look(asked: Asked, decisions: Sequence[Decision], options: Iterable[Decision]) -> Look:
    """What this would need and change; `options` are the decisions of its options.

    Raises Refusal where it could not be proposed today.
    """
    here, own = charter.current(), list(options)
    asking.must_fit(asked, decisions, here)
    rule = asking.must_carry(asked, [*decisions, *own], here)
    return Look(rule, [each.preview(here) for each in decisions])


def ahead(asked: Asked, *, brings_options: bool, notice_days: int, now: datetime) -> list[Ahead]:
    """The stages before it under today's charter, at the earliest. Those of no days are left out."""
    days = charter.current().read(GovernanceCharter)
    talk = notice.days_of_talk(asked, brings_options=brings_options)
    found, at = [], now
    if days.sponsors_needed:
        latest = now + timedelta(days=days.sponsor_days)
        found.append(Ahead(State.SPONSORS, now, latest, days.sponsors_needed))
    key_days = credential_days = 0
    if asked.mode is Mode.SEALED:
        sealed = charter.current().read(SealedCharter)
        key_days, credential_days = len(ROUNDS) * sealed.round_days, sealed.credential_days
    for state, length in (
        (State.TALK, talk),
        (State.KEYS, key_days),
        (State.NOTICE, max(notice_days, days.notice_days, credential_days)),
        (State.VOTING, days.voting_days),
        (State.WAITING, days.challenge_days),
    ):
        if length:
            found.append(Ahead(state, at, at + timedelta(days=length)))
            at += timedelta(days=length)
    return [*found, Ahead(State.ENACTED, at)]


def _room_of(decision: type[Decision]) -> Words:
    room = decision.__module__.split(".")[-2]
    titles = {each.section: each.title for each in parameters.sections()}
    return titles.get(room, room)


def _rule_of(decision: type[Decision], here: Charter) -> str:
    """The rule of one that changes nothing yet: most need the same one whatever they say."""
    types = get_type_hints(decision)
    blank = {each.name: 0 if types[each.name] is int else "" for each in fields(decision)}
    try:
        return strictest(here, decision(**blank).rule_names(here)).name
    except (Refusal, ValueError):
        return ""


def stands_alone(proposal_id: int) -> bool:
    """Would amendments of it reach the vote only where its author takes them over?"""
    return amended.stands_alone(Proposal.objects.get(id=proposal_id))


def may_elect() -> bool:
    """Does the charter leave mandates to elections?"""
    return asking.may_elect(charter.current())
