"""A small election, made from seeds: the same each time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from rulebook.ristretto import Chance, drawn_from
from rulebook.sealed import booth, question
from rulebook.sealed.bundle import Bundle
from rulebook.sealed.opening import Opening, in_order, open_voting
from rulebook.sealed.question import Question
from rulebook.sealed.signatures import Credential, make_credential, registration
from rulebook.sealed.tally import result, tally
from rulebook.sealed.trustees import Message, Trustee
from rulebook.verifying.ceremony import settle

TRUSTEES = ("Ben", "Caro", "Dev")

APPROVAL = question.approval("41", "Where?", ("Lake", "Hill", "Sea"), trustees=TRUSTEES, threshold=2, most=2)
PLURALITY = question.plurality("42", "Who?", ("Ada", "Ben"), trustees=TRUSTEES, threshold=2)
SCORE = question.score("43", "How good?", ("Soup", "Stew"), trustees=TRUSTEES, threshold=3, highest=5)


def chance(*words: str) -> Chance:
    return drawn_from(seed(*words))


def seed(*words: str) -> bytes:
    return sha256("/".join(words).encode()).digest()


@dataclass(frozen=True)
class Board:
    """A ceremony, round by round."""

    trustees: tuple[Trustee, ...]
    arrivals: list[Message]
    deals: list[Message]
    answers: list[Message]

    @property
    def messages(self) -> list[Message]:
        return [*self.arrivals, *self.deals, *self.answers]

    def qualified(self, asked: Question) -> list[Message]:
        places = settle(asked, self.messages, "ceremony").qualified
        return [deal for deal in self.deals if deal["place"] in places]


def ceremony(asked: Question, *, gone: Sequence[int] = (), before_answers: Sequence[int] = ()) -> Board:
    """`gone` never arrive; those in `before_answers` disappear after they have dealt."""
    everybody = [
        Trustee(asked, place, seed("trustee", str(place))) for place in range(1, len(asked.trustees) + 1)
    ]
    trustees = tuple(each for each in everybody if each.place not in gone)
    arrivals = [each.arrival() for each in trustees]
    deals = [each.deal(arrivals) for each in trustees]
    answering = [each for each in trustees if each.place not in before_answers]
    return Board(trustees, arrivals, deals, [each.answer(arrivals, deals) for each in answering])


def credentials(asked: Question, names: Sequence[str]) -> dict[str, Credential]:
    return {name: make_credential(seed("voter", name), asked.hash) for name in names}


def registered(asked: Question, voters: Mapping[str, Credential]) -> list[Message]:
    return in_order(
        [
            registration(each, question=asked.hash, seat=f"seat of {name}", chance=chance("register", name))
            for name, each in voters.items()
        ]
    )


@dataclass(frozen=True)
class Election:
    board: Board
    opening: Opening
    voters: Mapping[str, Credential]
    bundle: Bundle

    def ballot(
        self, name: str, values: Sequence[int], turn: int = 1, previous: bytes = b""
    ) -> booth.Prepared:
        return booth.prepare(
            self.opening,
            self.voters[name].public,
            values,
            turn=turn,
            previous=previous,
            chance=chance("ballot", name, str(turn), str(values)),
        )

    def cast(self, name: str, values: Sequence[int], turn: int = 1, previous: bytes = b"") -> Message:
        prepared = self.ballot(name, values, turn, previous)
        return booth.cast(prepared, self.voters[name], chance("sign", name, str(turn)))

    def counted(self, ballots: Sequence[Message], *, audits: Sequence[Message] = (), by: int = 0) -> Bundle:
        """The bundle when these ballots came, opened by the first `by` trustees (as many as are needed)."""
        asked = self.opening.question
        sums = tally(self.opening, ballots)
        deals = self.board.qualified(asked)
        opening = self.board.trustees[: by or asked.threshold]
        parts = [each.partial_decryption(sums, deals) for each in opening]
        return replace(
            self.bundle,
            ballots=ballots,
            audits=audits,
            tally=sums,
            decryptions=parts,
            result=result(self.opening, sums, parts),
        )


def begin(asked: Question, names: Sequence[str], board: Board | None = None) -> Election:
    """Voting is open; nobody has voted."""
    board = board or ceremony(asked)
    voters = credentials(asked, names)
    register = registered(asked, voters)
    key = settle(asked, board.messages, "ceremony").key
    opening = open_voting(asked, key, board.messages, register)
    return Election(board, opening, voters, Bundle(opening, board.messages, register, ballots=()))


def an_election() -> Election:
    """Approval by four of five: Ada votes twice, Dev opens a ballot before he casts one, Finn stays away."""
    election = begin(APPROVAL, ("ada", "ben", "caro", "dev", "finn"))
    first = election.ballot("ada", (1, 0, 0))
    ballots = [
        booth.cast(first, election.voters["ada"], chance("sign", "ada", "1")),
        election.cast("ben", (1, 1, 0)),
        election.cast("ada", (0, 1, 1), turn=2, previous=first.fingerprint),
        election.cast("caro", (0, 0, 0)),
        election.cast("dev", (0, 1, 0)),
    ]
    audit = booth.open_for_audit(election.ballot("dev", (1, 0, 1)))
    return replace(election, bundle=election.counted(ballots, audits=[audit]))


def write(files: Mapping[str, bytes], folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder
