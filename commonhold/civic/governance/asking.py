"""The question of a proposal, with its options, as its rows say it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from commonhold.civic.governance import law
from commonhold.civic.governance.by_class import classes_from
from commonhold.civic.governance.charter import GovernanceCharter
from commonhold.civic.governance.decisions import AppointMandate, EndMandate, setting
from commonhold.civic.governance.models import OptionRow, Poll, Proposal
from commonhold.civic.governance.questions.asked import WITH_OPTIONS, Asked, asked_from, question_of
from commonhold.civic.governance.questions.question import MOST_OPTIONS, Option, Question
from commonhold.civic.governance.sealed import question as sealed
from commonhold.civic.governance.vocabulary import Kind
from commonhold.ground import ids
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter import register
from commonhold.ground.charter.deciding import Rule
from commonhold.ground.charter.section import Parameter, Unit
from commonhold.ground.charter.snapshot import Charter, strictest
from commonhold.ground.decisions import codec
from commonhold.ground.decisions.decision import Decision, must_stand_once
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical
from rulebook.tally import plurality, score

#: Kinds in which the author says what is decided; in the others the count does.
PROPOSES = frozenset({Kind.MOTION, Kind.CONSENT, Kind.RECALL, Kind.EMERGENCY})
#: Kinds that can be counted by class of member: those that say yes or no.
BY_CLASS = frozenset({Kind.MOTION, Kind.RECALL, Kind.EMERGENCY})
#: Kinds in which what has most wins, with whatever share that is.
_MOST_WINS = frozenset({Kind.ELECTION, Kind.BUDGET})
_ASKED_SO = frozenset({"consent", "classes"})
#: Choices whose ballots don't say of each way whether it is preferred to how things are.
_SAY_LITTLE = frozenset({plurality.RULE.version, score.RULE.version})
MOST_DECISIONS = 20


def proposed(proposal: Proposal) -> list[Decision]:
    """What its author proposes to decide."""
    return [codec.read_back(each) for each in proposal.decisions]


def option_rows(proposal: Proposal, *, on_ballot: bool = False) -> list[OptionRow]:
    """The options that stand, in the order in which they came; or, from notice on, those on the ballot."""
    if on_ballot:
        return list(proposal.options.filter(number__isnull=False).order_by("number"))
    return list(proposal.options.filter(withdrawn_at=None).order_by("id"))


def put_on(
    proposal: Proposal,
    by: int,
    *,
    title: str,
    text: str = "",
    decisions: Sequence[Decision],
    cost: int = 0,
    person: int | None = None,
    now: datetime,
) -> int:
    """The option's row, for whoever has checked that it may stand there."""
    return OptionRow.objects.create(
        id=ids.new_id(now),
        proposal=proposal,
        by_id=by,
        person_id=person,
        title=title,
        text=text,
        decisions=[codec.encode(each) for each in decisions],
        cost=cost,
        at=now,
    ).id


def number_options(proposal: Proposal) -> None:
    """Give every option that stands its place on the ballot."""
    for number, row in enumerate(option_rows(proposal), 1):
        row.number, row.lot = number, "" if row.person_id is None else f"candidate {number}"
        row.save(update_fields=["number", "lot"])


def question_for(proposal: Proposal, poll: Poll | None = None) -> Question:
    """The question as it would be put today, or as it was frozen in its poll."""
    here = charter.current() if poll is None else charter.at(poll.charter_version)
    asked = asked_from(proposal.question)
    threshold = rule_for(proposal, here).threshold if poll is None else Fraction(poll.threshold)
    present = int(here.value(asked.key)) if asked.kind is Kind.PARAMETER else 0
    return question_of(
        asked,
        proposed=proposed(proposal),
        options=[_option(row, poll) for row in option_rows(proposal, on_ballot=poll is not None)],
        present=present,
        override=override_of(here, threshold),
        sets=lambda number: setting(asked.key, number),
        classes=None if poll is None else classes_from(poll.by_class),
    )


def override_of(here: Charter, threshold: Fraction) -> Fraction | None:
    """The share of consent that carries over objections under this charter; None where nothing does.

    It is never less than what must agree in any other vote on the same.
    """
    share = max(here.read(GovernanceCharter).consent_override, threshold)
    return share if share < 1 else None


def could_decide(proposal: Proposal) -> list[Decision]:
    """All that this vote could carry out, whichever option wins."""
    return [*proposed(proposal), *_of_options(proposal)]


def rule_for(proposal: Proposal, here: Charter) -> Rule:
    """What the vote must reach: the strictest that anything which it could decide needs."""
    return _rule(here, could_decide(proposal), asked_from(proposal.question))


def must_be_possible(proposal: Proposal, here: Charter) -> Rule:
    """The rule that this vote needs. Raises Refusal when what it could decide can't be done today."""
    asked = asked_from(proposal.question)
    sealed.must_be_allowed(asked, here)
    must_stand_once(proposed(proposal))
    return must_carry(asked, could_decide(proposal), here)


def must_fit(asked: Asked, decisions: Sequence[Decision], here: Charter) -> Rule:
    """The same of a proposal that is not written yet; and the question must go with its decisions."""
    _must_match(asked, decisions, here)
    sealed.must_be_allowed(asked, here)
    must_stand_once(decisions)
    return must_carry(asked, decisions, here)


def must_carry(asked: Asked, decisions: Sequence[Decision], here: Charter) -> Rule:
    """The rule under which a vote so asked can carry all of these out. Raises Refusal where none can."""
    rule = _rule(here, decisions, asked)
    _must_be_asked_so(asked, rule, here)
    for each in decisions:
        each.check(here, rule)
    return rule


def plainly(decisions: Sequence[Decision], here: Charter) -> Asked:
    """The plainest way to ask for these: a yes or no, or consent where the charter wants it."""
    return Asked(kind=Kind.CONSENT) if "consent" in _names(decisions, here) else Asked()


def can_be_chosen_among(asked: Asked, decisions: Sequence[Decision], here: Charter) -> bool:
    """Can these stand as ways beside each other in such a choice, or must each be asked by itself?"""
    if _names(decisions, here) & _ASKED_SO:
        return False
    return asked.counted_by not in _SAY_LITTLE or _is_majoritys(_rule(here, decisions, asked))


def may_elect(here: Charter) -> bool:
    """Does the charter leave mandates to elections, which elect whoever has most and need no threshold?"""
    return here.rule("ordinary").is_at_least(_rule(here, (), Asked(kind=Kind.ELECTION)))


def must_have_options(proposal: Proposal) -> None:
    """Refuse notice of a ballot with nothing on it, or with more than anybody reads."""
    if asked_from(proposal.question).kind not in WITH_OPTIONS:
        return
    standing = proposal.options.filter(withdrawn_at=None).count()
    if not standing:
        raise Refusal(_("Nobody stands and nothing is offered yet, so there is nothing to vote on."))
    if standing > MOST_OPTIONS - 1:
        raise Refusal(_("A ballot holds {n} options at most. Shorten the list first."), n=MOST_OPTIONS - 1)


def frozen(proposal: Proposal) -> str:
    """What everybody votes on, as canonical JSON: its hash goes on the record at notice."""
    options = [
        {
            "title": row.title,
            "text": row.text,
            "decisions": row.decisions,
            "cost": row.cost,
            "person": str(row.person_id or ""),
        }
        for row in option_rows(proposal)
    ]
    return canonical({"question": proposal.question, "options": options}).decode()


def lot_seed(poll: Poll, ballots_root: str) -> bytes:
    """What draws the lot between equals: a secret that notice committed to, and the ballots as published."""
    return lot_seed_of(poll.lot_secret, ballots_root)


def lot_seed_of(secret: str, ballots_root: str) -> bytes:
    return hashlib.sha256(f"{secret}:{ballots_root}".encode()).digest()


def is_countable(parameter: Parameter, here: Charter) -> bool:
    """Can the middle of what everybody names become its value? More than half want no other one."""
    rule = here.rule_for(parameter.key)
    return _is_whole(parameter) and rule.name == "ordinary" and rule.threshold <= Fraction(1, 2)


def _is_whole(parameter: Parameter) -> bool:
    return parameter.unit not in {Unit.TEXT, Unit.CHOICE, Unit.TABLE, Unit.SHARE} and isinstance(
        parameter.default, int
    )


def _option(row: OptionRow, poll: Poll | None) -> Option:
    gone = poll is not None and row.withdrawn_at is not None and row.withdrawn_at <= poll.closes_at
    decisions = [codec.read_back(each) for each in row.decisions]
    return Option(row.title, decisions, row.cost, row.person_id, withdrawn=gone, lot=row.lot)


def _of_options(proposal: Proposal) -> list[Decision]:
    return [codec.read_back(each) for row in option_rows(proposal) for each in row.decisions]


def _rule(here: Charter, decisions: Sequence[Decision], asked: Asked) -> Rule:
    names = _names(decisions, here) or {"ordinary"}
    if asked.kind is Kind.PARAMETER:
        names |= here.rules_for(asked.key)
    if asked.kind is Kind.ELECTION:
        names |= AppointMandate("0", asked.role).rule_names(here)
    if asked.kind is Kind.ADVISORY and names & _ASKED_SO:
        names = (names - _ASKED_SO) | {"special"}  # it binds nobody, and is asked as anything is
    rule = strictest(here, names)
    floor, _paragraph = law.floor_of(here, decisions)
    return replace(rule, threshold=max(rule.threshold, floor))


def _names(decisions: Sequence[Decision], here: Charter) -> set[str]:
    return {name for each in decisions for name in each.rule_names(here)}


def _must_be_asked_so(asked: Asked, rule: Rule, here: Charter) -> None:
    """Refuse a kind of vote whose count does not reach what the charter wants for such decisions."""
    if rule.way == "consent" and asked.kind is not Kind.CONSENT:
        raise Refusal(_("Our charter asks for consent here. Propose it as a vote by consent."))
    if rule.way == "classes" and asked.kind is Kind.ELECTION:
        raise Refusal(
            _(
                "Our charter asks for a vote by classes here, and an election is counted among all together. "
                "Propose somebody for the mandate, as a yes or no that is counted by class."
            )
        )
    if rule.way == "classes" and asked.kind not in BY_CLASS:
        raise Refusal(
            _("Our charter asks for a vote by classes here, which is a yes or no that is counted by class.")
        )
    if asked.kind is Kind.ORDER:
        must_be_orderable(rule)
    if asked.kind is Kind.CHOICE and asked.counted_by in _SAY_LITTLE and not _is_majoritys(rule):
        raise Refusal(
            _(
                "This needs more than half of the votes, and such a ballot does not say who prefers it to "
                "how things are. Ask for an order of preference, or for a yes or no."
            ),
            field="method",
        )
    if asked.kind in _MOST_WINS and not here.rule("ordinary").is_at_least(rule):
        raise Refusal(
            _(
                "Our charter asks for more than an ordinary vote here, and in this kind of vote whatever has "
                "most wins. Propose it as a yes or no."
            )
        )


def _must_match(asked: Asked, decisions: Sequence[Decision], here: Charter) -> None:
    if asked.kind in PROPOSES and not 1 <= len(decisions) <= MOST_DECISIONS:
        raise Refusal(_("A proposal carries between 1 and {n} decisions."), n=MOST_DECISIONS)
    if asked.kind is Kind.RECALL and not all(isinstance(each, EndMandate) for each in decisions):
        raise Refusal(_("A recall ends mandates, and decides nothing beside that."))
    if asked.kind is Kind.ADVISORY and len(decisions) > MOST_DECISIONS:
        raise Refusal(_("A proposal carries between 1 and {n} decisions."), n=MOST_DECISIONS)
    if asked.kind in WITH_OPTIONS | {Kind.PARAMETER} and decisions:
        raise Refusal(_("Here the count says what is decided, so there is nothing to decide beside it."))
    if asked.kind is Kind.PARAMETER:
        _must_be_countable(asked, here)


def must_be_orderable(rule: Rule) -> None:
    """Being preferred pair by pair is a majority's word, no more: what needs more can't be put in order."""
    if not _is_majoritys(rule):
        raise Refusal(_("This needs more than half of the votes, so it needs a yes or no."))


def _is_majoritys(rule: Rule) -> bool:
    return rule.name == "ordinary" and rule.threshold <= Fraction(1, 2)


def _must_be_countable(asked: Asked, here: Charter) -> None:
    """A number that an ordinary vote may set, with bounds inside its own."""
    parameter = register.parameter(asked.key)
    if not _is_whole(parameter):
        raise Refusal(_("“{what}” is no whole number, so it needs a yes or no."), what=parameter.words)
    if not is_countable(parameter, here):
        raise Refusal(
            _("“{what}” needs more than half of the votes, so it needs a yes or no."), what=parameter.words
        )
    allowed, present = here.bounds(asked.key), here.value(asked.key)
    if not allowed.low <= asked.lowest <= int(present) <= asked.highest <= allowed.high:
        raise Refusal(
            _("The numbers to choose from lie between {low} and {high}, and the present one is among them."),
            low=allowed.low,
            high=allowed.high,
            field="lowest",
        )
