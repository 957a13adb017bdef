"""The trustees make a key together before notice: three rounds, each as long as the charter says at most.

What they publish is checked as the independent verifier checks it. Who is late is left out; who lies is named
by what she signed herself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from commonhold.civic.governance import asking, stages, tell
from commonhold.civic.governance.models import Proposal
from commonhold.civic.governance.questions.asked import asked_from
from commonhold.civic.governance.questions.sealable import people_in
from commonhold.civic.governance.sealed import question as asks
from commonhold.civic.governance.sealed.charter import SealedCharter
from commonhold.civic.governance.sealed.models import Ceremony, CeremonyMessage, Round, Trustee
from commonhold.civic.governance.vocabulary import State
from commonhold.civic.members import queries as members
from commonhold.ground.charter import queries as charter
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE
from rulebook.sealed.opening import root_of_lines
from rulebook.verifying import Rejected
from rulebook.verifying.ceremony import Settled, named_so_far, settle
from rulebook.verifying.question import Question, read_question

Message = dict[str, Any]
#: In their order.
ROUNDS = (Round.ARRIVAL, Round.DEAL, Round.ANSWER)


class TooFewTrustees(Refusal):
    """There will be no key. The words say who was missing, or what somebody did."""


def begin(proposal: Proposal, *, now: datetime) -> None:
    """Freeze the question and call the trustees. Raises TooFewTrustees when too few of them are members."""
    asked = asked_from(proposal.question)
    serving = [each for each in people_in(asked.trustees) if members.may_vote(each, at=now)]
    if len(serving) < asked.needed:
        raise TooFewTrustees(
            _("Of its trustees {n} are members with a ballot, and {needed} are needed."),
            n=len(serving),
            needed=asked.needed,
        )
    lines = people.lines(ANYONE, serving)
    question = asks.put(
        proposal.id,
        proposal.title,
        asked,
        asking.question_for(proposal),
        [f"@{lines[each].handle}" for each in serving],
    )
    ceremony = Ceremony.objects.create(
        proposal=proposal,
        question=question.plain(),
        round=Round.ARRIVAL,
        round_ends_at=now + _length(),
    )
    Trustee.objects.bulk_create(
        Trustee(ceremony=ceremony, person_id=each, place=place) for place, each in enumerate(serving, 1)
    )
    stages.arrive(proposal, State.KEYS, now=now)
    _call(ceremony, now)


def is_done(proposal: Proposal) -> bool:
    return Ceremony.objects.filter(proposal=proposal, round=Round.DONE).exists()


def question_of(ceremony: Ceremony) -> Question:
    """As the verifier reads it."""
    return read_question(ceremony.question, "question")


def messages_of(ceremony: Ceremony) -> list[Message]:
    """The board so far: round by round, each by place."""
    rows = CeremonyMessage.objects.filter(ceremony=ceremony)
    return [row.message for row in sorted(rows, key=lambda row: (ROUNDS.index(Round(row.round)), row.place))]


def settled(ceremony: Ceremony) -> Settled:
    """Who holds which share. Raises Rejected when there is no key."""
    return settle(question_of(ceremony), messages_of(ceremony), "ceremony")


def of_notice(proposal: Proposal) -> dict[str, str | int]:
    """What notice of a sealed vote adds on the record: which question, whose key, by which ceremony."""
    ceremony = Ceremony.objects.get(proposal=proposal)
    return {
        "sealed_question": question_of(ceremony).hash.hex(),
        "sealed_ceremony": root_of_lines(messages_of(ceremony)).hex(),
        "sealed_key": ceremony.key,
        "trustees": ceremony.trustees.count(),
        "trustees_needed": int(ceremony.question["threshold"]),
    }


def take(ceremony: Ceremony, trustee: Trustee, message: Message) -> None:
    """Put a trustee's message on the board. Raises Refusal for what is not hers, not now, or not sound."""
    kind = str(message.get("type"))
    if kind != ceremony.round:
        raise Refusal(_("The trustees are at another step by now. Load this page again."))
    if message.get("place") != trustee.place:
        raise Refusal(_("This message stands in another trustee's name, so it was not taken."))
    if CeremonyMessage.objects.filter(ceremony=ceremony, round=kind, place=trustee.place).exists():
        raise Refusal(_("Your part of this step is in already. Nothing was changed."))
    row = CeremonyMessage(ceremony=ceremony, round=kind, place=trustee.place, message=message)
    row.save()
    try:
        ceremony.named = {
            str(place): what
            for place, what in named_so_far(question_of(ceremony), messages_of(ceremony), "ceremony").items()
        }
    except Rejected as rejected:
        raise Refusal(
            _("This was not taken, and nothing is lost. The check says: {why}"), why=rejected.why
        ) from None
    ceremony.save(update_fields=["named"])


def everybody_is_there(ceremony: Ceremony) -> bool:
    return not missing(ceremony)


def missing(ceremony: Ceremony) -> list[Trustee]:
    """Whom this round waits for: all trustees, later those who arrived."""
    places = _places(ceremony, Round(ceremony.round))
    expected = ceremony.trustees.order_by("place")
    if ceremony.round != Round.ARRIVAL:
        expected = expected.filter(place__in=_places(ceremony, Round.ARRIVAL))
    return [each for each in expected if each.place not in places]


def go_on(ceremony: Ceremony, *, now: datetime) -> None:
    """The round is over. Raises TooFewTrustees when the next one can't lead to a key any more."""
    needed, there = int(ceremony.question["threshold"]), len(_places(ceremony, Round(ceremony.round)))
    if there < needed:
        raise TooFewTrustees(
            _("The trustees made no key: {n} did their part, and {needed} are needed. Missing: {names}."),
            n=there,
            needed=needed,
            names=", ".join(_names(ceremony, missing(ceremony))),
        )
    if ceremony.round == Round.ANSWER:
        _finish(ceremony)
        return
    ceremony.round = ROUNDS[ROUNDS.index(Round(ceremony.round)) + 1]
    ceremony.round_ends_at = now + _length()
    ceremony.save(update_fields=["round", "round_ends_at"])
    _call(ceremony, now)


def _finish(ceremony: Ceremony) -> None:
    try:
        found = settled(ceremony)
    except Rejected:
        lied = [f"{_name(ceremony, int(place))}: {what}" for place, what in ceremony.named.items()]
        raise TooFewTrustees(
            _("The trustees made no key: too few of them were truthful to the end. {lied}"),
            lied="; ".join(lied),
        ) from None
    ceremony.key, ceremony.qualified, ceremony.round = found.key.hex(), list(found.qualified), Round.DONE
    ceremony.save(update_fields=["key", "qualified", "round"])


def _call(ceremony: Ceremony, now: datetime) -> None:
    """Tell the trustees that a round begins, and look after it when it ends."""
    payload = {"proposal_id": ceremony.proposal_id}
    key = f"{ceremony.proposal_id}:{ceremony.round}"
    jobs.schedule("governance.trustees-due", key=key, due=ceremony.round_ends_at, payload=payload)
    whom = [each.person_id for each in missing(ceremony)]
    tell.those(whom, ceremony.proposal, "trustee.key", now=now)


def _places(ceremony: Ceremony, at: Round) -> set[int]:
    rows = CeremonyMessage.objects.filter(ceremony=ceremony, round=at)
    return set(rows.values_list("place", flat=True))


def _name(ceremony: Ceremony, place: int) -> str:
    return str(ceremony.question["trustees"][place - 1])


def _names(ceremony: Ceremony, trustees: Sequence[Trustee]) -> list[str]:
    return [_name(ceremony, each.place) for each in trustees]


def _length() -> timedelta:
    return timedelta(days=charter.current().read(SealedCharter).round_days)
