"""What co-ops say to each other: signed notes (C2SP signed-note) under the key of a record.

Such a note's text has two lines: what it is, which no checkpoint begins with, and canonical JSON.
"""

from __future__ import annotations

from commonhold.civic.peers import queries
from commonhold.civic.peers.queries import PeerView
from commonhold.ground.installation.queries import must_be_founded
from commonhold.ground.record import signing
from commonhold.ground.record.signature import check_signature
from rulebook.canonical import Json, NotCanonical, canonical, parse_canonical
from rulebook.merkle import MalformedNote, NotSigned, open_note, parse_vkey, sign_note


class NotTheirWord(ValueError):
    """It is not that co-op's own word, or of another kind."""


def signed(kind: str, body: dict[str, Json]) -> bytes:
    """Our word, under the key of our record."""
    origin = must_be_founded().record_origin
    text = f"{kind}\n{canonical(body).decode()}\n"
    return sign_note(text, key=signing.verifier_key(origin), sign=signing.private_key().sign)


def opened(data: bytes, *, log_key: str, kind: str) -> dict[str, Json]:
    """What was signed with this key. Raises NotTheirWord."""
    try:
        text = open_note(data, key=parse_vkey(log_key), check_signature=check_signature)
        first, body = text.removesuffix("\n").split("\n", 1)
        said = parse_canonical(body.encode())
    except (MalformedNote, NotSigned, NotCanonical, ValueError) as wrong:
        raise NotTheirWord(str(wrong)) from wrong
    if first != kind or not isinstance(said, dict):
        raise NotTheirWord(f"it is no “{kind}”")
    return said


def opened_of_a_peer(data: bytes, *, kind: str) -> tuple[PeerView, dict[str, Json]]:
    """Which of our peers signed this, and what. Raises NotTheirWord."""
    for each in queries.peers():
        try:
            return each, opened(data, log_key=each.log_key, kind=kind)
        except NotTheirWord:
            continue
    raise NotTheirWord("no peer of ours signed it")
