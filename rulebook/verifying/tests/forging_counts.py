"""More forgeries: of the opening, the ceremony, the tally and the result. See forging.py."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rulebook.ristretto import IDENTITY, decode_point, decode_scalar, encode_scalar, plus, times_base
from rulebook.sealed import tally
from rulebook.sealed.opening import in_order, root_of_lines
from rulebook.sealed.proofs import prove_knowledge
from rulebook.sealed.signatures import registration
from rulebook.sealed.tests import elections
from rulebook.sealed.tests.elections import Election, chance
from rulebook.verifying.tests.forging import Files, forgery, messages, published, recounted, spelled

# Counting.


@forgery("a ballot that was replaced is counted", "which is no voter's last ballot")
def _(sound: Election) -> Files:
    """The trustees help: they open a sum in which Ada's first ballot stands for her second."""
    ballots = messages(sound, "ballots")
    without_second = sound.counted([each for place, each in enumerate(ballots) if place != 2])
    sums = {**without_second.tally, **_box(ballots)}
    return _opened(sound, ballots, sums)


@forgery("a voter's last ballot is dropped", "another ballot box")
def _(sound: Election) -> Files:
    """After the sums were opened, Ada's second ballot vanishes from the box."""
    ballots = messages(sound, "ballots")
    del ballots[2]
    return published(sound, ballots=ballots)


@forgery("a ballot in the middle is dropped", "does not follow this voter's ballot before it")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    del ballots[0]
    return recounted(sound, ballots)


@forgery("a voter is left out of the sums", "which is a voter's last ballot")
def _(sound: Election) -> Files:
    ballots = messages(sound, "ballots")
    without_caro = sound.counted([each for place, each in enumerate(ballots) if place != 3])
    return _opened(sound, ballots, {**without_caro.tally, **_box(ballots)})


@forgery("a ballot counted twice", "in order, or one is there twice")
def _(sound: Election) -> Files:
    sums = messages(sound, "tally")
    sums["counted"] = sorted([*sums["counted"], sums["counted"][0]])
    return _opened(sound, messages(sound, "ballots"), sums)


@forgery("votes added to a sum", "is not the sum of the ballots")
def _(sound: Election) -> Files:
    """Five more for the lake, which need no ballot: 5·G added to what is sealed."""
    sums = messages(sound, "tally")
    sums["sums"][0][1] = plus(decode_point(bytes.fromhex(sums["sums"][0][1])), times_base(2)).hex()
    return _opened(sound, messages(sound, "ballots"), sums)


@forgery("a tally of another election", "belongs to another election")
def _(sound: Election) -> Files:
    sums = {**messages(sound, "tally"), "election": "ab" * 32}
    return _opened(sound, messages(sound, "ballots"), sums)


@forgery("a trustee's part that is wrong", "did not use her share")
def _(sound: Election) -> Files:
    """Ben moves one vote: his part is off by one G, and the result is made to fit."""
    parts = messages(sound, "decryptions")
    parts[0]["parts"][0] = plus(decode_point(bytes.fromhex(parts[0]["parts"][0])), times_base(1)).hex()
    return published(sound, decryptions=parts)


@forgery("parts swapped between two options", "did not use her share")
def _(sound: Election) -> Files:
    parts = messages(sound, "decryptions")
    for name in ("parts", "proofs"):
        parts[0][name][0], parts[0][name][1] = parts[0][name][1], parts[0][name][0]
    return published(sound, decryptions=parts)


@forgery("one trustee's part in another's name", "did not use her share")
def _(sound: Election) -> Files:
    parts = messages(sound, "decryptions")
    return published(sound, decryptions=[parts[0], {**parts[0], "place": 2}])


@forgery("parts that open another tally", "opens another tally")
def _(sound: Election) -> Files:
    other = sound.counted(messages(sound, "ballots")[:1])
    return published(sound, decryptions=other.decryptions)


@forgery("a trustee's part twice", "the second part of trustee 1")
def _(sound: Election) -> Files:
    parts = messages(sound, "decryptions")
    return published(sound, decryptions=[parts[0], *parts])


@forgery("fewer trustees than are needed", "opened by 1 trustees, where 2 are needed")
def _(sound: Election) -> Files:
    result = {**messages(sound, "result"), "trustees": [1]}
    return published(sound, decryptions=messages(sound, "decryptions")[:1], result=result)


@forgery("one trustee named twice to make enough", "not in order, or one is there twice")
def _(sound: Election) -> Files:
    result = {**messages(sound, "result"), "trustees": [1, 1]}
    return published(sound, decryptions=messages(sound, "decryptions")[:1], result=result)


@forgery("a trustee named whose part is not there", "names a trustee whose part is not there")
def _(sound: Election) -> Files:
    return published(sound, result={**messages(sound, "result"), "trustees": [1, 3]})


@forgery("a result with weights of other trustees", "option 1 does not have")
def _(sound: Election) -> Files:
    """The parts of 1 and 2, weighed as if 1, 2 and 3 had opened it: some number comes out."""
    result = messages(sound, "result")
    weights = tally.lagrange([1, 2, 3])
    assert weights != tally.lagrange([1, 2])
    result["counts"] = [weights[1] % 4, weights[2] % 4, 0]
    return published(sound, result=result)


@forgery("an altered result", "option 2 does not have 2")
def _(sound: Election) -> Files:
    return published(sound, result={**messages(sound, "result"), "counts": [1, 2, 1]})


@forgery("a result that is right modulo the order", "more than there can be")
def _(sound: Election) -> Files:
    return published(sound, result={**messages(sound, "result"), "counts": [1, 3, -1]})


@forgery("more voters than ballots", "another number of voters")
def _(sound: Election) -> Files:
    return published(sound, result={**messages(sound, "result"), "voters": 5})


# The opening.


@forgery("options altered after the vote", "another question")
def _(sound: Election) -> Files:
    asked = replace(sound.opening.question, options=("Hill", "Lake", "Sea"))
    return published(sound) | {"question.json": spelled(asked.plain())}


@forgery("options altered, and the opening made to fit", "cast in another election")
def _(sound: Election) -> Files:
    """Even with a ceremony and registrations for the altered question, the ballots name the old election."""
    asked = replace(sound.opening.question, options=("Hill", "Lake", "Sea"))
    return published(elections.begin(asked, tuple(sound.voters)), ballots=messages(sound, "ballots")) | _rest(
        sound
    )


@forgery("an altered joint key", "not the key that the trustees made")
def _(sound: Election) -> Files:
    key = times_base(4711)  # to which the forger has the secret
    return published(sound, opening=replace(sound.opening, key=key))


@forgery("an identity for the joint key", "key is the identity")
def _(sound: Election) -> Files:
    return published(sound, opening=replace(sound.opening, key=IDENTITY))


@forgery("a credential registered after voting began", "other credentials than those that are published")
def _(sound: Election) -> Files:
    gus = elections.registered(
        sound.opening.question, elections.credentials(sound.opening.question, ("gus",))
    )
    return published(sound, credentials=in_order([*messages(sound, "credentials"), *gus]))


@forgery("a second credential for one seat", "the second credential of one seat")
def _(sound: Election) -> Files:
    asked = sound.opening.question
    second = elections.credentials(asked, ("ada again",))["ada again"]
    forged = registration(second, question=asked.hash, seat="seat of ada", chance=chance("twice"))
    return published(sound, credentials=in_order([*messages(sound, "credentials"), forged]))


@forgery("a credential moved to another seat", "no proof that the voter holds this credential")
def _(sound: Election) -> Files:
    register = messages(sound, "credentials")
    register[0]["seat"] = "seat of gus"
    return published(sound, credentials=register)


# The ceremony.


@forgery("a trustee's key changed", "no proof that the trustee holds her key")
def _(sound: Election) -> Files:
    ceremony = messages(sound, "ceremony")
    ceremony[0]["key"] = times_base(4711).hex()
    return published(sound, ceremony=ceremony)


@forgery("a trustee whose key is the identity", "key is the identity")
def _(sound: Election) -> Files:
    ceremony, asked = messages(sound, "ceremony"), sound.opening.question
    proof = prove_knowledge(0, "arrival", (asked.hash, b"1"), chance("nobody"))
    ceremony[0].update(key=IDENTITY.hex(), proof=proof.plain())
    return published(sound, ceremony=ceremony)


@forgery("a trustee's key made of another's, to cancel it", "no proof that the trustee holds her key")
def _(sound: Election) -> Files:
    """A rogue key: its maker knows what it adds up to, but not its own secret."""
    ceremony = messages(sound, "ceremony")
    first = decode_point(bytes.fromhex(ceremony[0]["key"]))
    ceremony[1]["key"] = plus(times_base(-5), first).hex()
    return published(sound, ceremony=ceremony)


@forgery("a deal that its trustee did not sign", "not signed by this trustee")
def _(sound: Election) -> Files:
    ceremony = messages(sound, "ceremony")
    masked = decode_scalar(bytes.fromhex(ceremony[3]["shares"][0]["masked"]))
    ceremony[3]["shares"][0]["masked"] = encode_scalar(masked + 1).hex()
    return published(sound, ceremony=ceremony)


@forgery("a trustee of another question", "belongs to another question")
def _(sound: Election) -> Files:
    asked = replace(sound.opening.question, id="another")
    return published(sound, ceremony=elections.ceremony(asked).messages)


@forgery("a trustee under another name", "another name in the question")
def _(sound: Election) -> Files:
    ceremony = messages(sound, "ceremony")
    ceremony[0]["name"] = "Ada"
    return published(sound, ceremony=ceremony)


@forgery("an answer left out, so that a complaint is not seen", "another ceremony")
def _(sound: Election) -> Files:
    return published(sound, ceremony=messages(sound, "ceremony")[:-1])


@forgery("too few trustees for a key", "fewer than 2 trustees carried the ceremony through")
def _(sound: Election) -> Files:
    return published(sound, ceremony=messages(sound, "ceremony")[:-2])


def _box(ballots: list[Any]) -> dict[str, Any]:
    return {"box": root_of_lines(ballots).hex(), "size": len(ballots)}


def _opened(sound: Election, ballots: list[Any], sums: Any) -> Files:
    """The trustees open whatever sums they are given."""
    deals = sound.board.qualified(sound.opening.question)
    parts = [each.partial_decryption(sums, deals) for each in sound.board.trustees[:2]]
    result = tally.result(sound.opening, sums, parts)
    return published(sound, ballots=ballots, tally=sums, decryptions=parts, result=result)


def _rest(sound: Election) -> Files:
    names = ("tally.json", "decryptions.jsonl", "result.json", "audits.jsonl")
    return {name: data for name, data in sound.bundle.files().items() if name in names}
