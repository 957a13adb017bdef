"""A sealed vote of the sample co-op: switched on by the members, and counted without opening a ballot.

Voters and trustees do at their tables what their browsers would do. Their secrets come from their names, as
everything in this story does: that is good enough for fiction, and for nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from random import Random

from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.seal import hand_in
from commonhold.civic.governance.actions.vote import cast_ballot
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.queries import proposals, sealed
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.vocabulary import Mode
from commonhold.civic.members import queries as member_queries
from commonhold.house.demo.town import Town
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.canonical import canonical
from rulebook.ristretto import Chance, Point, drawn_from
from rulebook.sealed import booth
from rulebook.sealed.opening import Opening
from rulebook.sealed.question import question_from
from rulebook.sealed.signatures import make_credential, registration
from rulebook.sealed.trustees import Message, Trustee

_SWITCHED_ON, _ASKED = 20.0, 28.0
_TRUSTEES = ("ben", "caro", "finn")
_NEEDED = 2
_READY = 0.75
_YES, _NO, _ABSTAINS = (1, 0, 0), (0, 1, 0), (0, 0, 1)
_DAY = timedelta(days=1)


def plan(town: Town) -> None:
    """Members try it once, on something that neighbours would rather not be asked about at the gate."""
    dice = Random("a quiet house")  # noqa: S311 - the same story at every birth
    town.calendar.on(_SWITCHED_ON, lambda at: _switch_on(town, at))
    town.calendar.on(_ASKED, lambda at: _ask(town, dice, at))


def _switch_on(town: Town, at: datetime) -> None:
    by = town.ids["hana"]
    made = draft_proposal(
        by,
        title="Try sealed votes",
        text="Now and then a question divides neighbours. In a sealed vote ballots are counted without being "
        "opened. It is experimental, so let us try it with something small.",
        decisions=[SetParameter("sealed.allowed", "experimental")],
        now=at,
    )
    announce_proposal(by, proposal_id=made, now=at)
    for place, handle in enumerate(_roll(town, at)):
        if place % 5 != 4:
            choice = "no" if place % 7 == 3 else "yes"
            cast_ballot(town.ids[handle], proposal_id=made, choice=choice, now=at)


def _ask(town: Town, dice: Random, at: datetime) -> None:
    by = town.ids["ivo"]
    trustees = " ".join(str(town.ids[each]) for each in _TRUSTEES)
    made = draft_proposal(
        by,
        title="A quiet yard after ten",
        text="Some of us make music late, some of us rise early, and nobody should have to say at the gate "
        "how they voted. So this vote is sealed.",
        decisions=[Resolve("The yard is quiet from ten in the evening, on Fridays from midnight.")],
        asked=Asked(mode=Mode.SEALED, trustees=trustees, needed=_NEEDED),
        now=at,
    )
    announce_proposal(by, proposal_id=made, now=at)
    vote = _Vote(town, made)
    for step in (1, 2, 3):
        for place, handle in enumerate(_TRUSTEES, 1):
            vote.on(at + _DAY * (step * 0.3 + place * 0.05), handle, vote.part_of_the_key)
    town.calendar.on(vote.day_of(at + _DAY * 1.5), lambda now: _vote(vote, dice, now))


def _vote(vote: _Vote, dice: Random, at: datetime) -> None:
    """The key is there: members get their ballots ready, and each casts hers at an hour of her own."""
    poll = proposals.proposal(ANYONE, vote.id).poll
    assert poll is not None
    for handle in _roll(vote.town, at):
        if dice.random() > _READY:
            continue
        values = dice.choices((_YES, _NO, _ABSTAINS), weights=(60, 32, 8))[0]
        vote.on(at + dice.uniform(0, 0.9) * (poll.opens_at - at), handle, vote.registration)
        vote.on(
            poll.opens_at + dice.uniform(0.02, 0.9) * (poll.closes_at - poll.opens_at),
            handle,
            vote.ballot(values),
        )
    for number, handle in enumerate(_TRUSTEES[:_NEEDED], 1):
        vote.on(poll.closes_at + _DAY * 0.3 * number, handle, vote.part_of_the_count)


def _roll(town: Town, at: datetime) -> list[str]:
    return [each for each in town.members() if member_queries.may_vote(town.ids[each], at=at)]


@dataclass(frozen=True)
class _Vote:
    """What each person's own tools would say, by her handle."""

    town: Town
    id: int

    def on(self, hour: datetime, handle: str, says: Callable[[str], Message]) -> None:
        """She hands in at this hour what her tools say then."""

        def deed(at: datetime) -> None:
            line = canonical(says(handle)).decode()
            hand_in(self.town.ids[handle], proposal_id=self.id, message=line, now=at)

        self.town.calendar.on(self.day_of(hour), deed)

    def day_of(self, hour: datetime) -> float:
        return (hour - self.town.calendar.began) / _DAY

    def part_of_the_key(self, handle: str) -> Message:
        board = self._view.ceremony
        arrivals = [each for each in board if each["type"] == "arrival"]
        deals = [each for each in board if each["type"] == "deal"]
        mine, step = self._trustee(handle), self._view.round
        if step == "arrival":
            return mine.arrival()
        return mine.deal(arrivals) if step == "deal" else mine.answer(arrivals, deals)

    def registration(self, handle: str) -> Message:
        question = question_from(self._view.question)
        seat = sealed.seat_in(Viewer(self.town.ids[handle]), self.id) or ""
        mine = make_credential(_seed("voter", handle), question.hash)
        return registration(mine, question=question.hash, seat=seat, chance=_chance("register", handle))

    def ballot(self, values: Sequence[int]) -> Callable[[str], Message]:
        def sealed_by(handle: str) -> Message:
            view = self._view
            question = question_from(view.question)
            frozen = (bytes.fromhex(view.opening[name]) for name in ("key", "ceremony", "credentials"))
            key, ceremony, credentials = frozen
            mine = make_credential(_seed("voter", handle), question.hash)
            opening = Opening(question, Point(key), ceremony, credentials)
            prepared = booth.prepare(opening, mine.public, values, chance=_chance("ballot", handle))
            return booth.cast(prepared, mine, _chance("signature", handle))

        return sealed_by

    def part_of_the_count(self, handle: str) -> Message:
        deals = [each for each in self._view.ceremony if each["type"] == "deal"]
        return self._trustee(handle).partial_decryption(sealed.files_of(self.id).tally, deals)

    @property
    def _view(self) -> sealed.SealedView:
        view = sealed.sealed_vote(ANYONE, self.id)
        assert view is not None
        return view

    def _trustee(self, handle: str) -> Trustee:
        question = question_from(self._view.question)
        return Trustee(question, _TRUSTEES.index(handle) + 1, _seed("trustee", handle))


def _seed(*words: str) -> bytes:
    return sha256("/".join(words).encode()).digest()


def _chance(*words: str) -> Chance:
    return drawn_from(_seed(*words))
