"""A sealed vote in a large co-op, as the house has it: from its opening to the verifier."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from bench.figure import Figure, Spent, best_of
from commonhold.civic.governance.actions.challenge import ask_recount
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.seal import cast_sealed_ballot, hand_in
from commonhold.civic.governance.decisions import Resolve, SetParameter
from commonhold.civic.governance.models import Poll, Seat
from commonhold.civic.governance.queries import sealed
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.sealed.counting import opening_of
from commonhold.civic.governance.sealed.models import (
    SealedVote,
    SignedBallot,
    UsedSeal,
    VoterCredential,
)
from commonhold.civic.governance.vocabulary import Mode
from commonhold.civic.members import actions as members
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode as Installed
from commonhold.ground.jobs import actions as jobs
from commonhold.social.people import actions as people
from commonhold.social.people.queries import ANYONE
from rulebook.canonical import canonical
from rulebook.ristretto import drawn_from
from rulebook.sealed import booth
from rulebook.sealed.question import question_from
from rulebook.sealed.signatures import make_credential, registration
from rulebook.sealed.tally import fingerprint
from rulebook.sealed.trustees import Message, Trustee
from rulebook.verifying import verify

_VOTERS = (1_000, 10_000)
_CAST_ONE_BY_ONE = 50
_BEGIN = datetime(2026, 5, 1, 12, tzinfo=UTC)
_ROUNDS = ("arrival", "deal", "answer")
_BATCH = 500


def measure(folder: Path) -> Iterator[Figure]:
    """A yes or no with two of three trustees. The ballots are real: the verifier checks each of them."""
    install(mode=Installed.TEST, public_url="http://localhost:8000", now=_BEGIN)
    switch = [SetParameter("sealed.allowed", "experimental")]
    enact(switch, reference="founding", rule=UNANIMOUS, now=_BEGIN)
    everybody: list[int] = []
    for number, size in enumerate(_VOTERS):
        while len(everybody) < size:
            everybody.append(_member(len(everybody)))
        yield from _Vote(everybody, _BEGIN + timedelta(days=60 * number)).measured(folder / str(size))


def _member(number: int) -> int:
    made = people.create_person(
        login_id=None, handle=f"p{number}", display_name=f"Person {number}", now=_BEGIN
    )
    members.enrol(made, branch=number % 3 + 1, votes_from=_BEGIN, now=_BEGIN)
    return made


class _Vote:
    """One vote of all these people, the first three its trustees, and its time."""

    def __init__(self, roll: Sequence[int], now: datetime) -> None:
        self.roll, self.now, self.trustees = roll, now, roll[:3]
        named = " ".join(map(str, self.trustees))
        asked = Asked(mode=Mode.SEALED, trustees=named, needed=2)
        self.id = draft_proposal(
            roll[0], title="A new hall?", decisions=[Resolve("A new hall.")], asked=asked, now=now
        )
        announce_proposal(roll[0], proposal_id=self.id, now=now)

    def measured(self, bundle: Path) -> Iterator[Figure]:
        words = f"{len(self.roll):,} voters"
        self._make_key()
        self._register()
        yield from _figure(f"{words}: opening", self._wait_days(7))
        casting, ballots = self._ballots()
        yield Figure(f"{words}: casting one, checked and kept", casting.wall / _CAST_ONE_BY_ONE * 1000, "ms")
        yield Figure("the same: CPU", casting.cpu / _CAST_ONE_BY_ONE * 1000, "ms")
        self._fill(ballots)
        yield from _figure(f"{words}: closing, the sums", self._wait_days(4))
        yield from _figure(f"{words}: what the proposal's page asks", _once(self._looked_at))
        yield from _figure(f"{words}: a trustee's part taken", _once(lambda: self._opens(0)))
        yield from _figure(f"{words}: the last part taken, and counted", _once(lambda: self._opens(1)))
        yield from _figure(f"{words}: counted again in the house", _once(self._recount))
        yield from _figure(f"{words}: the bundle written", _once(lambda: self._write(bundle)))
        yield from _figure(f"{words}: verified, every proof", _once(lambda: _verified(bundle)))

    def _make_key(self) -> None:
        for kind in _ROUNDS:
            for place in (1, 2, 3):
                self._hand_in(place, self._says(kind, place))

    def _says(self, kind: str, place: int) -> Message:
        board = self._view.ceremony
        arrivals, deals = ([each for each in board if each["type"] == one] for one in ("arrival", "deal"))
        mine = self._trustee(place)
        if kind == "arrival":
            return mine.arrival()
        return mine.deal(arrivals) if kind == "deal" else mine.answer(arrivals, deals)

    def _trustee(self, place: int) -> Trustee:
        return Trustee(question_from(self._view.question), place, bytes([place] * 32))

    def _hand_in(self, place: int, message: Message) -> None:
        line = canonical(message).decode()
        hand_in(self.trustees[place - 1], proposal_id=self.id, message=line, now=self.now)

    @property
    def _view(self) -> sealed.SealedView:
        found = sealed.sealed_vote(ANYONE, self.id)
        assert found is not None
        return found

    def _register(self) -> None:
        """Everybody's key, row by row: taking one costs what its proof costs."""
        question = question_from(self._view.question)
        rows = []
        for seat in Seat.objects.filter(poll_id=self.id):
            made = make_credential(_seed(seat.person_id), question.hash)
            chance = drawn_from(_seed(seat.person_id), b"register")
            said = registration(made, question=question.hash, seat=seat.commitment, chance=chance)
            rows.append(
                VoterCredential(seat=seat, poll_id=self.id, credential=made.public.hex(), registration=said)
            )
        VoterCredential.objects.bulk_create(rows, batch_size=_BATCH)

    def _ballots(self) -> tuple[Spent, list[Message]]:
        """All are sealed beforehand. The first are cast as members cast; the others are to be laid in."""
        vote = SealedVote.objects.get(poll_id=self.id)
        opening = opening_of(vote)
        ballots = []
        for number, person in enumerate(self.roll):
            mine = make_credential(_seed(person), opening.question.hash)
            values = [(1, 0, 0), (1, 0, 0), (0, 1, 0), (0, 0, 1)][number % 4]
            chance = drawn_from(_seed(person), b"ballot")
            prepared = booth.prepare(opening, mine.public, values, chance=chance)
            ballots.append(booth.cast(prepared, mine, drawn_from(_seed(person), b"signature")))
        first = [canonical(each).decode() for each in ballots[:_CAST_ONE_BY_ONE]]

        def cast() -> None:
            for person, said in zip(self.roll, first, strict=False):
                cast_sealed_ballot(person, proposal_id=self.id, message=said, now=self.now)

        return _once(cast), ballots[_CAST_ONE_BY_ONE:]

    def _fill(self, ballots: Sequence[Message]) -> None:
        poll = Poll.objects.get(proposal_id=self.id)
        for start in range(0, len(ballots), _BATCH):
            some = ballots[start : start + _BATCH]
            SignedBallot.objects.bulk_create(
                SignedBallot(
                    poll=poll,
                    credential=each["credential"],
                    number=1,
                    fingerprint=fingerprint(each),
                    message=each,
                )
                for each in some
            )
            points = [choice["cipher"][0] for each in some for choice in each["choices"]]
            UsedSeal.objects.bulk_create(UsedSeal(poll=poll, point=each) for each in points)

    def _wait_days(self, days: int) -> Spent:
        self.now += timedelta(days=days)
        return _once(lambda: jobs.tick(self.now))

    def _opens(self, which: int) -> None:
        view = self._view
        deals = [each for each in view.ceremony if each["type"] == "deal"]
        part = self._trustee(which + 1).partial_decryption(sealed.files_of(self.id).tally, deals)
        self._hand_in(which + 1, part)

    def _looked_at(self) -> None:
        assert self._view.round

    def _recount(self) -> None:
        assert ask_recount(self.roll[0], proposal_id=self.id, reason="To be sure.", now=self.now)

    def _write(self, folder: Path) -> None:
        folder.mkdir()
        for name, data in sealed.bundle_files(self.id).items():
            (folder / name).write_bytes(data)


def _verified(bundle: Path) -> None:
    verdict = verify(bundle)
    assert verdict.ok, verdict.bad


def _seed(person: int) -> bytes:
    return sha256(str(person).encode()).digest()


def _once(work: Callable[[], Any]) -> Spent:
    return best_of(1, lambda _round: work())


def _figure(words: str, spent: Spent) -> Iterator[Figure]:
    yield Figure(words, spent.wall, "s")
    yield Figure("the same: CPU", spent.cpu, "s")
