"""`commonhold trustee`: a trustee's part in a sealed vote, at her own table, without the co-op's server.

A folder holds what is public so far (question.json, ceremony.jsonl, later the ballots and the tally). Each
verb prints one message, a line of JSON, to bring to the co-op's board. She keeps one small file with a seed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from commonhold.doors.console import keeping
from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical
from rulebook.ristretto import times_base
from rulebook.sealed.trustees import Message, Trustee
from rulebook.verifying import Rejected
from rulebook.verifying.bundle import Noted, check_votes
from rulebook.verifying.ceremony import settle

_VERBS = {
    "arrive": "make a key of your own and say that you are there",
    "deal": "deal everybody her share; all who will be trustees have arrived",
    "answer": "check the shares that you were dealt; all have dealt",
    "open": "check the whole vote, and open your part of the tally",
}


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("trustee", help="hold a share of the key to a sealed vote").add_subparsers(
        dest="verb", required=True
    )
    for name, words in _VERBS.items():
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("folder", type=Path, metavar="FOLDER", help="what is public so far")
        verb.add_argument("--secret", type=Path, required=True, metavar="FILE", help="what you alone keep")
        verb.set_defaults(run=run)
        if name == "arrive":
            verb.add_argument("--name", required=True, help="your name, as the question has it")
        if name == "open":
            verb.add_argument("--box", default="", metavar="HEX", help="the ballot box's root on the record")


def run(args: argparse.Namespace) -> Answer:
    """The message; refused, with nothing changed, when the board does not fit what you keep."""
    try:
        message = _DOING[args.verb](args)
    except Rejected as rejected:
        raise Refusal("{why}. Nothing was made; tell the other trustees.", why=rejected) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal("{folder} can't be used: {why}.", folder=args.folder, why=error) from None
    return Answer(message, text=canonical(message).decode())


def arrive(args: argparse.Namespace) -> Message:
    question = keeping.read_question(args.folder)
    if args.name not in question.trustees:
        raise Refusal("The question names other trustees: {names}.", names=", ".join(question.trustees))
    trustee = Trustee(question, question.trustees.index(args.name) + 1, secrets.token_bytes(32))
    kept = {"question": question.hash.hex(), "place": trustee.place, "seed": trustee.seed.hex(), "opened": ""}
    try:
        keeping.keep(args.secret, kept, os.O_EXCL)
    except FileExistsError:
        raise Refusal(
            "{file} is there already. Keep it, and choose another name.", file=args.secret
        ) from None
    return trustee.arrival()


def deal(args: argparse.Namespace) -> Message:
    trustee, board = _mine(args), _Board(args.folder)
    board.must_show(trustee.arrival())
    return trustee.deal(board.of("arrival"))


def answer(args: argparse.Namespace) -> Message:
    trustee, board = _mine(args), _Board(args.folder)
    board.must_show(trustee.arrival())
    board.must_show(trustee.deal(board.of("arrival")))
    return trustee.answer(board.of("arrival"), board.of("deal"))


def open_tally(args: argparse.Namespace) -> Message:
    """Only a tally of the whole box, and only one: two that differ by one voter would tell her vote."""
    trustee, board = _mine(args), _Board(args.folder)
    votes = check_votes(args.folder, Noted(box=args.box.strip().lower()))
    settled = settle(votes.question, board.messages, "ceremony.jsonl")
    qualified = [each for each in board.of("deal") if each["place"] in settled.qualified]
    if times_base(trustee.share(qualified)) != settled.shares[trustee.place]:
        raise Refusal("This ceremony is not the one that you took part in. Nothing was opened.")
    tally: Any = keeping.read_one(args.folder / "tally.json")
    digest = sha256(canonical(tally)).hexdigest()
    kept = json.loads(args.secret.read_text())
    if kept["opened"] not in ("", digest):
        raise Refusal("You have opened another tally of this vote. A second one could tell a single vote.")
    keeping.keep(args.secret, {**kept, "opened": digest}, os.O_TRUNC)
    return trustee.partial_decryption(tally, qualified)


_DOING: dict[str, Callable[[argparse.Namespace], Message]] = {
    "arrive": arrive,
    "deal": deal,
    "answer": answer,
    "open": open_tally,
}


class _Board:
    """The ceremony so far."""

    def __init__(self, folder: Path) -> None:
        self.messages = keeping.read_lines(folder / "ceremony.jsonl")

    def of(self, kind: str) -> list[Message]:
        return [each for each in self.messages if each["type"] == kind]

    def must_show(self, mine: Message) -> None:
        """What the board shows in my place is mine, to the letter."""
        if mine not in self.messages:
            raise Refusal(
                "The board does not show your {kind}, or another in your place. Tell the other trustees.",
                kind=mine["type"],
            )


def _mine(args: argparse.Namespace) -> Trustee:
    kept, question = json.loads(args.secret.read_text()), keeping.read_question(args.folder)
    if kept["question"] != question.hash.hex():
        raise Refusal("{file} was made for another question.", file=args.secret)
    return Trustee(question, kept["place"], bytes.fromhex(kept["seed"]))
