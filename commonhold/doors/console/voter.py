"""`commonhold voter`: a sealed ballot at the voter's own table, without the co-op's page or its server.

A folder holds what is public (`commonhold ballots export`, or the board's zip). Each verb prints one message,
a line of JSON, to hand in. She keeps one small file: a seed and her ballots' fingerprints, never her votes.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commonhold.doors.console import keeping
from commonhold.doors.console.answer import Answer, Subparsers
from commonhold.ground.refusal import Refusal
from rulebook.canonical import canonical
from rulebook.ristretto import Chance, Point, drawn_from
from rulebook.sealed import booth
from rulebook.sealed.opening import Opening
from rulebook.sealed.question import Question
from rulebook.sealed.signatures import Credential, make_credential, registration
from rulebook.sealed.trustees import Message
from rulebook.verifying import Rejected
from rulebook.verifying.bundle import check_opening_of

_VERBS = {
    "register": "make a key for your seat, before voting opens",
    "seal": "seal a ballot and sign it; a later one replaces it",
    "open": "seal a ballot and open it, to check this tool; it can't be cast",
}


def add_to(subparsers: Subparsers) -> None:
    verbs = subparsers.add_parser("voter", help="make a sealed ballot at your own table").add_subparsers(
        dest="verb", required=True
    )
    for name, words in _VERBS.items():
        verb = verbs.add_parser(name, help=words)
        verb.add_argument("folder", type=Path, metavar="FOLDER", help="what is public so far")
        verb.add_argument("--secret", type=Path, required=True, metavar="FILE", help="what you alone keep")
        verb.set_defaults(run=run)
        if name == "register":
            verb.add_argument("--seat", required=True, metavar="HEX", help="what `ballots seat` says")
        else:
            verb.add_argument("--values", required=True, metavar="JSON", help="one for each option: [1,0,0]")


def run(args: argparse.Namespace) -> Answer:
    """The message; refused, with nothing changed, when the files do not fit what you keep."""
    try:
        message = _DOING[args.verb](args)
    except Rejected as rejected:
        raise Refusal("{why}. Nothing was made; tell the other members.", why=rejected) from None
    except FileExistsError:
        raise Refusal("{file} is there already. Choose another name.", file=args.secret) from None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Refusal("{folder} can't be used: {why}.", folder=args.folder, why=error) from None
    return Answer(message, text=canonical(message).decode())


def register(args: argparse.Namespace) -> Message:
    question, seed = keeping.read_question(args.folder), secrets.token_bytes(32)
    kept = {"question": question.hash.hex(), "seed": seed.hex(), "cast": []}
    keeping.keep(args.secret, kept, os.O_EXCL)
    credential = make_credential(seed, question.hash)
    return registration(credential, question=question.hash, seat=args.seat, chance=_chance())


def seal(args: argparse.Namespace) -> Message:
    """Its fingerprint is kept, so that the next ballot names it."""
    credential, kept, prepared = _prepared(args)
    ballot = booth.cast(prepared, credential, _chance())
    keeping.keep(args.secret, {**kept, "cast": [*kept["cast"], prepared.fingerprint.hex()]}, os.O_TRUNC)
    return ballot


def open_one(args: argparse.Namespace) -> Message:
    return booth.open_for_audit(_prepared(args)[2])


_DOING: dict[str, Callable[[argparse.Namespace], Message]] = {
    "register": register,
    "seal": seal,
    "open": open_one,
}


def _prepared(args: argparse.Namespace) -> tuple[Credential, dict[str, Any], booth.Prepared]:
    """A ballot for the election in the folder, whose key was checked to be the trustees'."""
    check_opening_of(args.folder)
    question, kept = keeping.read_question(args.folder), json.loads(args.secret.read_text())
    if kept["question"] != question.hash.hex():
        raise Refusal("{file} was made for another question.", file=args.secret)
    credential = make_credential(bytes.fromhex(kept["seed"]), question.hash)
    before = kept["cast"]
    prepared = booth.prepare(
        _opening(args.folder, question),
        credential.public,
        tuple(json.loads(args.values)),
        turn=len(before) + 1,
        previous=bytes.fromhex(before[-1]) if before else b"",
        chance=_chance(),
    )
    return credential, kept, prepared


def _opening(folder: Path, question: Question) -> Opening:
    plain = keeping.read_one(folder / "opening.json")
    key, ceremony, credentials = (bytes.fromhex(plain[name]) for name in ("key", "ceremony", "credentials"))
    return Opening(question, Point(key), ceremony, credentials)


def _chance() -> Chance:
    """New each time: two messages signed with one nonce give the secret away."""
    return drawn_from(secrets.token_bytes(32))
