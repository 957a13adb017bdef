"""What is known of what came."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from commonhold.ground.prepared import Prepared
from commonhold.social.received.models import RULED_OUT, Received, Retractable


def digest_of(uri: str) -> str:
    """By which a row is found: addresses are long, and an activity's may say anything."""
    return sha256(uri.encode("utf-8", "surrogatepass")).hexdigest()


def is_ruled_out(*uris: str) -> bool:
    """Was one of them taken back before it came?"""
    return any(_RULED_OUT.rows(digest=digest_of(each)) for each in uris)


def how_many_wait() -> int:
    """Rows that were not worked on yet, or are to be tried again."""
    return Received.objects.filter(done_at=None).count()


def troubles(uris: Collection[str]) -> dict[str, str]:
    """Why nothing came of these, by what their servers call them; empty for what was done."""
    digests = {digest_of(each): each for each in uris}
    rows = Received.objects.filter(digest__in=digests, done_at__isnull=False)
    return {digests[digest]: trouble for digest, trouble in rows.values_list("digest", "trouble")}


@dataclass(frozen=True)
class Done:
    """A deed that may be taken back: an activity's type, and the address of its object."""

    verb: str
    about: str


def done_as(uri: str, *, signer: str) -> Done | None:
    """What the signer did by an activity of this address; None where nobody knows, or another did it."""
    rows = _DONE.rows(digest=digest_of_hers(signer, uri))
    return next((Done(*row) for row in rows), None)


def digest_of_hers(signer: str, uri: str) -> str:
    """By which her deed is found, and nobody's who only knows its address."""
    return digest_of(f"{signer} {uri}")


_RULED_OUT = Prepared(
    lambda *, digest: Received.objects.filter(
        digest=digest, done_at__isnull=False, trouble=RULED_OUT
    ).values_list("id")
)
_DONE = Prepared(lambda *, digest: Retractable.objects.filter(digest=digest).values_list("verb", "about"))
