"""A sealed vote with its voters and trustees at their own tables: they hand in messages and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from commonhold.civic.governance.actions.options import stand
from commonhold.civic.governance.actions.propose import announce_proposal, draft_proposal
from commonhold.civic.governance.actions.seal import hand_in
from commonhold.civic.governance.decisions import SetParameter
from commonhold.civic.governance.queries import proposals, sealed
from commonhold.civic.governance.questions.asked import Asked
from commonhold.civic.governance.tests.conftest import FEWER_DAYS, Coop
from commonhold.civic.governance.vocabulary import Kind, Mode, State
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.social.people.queries import ANYONE, Viewer
from rulebook.canonical import canonical
from rulebook.ristretto import Point
from rulebook.sealed import booth
from rulebook.sealed.opening import Opening
from rulebook.sealed.question import question_from
from rulebook.sealed.signatures import make_credential, registration
from rulebook.sealed.tests.elections import chance, seed, write
from rulebook.sealed.trustees import Message, Trustee
from rulebook.verifying import Verdict, verify

TRUSTEES = ("ben", "caro", "dev")
ROUNDS = ("arrival", "deal", "answer")


@dataclass
class SealedVote:
    """What everybody sees of it, and each person's secrets, which come from her name."""

    coop: Coop
    id: int
    trustees: Sequence[str] = TRUSTEES
    sent: dict[str, list[Message]] = field(default_factory=dict)  # a voter's ballots so far

    def state(self) -> State:
        return proposals.proposal(ANYONE, self.id).state

    @property
    def reason(self) -> str:
        return proposals.proposal(ANYONE, self.id).reason

    @property
    def view(self) -> sealed.SealedView:
        found = sealed.sealed_vote(ANYONE, self.id)
        assert found is not None
        return found

    @property
    def files(self) -> sealed.Files:
        return sealed.files_of(self.id)

    @property
    def board(self) -> list[sealed.BoardLine]:
        return sealed.board(self.id, most=100)

    def hand_in(self, name: str, message: Any) -> str:
        line = canonical(message).decode()
        return hand_in(self.coop.ids[name], proposal_id=self.id, message=line, now=self.coop.now)

    def trustee(self, name: str) -> Trustee:
        asked = question_from(self.view.question)
        return Trustee(asked, asked.trustees.index(f"@{name}") + 1, seed("trustee", name))

    def says(self, kind: str, name: str) -> Message:
        """What this trustee publishes in a round."""
        board = {each: [one for one in self.view.ceremony if one["type"] == each] for each in ROUNDS}
        mine = self.trustee(name)
        if kind == "arrival":
            return mine.arrival()
        if kind == "deal":
            return mine.deal(board["arrival"])
        return mine.answer(board["arrival"], board["deal"])

    def make_key(self, *names: str) -> None:
        """These trustees, or all, do their part; who is missing is waited for in vain."""
        for kind in ROUNDS:
            for name in names or self.trustees:
                self.hand_in(name, self.says(kind, name))
            if (
                names
                and set(names) != set(self.trustees)
                and self.state() is State.KEYS
                and kind == "arrival"
            ):
                self.coop.wait(days=2)

    def registration_of(self, name: str) -> Message:
        question = question_from(self.view.question)
        seat = sealed.seat_in(Viewer(self.coop.ids[name]), self.id)
        assert seat is not None
        made = make_credential(seed("voter", name), question.hash)
        return registration(made, question=question.hash, seat=seat, chance=chance("register", name))

    def register(self, *names: str) -> None:
        for name in names:
            self.hand_in(name, self.registration_of(name))

    def stands(self, name: str) -> None:
        stand(self.coop.ids[name], proposal_id=self.id, now=self.coop.now)

    def opening(self) -> Opening:
        view = self.view
        plain = view.opening
        return Opening(
            question_from(view.question),
            Point(bytes.fromhex(plain["key"])),
            bytes.fromhex(plain["ceremony"]),
            bytes.fromhex(plain["credentials"]),
        )

    def sealed_by(self, name: str, values: Sequence[int]) -> booth.Prepared:
        opening = self.opening()
        mine = self.sent.get(name, [])
        credential = make_credential(seed("voter", name), opening.question.hash)
        return booth.prepare(
            opening,
            credential.public,
            values,
            turn=len(mine) + 1,
            previous=bytes.fromhex(self.fingerprints(name)[-1]) if mine else b"",
            chance=chance("ballot", name, str(len(mine)), str(values)),
        )

    def fingerprints(self, name: str) -> list[str]:
        return [sealed.fingerprint_of(each) for each in self.sent.get(name, [])]

    def signed_by(self, name: str, prepared: booth.Prepared) -> Message:
        credential = make_credential(seed("voter", name), self.opening().question.hash)
        return booth.cast(prepared, credential, chance("sign", name, prepared.fingerprint.hex()))

    def cast(self, **votes: Sequence[int]) -> None:
        for name, values in votes.items():
            message = self.signed_by(name, self.sealed_by(name, values))
            self.hand_in(name, message)
            self.sent.setdefault(name, []).append(message)

    def part(self, name: str) -> Message:
        """Made of the deals that count: those of trustees who did not lie."""
        view = self.view
        deals = [each for each in view.ceremony if each["type"] == "deal" and each["place"] in view.qualified]
        return self.trustee(name).partial_decryption(self.files.tally, deals)

    def open_count(self, *names: str) -> None:
        for name in names:
            self.hand_in(name, self.part(name))

    def verdict(self, folder: Path) -> Verdict:
        return verify(write(sealed.bundle_files(self.id), folder))


def allow(coop: Coop) -> None:
    """The charter switches sealed votes on."""
    switch = [SetParameter("sealed.allowed", "experimental")]
    assert enact(switch, reference="test:sealed", rule=UNANIMOUS, now=coop.now).done


def ask_sealed(coop: Coop, kind: Kind = Kind.MOTION, *, needed: int = 2, **more: Any) -> SealedVote:
    """A draft; nothing is announced yet."""
    decisions = more.pop("decisions", [FEWER_DAYS] if kind is Kind.MOTION else [])
    names = more.pop("trustees", TRUSTEES)
    trustees = " ".join(str(coop.ids[each]) for each in names)
    asked = Asked(kind=kind, mode=Mode.SEALED, trustees=trustees, needed=needed, **more)
    made = draft_proposal(
        coop.ids["ada"], title="Shorter votes?", decisions=decisions, asked=asked, now=coop.now
    )
    return SealedVote(coop, made, names)


def announce(vote: SealedVote) -> SealedVote:
    announce_proposal(vote.coop.ids["ada"], proposal_id=vote.id, now=vote.coop.now)
    return vote


def under_vote(coop: Coop, *voters: str) -> SealedVote:
    """Voting is open, and these have their ballots ready."""
    allow(coop)
    vote = announce(ask_sealed(coop))
    vote.make_key()
    vote.register(*voters)
    coop.wait(days=7)
    assert vote.state() is State.VOTING
    return vote
