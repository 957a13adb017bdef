"""Is a request that arrived signed as it must be, and by whom?

A POST needs all of these, and each is looked at by itself: method, address and host are signed; a date that
is signed is fresh; there is a digest, it is signed, and it is one of the body that arrived. A GET needs the
first two, and whatever bears a body all of them. What costs least is asked first, and the key last: whoever
sends nonsense makes us look up nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from urllib.parse import urldefrag

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from commonhold.ground.signing import cavage, digests, messages
from commonhold.ground.signing.keys import PublicKey, verifies
from commonhold.ground.signing.request import Flaw, Flawed, Request, Scheme, Statement, authority

#: How far a `Date` may be from our clock, either way: machines are wrong about the time, or about their zone.
DATE_WINDOW = timedelta(hours=12)
#: How far `created` may be: it is a number that knows no zones.
CREATED_WINDOW = timedelta(hours=1)

_LONGEST_KEY_ID = 2000
_RSA = frozenset({"rsa-sha256", "rsa-v1_5-sha256"})
_ED25519 = frozenset({"ed25519", "ed25519-sha512"})
_AS_THE_KEY_IS = frozenset({"", "hs2019"})
_TARGETS = (
    {"(request-target)"},
    {"@method", "@target-uri"},
    {"@method", "@request-target"},
    {"@method", "@path"},
)
_HOSTS = frozenset({"host", "@authority", "@target-uri"})


@dataclass(frozen=True)
class Claim:
    """A request that is signed as it must be, if the signature holds. `key_id` is as the sender wrote it."""

    key_id: str
    scheme: Scheme
    covered: frozenset[str]
    statement: Statement

    @property
    def document(self) -> str:
        """Where the key's document should be: its id without a fragment."""
        return urldefrag(self.key_id).url

    def holds(self, key: PublicKey) -> bool:
        """Was it signed with this key?"""
        fits = _RSA if isinstance(key, RSAPublicKey) else _ED25519
        if self.statement.algorithm not in fits | _AS_THE_KEY_IS:
            return False
        return any(verifies(key, self.statement.signature, text) for text in self.statement.texts)


@dataclass(frozen=True)
class Signed:
    """Who signed a request, how, and what of it."""

    key_id: str
    scheme: Scheme
    covered: frozenset[str]


@dataclass(frozen=True)
class Doubt:
    """Why it counts as signed by nobody. `key_id` is what it claimed, perhaps nothing."""

    flaw: Flaw
    key_id: str = ""

    def __str__(self) -> str:
        """For one line of the log."""
        return f"{self.flaw.value} ({self.key_id[:200]!r})" if self.key_id else self.flaw.value


def judge(request: Request, *, key_of: Callable[[str], PublicKey | None], now: datetime) -> Signed | Doubt:
    """`key_of` gives the key of an id as it was written, or None."""
    claim = examine(request, now=now)
    if isinstance(claim, Doubt):
        return claim
    key = key_of(claim.key_id)
    if key is None:
        return Doubt(Flaw.UNKNOWN_KEY, claim.key_id)
    if not claim.holds(key):
        return Doubt(Flaw.FORGED, claim.key_id)
    return Signed(claim.key_id, claim.scheme, claim.covered)


def examine(request: Request, *, now: datetime) -> Claim | Doubt:
    """All that can be said without the key. Of several signatures the first that is as it must be counts."""
    doubts = []
    try:
        for statement in _statements(request):
            try:
                _must_be_complete(request, statement, now)
            except Flawed as flawed:
                doubts.append(Doubt(flawed.flaw, statement.key_id))
            else:
                return Claim(statement.key_id, statement.scheme, statement.covered, statement)
    except Flawed as flawed:
        return Doubt(flawed.flaw)
    return doubts[0]


def _statements(request: Request) -> list[Statement]:
    if "signature-input" in request.headers:
        return messages.read(request)
    if "signature" in request.headers:
        return [cavage.read(request)]
    raise Flawed(Flaw.UNSIGNED)


def _must_be_complete(request: Request, statement: Statement, now: datetime) -> None:
    if not 0 < len(statement.key_id) <= _LONGEST_KEY_ID:
        raise Flawed(Flaw.UNREADABLE)
    if statement.algorithm not in _RSA | _ED25519 | _AS_THE_KEY_IS:
        raise Flawed(Flaw.OTHER_ALGORITHM)
    if not any(each <= statement.covered for each in _TARGETS):
        raise Flawed(Flaw.TARGET_NOT_SIGNED)
    if not _HOSTS & statement.covered:
        raise Flawed(Flaw.HOST_NOT_SIGNED)
    if _host(request) != request.authority:
        raise Flawed(Flaw.OTHER_HOST)
    _must_be_fresh(request, statement, now)
    if request.body or request.method.upper() == "POST":
        _must_be_of_this_body(request, statement)


def _host(request: Request) -> str:
    return authority(request.parts.scheme, request.headers.get("host", "").strip())


def _must_be_fresh(request: Request, statement: Statement, now: datetime) -> None:
    """Every time that is signed must be, and one must be."""
    times = []
    if "date" in statement.covered:
        times.append((_date(request.headers["date"]), DATE_WINDOW))
    if statement.created is not None:
        times.append((_moment(statement.created), CREATED_WINDOW))
    if not times:
        raise Flawed(Flaw.NO_DATE)
    if any(abs(time - now) > window for time, window in times):
        raise Flawed(Flaw.STALE)
    if statement.expires is not None and _moment(statement.expires) <= now:
        raise Flawed(Flaw.EXPIRED)


@lru_cache(256)  # what comes at the same time bears the same
def _date(text: str) -> datetime:
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError) as broken:
        raise Flawed(Flaw.NO_DATE) from broken
    return date.replace(tzinfo=date.tzinfo or UTC)


def _moment(seconds: int) -> datetime:
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as far:
        raise Flawed(Flaw.STALE) from far


def _must_be_of_this_body(request: Request, statement: Statement) -> None:
    said = digests.said(request.headers)
    if not said:
        raise Flawed(Flaw.NO_DIGEST)
    if statement.covered.isdisjoint(said):
        raise Flawed(Flaw.DIGEST_NOT_SIGNED)
    if not digests.all_match(said, request.body):
        raise Flawed(Flaw.OTHER_BODY)
