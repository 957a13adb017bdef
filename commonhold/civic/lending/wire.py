"""What a borrowing and a lending co-op say to each other, in signed notes, and how each is read.

The borrower asks ("ask") for a jury's pool, calls somebody of it by her key ("call"), frees a seat ("free"),
and says when the jury is done ("over"). Each may come twice, and does nothing the second time. Of the case
nothing crosses the wire but its number, which the public register has too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from commonhold.civic.peers.notes import NotTheirWord
from commonhold.ground.installation.queries import must_be_founded
from rulebook.canonical import Json

ASKS, ANSWERS, TICKET = (
    "commonhold jurors asked v1",
    "commonhold jurors lent v1",
    "commonhold juror's ticket v1",
)
PATH = "witness/jurors"
LARGEST = 16_384  # bytes of what is asked
LARGEST_ANSWER = 2_000_000
MOST = 2_000  # people in a pool that is lent
#: How old a word may be: what waited in a queue is old, and each counts once.
_FRESH = timedelta(days=1)
_KEY, _REF, _SALT = re.compile(r"[0-9a-f]{64}"), re.compile(r"[0-9:]{1,60}"), re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Asked:
    """What a borrower wants; what does not belong to it is empty."""

    do: str
    draw: str
    matter: str = ""
    salt: str = ""
    key: str = ""
    due: datetime | None = None
    voted: frozenset[str] = frozenset()


def stamped(body: dict[str, Json], *, to: str, now: datetime) -> dict[str, Json]:
    """With the time, and for whom alone it is meant: the name of a record."""
    return {**body, "at": int(now.timestamp()), "to": to}


def must_be_for_us(said: dict[str, Json], *, now: datetime) -> None:
    """Raises NotTheirWord for what was said to another, or at another time."""
    at = said.get("at")
    if said.get("to") != must_be_founded().record_origin:
        raise NotTheirWord("it is meant for another co-op")
    if type(at) is not int or abs(at - int(now.timestamp())) > _FRESH.total_seconds():
        raise NotTheirWord("it is of another time")


def read_asked(said: dict[str, Json]) -> Asked:
    """Raises NotTheirWord for what nobody asks."""
    do, draw = said.get("do"), _fits(_REF, said.get("draw"))
    if do == "ask":
        salt, matter = _fits(_SALT, said.get("salt")), _fits(_REF, said.get("matter"))
        return Asked("ask", draw, matter=matter[:40], salt=salt)
    if do == "call":
        return Asked("call", draw, key=_fits(_KEY, said.get("key")), due=_moment(said.get("due")))
    if do == "free":
        return Asked("free", draw, key=_fits(_KEY, said.get("key")))
    rows = said.get("voted")
    if do == "over" and isinstance(rows, list):
        return Asked("over", draw, voted=frozenset(_fits(_KEY, each) for each in rows))
    raise NotTheirWord("nobody asks so")


def read_pool(said: dict[str, Json], *, draw: str) -> dict[str, list[str]]:
    """Each key with the hashes of that person's addresses; none where she left since. Raises NotTheirWord."""
    rows = said.get("pool")
    if said.get("draw") != draw or not isinstance(rows, list) or len(rows) > MOST:
        raise NotTheirWord("it is no pool for this jury")
    found: dict[str, list[str]] = {}
    for each in rows:
        if not isinstance(each, list) or not 1 <= len(each) <= 5:
            raise NotTheirWord("somebody in it has no key")
        key, *addresses = (_fits(_KEY, one) for one in each)
        found[key] = addresses
    if list(found) != sorted(found) or len(found) != len(rows):
        raise NotTheirWord("it is not in order")
    return found


def address_hash(salt: str, address: str) -> str:
    """Of an address such as "eve@elsewhere.example", for comparing those of the two sides."""
    return sha256(f"{salt}|{address.lower()}".encode()).hexdigest()


def lent_key(record_name: str, key: str) -> str:
    """How a lot calls somebody who is lent: by the name of her co-op's record, and none of hers."""
    return f"{record_name}#{key}"


def is_lent(key: str) -> bool:
    return "#" in key


def _fits(shape: re.Pattern[str], said: Json) -> str:
    if not isinstance(said, str) or not shape.fullmatch(said):
        raise NotTheirWord("something in it is no number or key")
    return said


def _moment(said: Json) -> datetime:
    if type(said) is not int or not 0 < said < 1 << 34:
        raise NotTheirWord("a time in it is none")
    return datetime.fromtimestamp(said, tz=UTC)
