"""Forgeries of a sound election, by what the forger does. Those who can sign sign; those who can't, try.

Each takes the sound election and gives the files that the forger would publish. `FORGERIES` is the published
list of docs/rules/ballots.md; a test keeps the two the same.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from rulebook.canonical import canonical
from rulebook.ristretto import BASE, IDENTITY, ORDER, decode_point, plus, times, times_base, total
from rulebook.sealed import booth, tally
from rulebook.sealed.proofs import Cipher, number, prove_range, seal
from rulebook.sealed.signatures import Credential, registration, sign
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import Election, chance
from rulebook.sealed.trustees import Message

Files = dict[str, bytes]


@dataclass(frozen=True)
class Forgery:
    forge: Callable[[Election], Files]
    refused_with: str  # words of the verdict


FORGERIES: dict[str, Forgery] = {}


def forgery(
    name: str, refused_with: str
) -> Callable[[Callable[[Election], Files]], Callable[[Election], Files]]:
    def listed(forge: Callable[[Election], Files]) -> Callable[[Election], Files]:
        FORGERIES[name] = Forgery(forge, refused_with)
        return forge

    return listed


# What a forger has at hand.


def messages(sound: Election, name: str) -> Any:
    """A deep copy of a part of the bundle, to be spoilt."""
    return copy.deepcopy(getattr(sound.bundle, name))


def published(sound: Election, **parts: Any) -> Files:
    return dict(replace(sound.bundle, **parts).files())


def recounted(sound: Election, ballots: list[Message], **parts: Any) -> Files:
    """The forger has the trustees on his side: sums, parts and result all fit his ballots."""
    bundle = sound.counted(ballots, audits=sound.bundle.audits)
    return dict(replace(bundle, **parts).files())


def resigned(sound: Election, name: str, ballot: Message) -> Message:
    """The voter herself forges: she signs whatever she has made of her ballot."""
    body = {key: value for key, value in ballot.items() if key != "signature"}
    credential = sound.voters[name]
    fingerprint = sha256(canonical(body)).digest()
    return {
        **body,
        "signature": sign(credential.secret, "ballot", fingerprint, chance("again", name)).plain(),
    }


def with_bens(sound: Election, change: Callable[[Message], None], *, signed: bool = True) -> Files:
    """Ben's ballot, the second in the box, after `change`; everything else is made to fit."""
    ballots = messages(sound, "ballots")
    change(ballots[1])
    if signed:
        ballots[1] = resigned(sound, "ben", ballots[1])
    return recounted(sound, ballots)


def bens(sound: Election, values: tuple[int, ...], *, choice_values: range, sum_values: range) -> Files:
    """Ben seals what is not allowed, with proofs for other bounds than the question's."""
    key, credential = sound.opening.key, sound.voters["ben"]
    bound_to = (sound.opening.election, key, credential.public, number(1))
    draw = chance("forger")
    randomness = [draw() for _each in values]
    ciphers = [seal(value, key, r) for value, r in zip(values, randomness, strict=True)]
    choices = []
    for place, (cipher, value, r) in enumerate(zip(ciphers, values, randomness, strict=True)):
        context = (*bound_to, b"option", number(place))
        proof = prove_range(
            cipher, key, value=value, randomness=r, allowed=choice_values, context=context, chance=draw
        )
        choices.append({"cipher": cipher.plain(), "proof": [each.plain() for each in proof]})
    whole = Cipher(total(each.a for each in ciphers), total(each.b for each in ciphers))
    proof = prove_range(
        whole,
        key,
        value=sum(values),
        randomness=sum(randomness) % ORDER,
        allowed=sum_values,
        context=(*bound_to, b"sum"),
        chance=draw,
    )
    ballots = messages(sound, "ballots")
    ballots[1] = resigned(
        sound, "ben", {**ballots[1], "choices": choices, "sum": [each.plain() for each in proof]}
    )
    return recounted(sound, ballots)


def spelled(value: object) -> bytes:
    return canonical(value) + b"\n"  # type: ignore[arg-type]


# Ballots.


@forgery("proofs swapped between two options", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    def swap(ballot: Message) -> None:
        first, second = ballot["choices"][:2]
        first["proof"], second["proof"] = second["proof"], first["proof"]

    return with_bens(sound, swap)


@forgery("options swapped within a ballot", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    return with_bens(sound, lambda ballot: ballot["choices"].reverse())


@forgery("a ballot of another election", "cast in another election")
def _(sound: Election) -> Files:
    asked = replace(sound.opening.question, id="another")
    other = elections.begin(asked, ("ben",), elections.ceremony(asked))
    ballots = messages(sound, "ballots")
    ballots[1] = other.cast("ben", (1, 1, 0))
    return published(sound, ballots=ballots)


@forgery("a ballot of another election that says it is of this one", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    asked = replace(sound.opening.question, id="another")
    other = elections.begin(asked, ("ben",), elections.ceremony(asked)).ballot("ben", (1, 1, 0))

    ballots = messages(sound, "ballots")
    disguised = {**ballots[1], "choices": other.body["choices"], "sum": other.body["sum"]}
    ballots[1] = resigned(sound, "ben", disguised)
    return published(sound, ballots=ballots)


@forgery("a ballot twice in the box", "the same ballot as an earlier one")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    return recounted(sound, [*ballots, ballots[1]])


@forgery("a copy of another voter's ballot, signed by the copier", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    """Caro wants to vote as Ben did, whatever that was."""
    ballots = messages(sound, "ballots")
    copied = {**ballots[1], "credential": ballots[3]["credential"]}
    ballots[3] = resigned(sound, "caro", copied)
    return recounted(sound, ballots)


@forgery("a re-randomised copy of another voter's ballot", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    copied = copy.deepcopy({**ballots[1], "credential": ballots[3]["credential"]})
    for place, choice in enumerate(copied["choices"]):
        a, b = (decode_point(bytes.fromhex(each)) for each in choice["cipher"])
        more = 1000 + place
        choice["cipher"] = [plus(a, times_base(more)).hex(), plus(b, times(more, sound.opening.key)).hex()]
    ballots[3] = resigned(sound, "caro", copied)
    return recounted(sound, ballots)


@forgery("ciphers of an earlier ballot used again", "uses again what was sealed in")
def _(sound: Election) -> Files:
    """Ada's browser has little chance left and seals her second ballot as it sealed the first."""
    first = sound.ballot("ada", (1, 0, 0))
    second = booth.prepare(
        sound.opening,
        sound.voters["ada"].public,
        (1, 0, 0),
        turn=2,
        previous=first.fingerprint,
        chance=chance("ballot", "ada", "1", "(1, 0, 0)"),
    )
    ballots = messages(sound, "ballots")
    ballots[2] = booth.cast(second, sound.voters["ada"], chance("sign"))
    return recounted(sound, ballots)


@forgery("a vote of 2 for an option", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    return bens(sound, (2, 0, 0), choice_values=range(1, 3), sum_values=range(3))


@forgery("a vote of -1 for an option", "no proof that it is from 0 to 1")
def _(sound: Election) -> Files:
    """Against one option, so that another can have more."""
    ballots = messages(sound, "ballots")
    forged = bens_body(sound, (1, -1, 0))
    ballots[1] = resigned(sound, "ben", forged)
    files = published(sound, ballots=ballots)
    return files | {"tally.json": spelled(tally.tally(sound.opening, ballots))}


def bens_body(sound: Election, values: tuple[int, ...]) -> Message:
    key, draw = sound.opening.key, chance("forger")
    body = messages(sound, "ballots")[1]
    for value, choice in zip(values, body["choices"], strict=True):
        choice["cipher"] = seal(value, key, draw()).plain()
    return body  # type: ignore[no-any-return]


@forgery("more options than are allowed", "no proof that the values are 0 to 2 in all")
def _(sound: Election) -> Files:
    return bens(sound, (1, 1, 1), choice_values=range(2), sum_values=range(1, 4))


@forgery("a proof for wider bounds", "no list of 2")
def _(sound: Election) -> Files:
    return bens(sound, (1, 0, 0), choice_values=range(3), sum_values=range(3))


@forgery("a proof of the sum left out", "sum is no list of 3")
def _(sound: Election) -> Files:
    return with_bens(sound, lambda ballot: ballot.update(sum=[]))


@forgery("an option more than there are", "choices is no list of 3")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    ballots[1]["choices"].append(ballots[1]["choices"][0])
    ballots[1] = resigned(sound, "ben", ballots[1])
    return published(sound, ballots=ballots)


@forgery("a ballot signed by nobody", "not signed with this credential")
def _(sound: Election) -> Files:
    return with_bens(sound, lambda ballot: ballot.update(signature=["00" * 32, "00" * 32]), signed=False)


@forgery("a ballot changed after it was signed", "not signed with this credential")
def _(sound: Election) -> Files:
    """The server swaps Ben's ballot for one that it sealed itself, with proofs that hold."""
    ballots = messages(sound, "ballots")
    ballots[1] = {**sound.ballot("ben", (0, 0, 1)).body, "signature": ballots[1]["signature"]}
    return recounted(sound, ballots)


@forgery("a ballot signed with another voter's credential", "not signed with this credential")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    prepared = sound.ballot("ben", (0, 0, 1))
    ballots[1] = booth.cast(prepared, sound.voters["caro"], chance("sign"))
    return recounted(sound, ballots)


@forgery("a credential that nobody registered", "this credential was not registered")
def _(sound: Election) -> Files:
    stranger = elections.credentials(sound.opening.question, ("gus",))["gus"]
    prepared = booth.prepare(sound.opening, stranger.public, (1, 0, 0), chance=chance("gus"))
    gus = booth.cast(prepared, stranger, chance("sign", "gus"))
    return recounted(sound, [*messages(sound, "ballots"), gus])


@forgery("a vote that lies open", "lies open")
def _(sound: Election) -> Files:
    def opened(ballot: Message) -> None:
        ballot["choices"][0]["cipher"] = [IDENTITY.hex(), BASE.hex()]

    return with_bens(sound, opened)


@forgery("an opened ballot that is cast after all", "cast, and opened too")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    audited = sound.ballot("dev", (1, 0, 1))
    ballots[4] = booth.cast(audited, sound.voters["dev"], chance("sign", "dev"))
    return recounted(sound, ballots)


@forgery("a booth that seals another vote than was chosen", "the booth cheated")
def _(sound: Election) -> Files:
    [audit] = messages(sound, "audits")
    return published(sound, audits=[{**audit, "values": [1, 1, 0]}])


# Spelling.


@forgery("a point in a second encoding", "not the canonical encoding of a point")
def _(sound: Election) -> Files:
    def respell(ballot: Message) -> None:
        point = bytearray.fromhex(ballot["choices"][0]["cipher"][0])
        point[-1] |= 0x80
        ballot["choices"][0]["cipher"][0] = point.hex()

    ballots = messages(sound, "ballots")
    respell(ballots[1])
    return published(sound, ballots=ballots)


@forgery("bytes that are no point", "not the canonical encoding of a point")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    ballots[1]["choices"][0]["cipher"][0] = "01" + "00" * 31
    return published(sound, ballots=ballots)


@forgery("a scalar that is not reduced", "not the canonical encoding of a scalar")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    answer = int.from_bytes(bytes.fromhex(ballots[1]["signature"][1]), "little")
    ballots[1]["signature"][1] = (answer + ORDER).to_bytes(32, "little").hex()
    return published(sound, ballots=ballots)


@forgery("hexadecimal in capitals", "not 64 hexadecimal digits")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    ballots[1]["credential"] = ballots[1]["credential"].upper()
    return published(sound, ballots=ballots)


@forgery("an identity for a credential", "credential is the identity")
def _(sound: Election) -> Files:
    """To the identity everybody knows the secret: 0."""
    nobody = Credential(0, IDENTITY)
    forged = registration(
        nobody, question=sound.opening.question.hash, seat="seat of nobody", chance=chance("nobody")
    )
    return published(sound, credentials=[forged, *messages(sound, "credentials")])


@forgery("JSON that is not canonical", "not in its canonical spelling")
def _(sound: Election) -> Files:
    files = published(sound)
    return files | {"ballots.jsonl": files["ballots.jsonl"].replace(b'"v":1', b'"v": 1', 1)}


@forgery("a key twice in one object", "not in its canonical spelling")
def _(sound: Election) -> Files:
    files = published(sound)
    return files | {"result.json": files["result.json"].replace(b'"v":1', b'"v":1,"v":1')}


@forgery("a field more than there are", "not an object of exactly")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    ballots[1]["note"] = "for Ada"
    return published(sound, ballots=ballots)


@forgery("a file that is cut short", "the last line is cut short")
def _(sound: Election) -> Files:
    files = published(sound)
    return files | {"ballots.jsonl": files["ballots.jsonl"][:-1]}


@forgery("no JSON at all", "not JSON")
def _(sound: Election) -> Files:
    return published(sound) | {"tally.json": b"[" * 100_000}


@forgery("a file more than there are", "does not belong here")
def _(sound: Election) -> Files:
    return published(sound) | {"notes.txt": b"trust me"}


@forgery("a file that is missing", "missing")
def _(sound: Election) -> Files:
    files = published(sound)
    del files["audits.jsonl"]
    return files
