"""One attempt to bring an activity to an inbox, and what its answer means. Asks no database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto

from commonhold.ground.fetching.network import Network
from commonhold.ground.fetching.safely import Answer, post
from commonhold.ground.fetching.trouble import CannotFetch, TookTooLong, UnsafeAddress
from commonhold.ground.signing.cavage import sign_cavage
from commonhold.ground.signing.keys import PrivateKey
from commonhold.ground.signing.messages import sign_message
from commonhold.social.actors.synchronizing import HEADER
from commonhold.social.deliveries.patience import asked_for

_SIGN = {"cavage": sign_cavage, "rfc9421": sign_message}
_OTHER = {"cavage": "rfc9421", "rfc9421": "cavage"}
_HEADERS = {"Content-Type": "application/activity+json"}
# Perhaps it could not read how we sign.
_NOT_UNDERSTOOD = frozenset({400, 401, 403})
_GONE = frozenset({404, 410})
# The door of the server answers, and the server behind it doesn't; or we come too often.
_SERVER_AWAY = frozenset({429, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 530})
# Of this one activity, and not for ever.
_NOT_NOW = frozenset({401, 408, 421, 423, 425})
_SECONDS = 10.0


class Verdict(Enum):
    """What an attempt came to."""

    TAKEN = auto()
    REFUSED = auto()
    GONE = auto()
    NOT_NOW = auto()  # of this one; others may be taken
    SERVER_AWAY = auto()  # nothing is taken there now


@dataclass(frozen=True)
class Due:
    """One delivery, with all that carrying it takes."""

    id: int
    inbox: str
    body: bytes
    key_id: str
    key: PrivateKey
    followers: str = ""  # the header Collection-Synchronization (FEP-8fcf)


@dataclass(frozen=True)
class Outcome:
    """What came of a delivery. `signing`: which scheme was taken, where it was not the first choice."""

    delivery_id: int
    verdict: Verdict
    trouble: str = ""
    wait: timedelta | None = None  # as the server asked for
    signing: str = ""


def carry(due: Due, *, signing: str, agent: str, clock: Callable[[], datetime], network: Network) -> Outcome:
    """POST it there, signed as the server takes it as far as we know, or else the other way."""
    answer: Answer | None = None
    for scheme in (signing, _OTHER[signing]):
        try:
            answer = _ask(due, scheme, agent, clock, network)
        except UnsafeAddress:
            return Outcome(due.id, Verdict.REFUSED, "the inbox is no address of the open web")
        except CannotFetch as trouble:
            words = "took too long" if isinstance(trouble, TookTooLong) else "does not answer"
            return Outcome(due.id, Verdict.SERVER_AWAY, words)
        if answer.status not in _NOT_UNDERSTOOD:
            is_other = scheme != signing and answer.status < 300
            return _outcome(due, answer, clock(), scheme if is_other else "")
    assert answer is not None
    return _outcome(due, answer, clock(), "")


def _ask(due: Due, scheme: str, agent: str, clock: Callable[[], datetime], network: Network) -> Answer:
    headers = _HEADERS | ({HEADER: due.followers} if due.followers else {})

    def sign(method: str, url: str) -> Mapping[str, str]:
        return _SIGN[scheme](method, url, headers, due.body, key_id=due.key_id, key=due.key, now=clock())

    return post(
        due.inbox, body=due.body, agent=agent, sign=sign, timeout=_SECONDS, keep=True, network=network
    )


def _outcome(due: Due, answer: Answer, now: datetime, signing: str) -> Outcome:
    status, wait = answer.status, asked_for(answer.retry_after, now)
    if status < 300:
        return Outcome(due.id, Verdict.TAKEN, signing=signing)
    trouble = f"status {status}"
    if status in _GONE:
        return Outcome(due.id, Verdict.GONE, trouble)
    if status in _SERVER_AWAY:
        return Outcome(due.id, Verdict.SERVER_AWAY, trouble, wait)
    # A redirect is no answer to a POST: whoever answers there has not taken anything.
    if status in _NOT_NOW or status >= 500 or status < 400:
        return Outcome(due.id, Verdict.NOT_NOW, trouble, wait)
    return Outcome(due.id, Verdict.REFUSED, trouble)
