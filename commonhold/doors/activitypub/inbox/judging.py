"""Is it to be taken? What costs least is asked first, and the key only when all else is in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from commonhold.doors.activitypub.inbox.posted import Posted, Refused
from commonhold.doors.activitypub.inbox.shape import Misshapen, object_of
from commonhold.doors.activitypub.incoming.parts import Json, type_of, uri_of
from commonhold.doors.activitypub.incoming.passed_on import may_be_passed_on
from commonhold.ground.signing.judging import Claim, Doubt, examine
from commonhold.ground.signing.keys import PublicKey
from commonhold.ground.signing.request import Request
from commonhold.social.received.actions import Arrival
from commonhold.social.servers.queries import domain_of

_KINDS = frozenset({"application/activity+json", "application/ld+json", "application/json"})
_LONGEST_FOLLOWERS = 2000


@dataclass(frozen=True)
class Holder:
    """Whose key it is: an actor's URI."""

    uri: str
    key: PublicKey


@dataclass(frozen=True)
class Judged:
    """In order but for the signature itself, which `claim` says of the actor's key."""

    posted: Posted
    claim: Claim
    activity: Json
    actor: str
    domain: str

    @property
    def is_farewell(self) -> bool:
        """Does an actor say that it is no more? Then its key can't be asked for either."""
        is_hers = domain_of(self.actor) == self.domain
        return (
            is_hers
            and type_of(self.activity) == "Delete"
            and uri_of(self.activity.get("object")) == self.actor
        )


def looked_at(posted: Posted, *, base: str, is_blocked: Callable[[str], bool], now: datetime) -> Judged:
    """All that can be said without the key. `base` is our own address. Raises Refused."""
    kind = posted.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in _KINDS:
        raise Refused(415, f"it is {kind[:60] or 'of no kind'}")
    request = Request("POST", base + posted.target, posted.headers, posted.body)
    claim = examine(request, now=now)
    if isinstance(claim, Doubt):
        raise Refused(401, str(claim))
    domain = domain_of(claim.key_id)
    if not domain or domain == domain_of(base):
        raise Refused(401, f"the key is nobody's elsewhere: {claim.key_id[:200]!r}")
    if is_blocked(domain):
        raise Refused(403, f"{domain} is blocked")
    try:
        activity = object_of(posted.body)
    except Misshapen as wrong:
        raise Refused(400, f"{wrong}, from {domain}") from wrong
    actor = uri_of(activity.get("actor"))
    hers = domain_of(actor)
    if hers != domain:
        if hers == domain_of(base) or not may_be_passed_on(activity):
            raise Refused(403, f"{domain} speaks for {actor[:200]!r}")
        if is_blocked(hers):
            raise Refused(403, f"{domain} passes on what {hers} said, which is blocked")
    uri = activity.get("id")
    if uri is not None and domain_of(uri_of(uri)) != hers:
        raise Refused(403, f"{domain} gives an activity the address of another server")
    return Judged(posted, claim, activity, actor, domain)


def taken(judged: Judged, holder: Holder) -> Arrival:
    """What is written down, if the signature holds: the actor's, or whoever passes it on. Raises Refused."""
    key_id = judged.claim.key_id[:200]
    is_her_own = holder.uri == judged.actor
    if domain_of(holder.uri) != judged.domain or not (is_her_own or may_be_passed_on(judged.activity)):
        raise Refused(403, f"{key_id!r} speaks for {judged.actor[:200]!r}")
    if not judged.claim.holds(holder.key):
        raise Refused(401, f"the signature does not hold ({key_id!r})")
    # What bears no address is known by what it says: the same, sent again, is there once.
    uri = uri_of(judged.activity) or f"{judged.actor} {judged.posted.body.decode()}"
    if not is_her_own:  # it must not pass for the activity itself, which may come yet
        uri = f"{holder.uri} passes on {uri}"
    followers = judged.posted.headers.get("collection-synchronization", "")
    covered = "collection-synchronization" in judged.claim.covered
    return Arrival(
        uri=uri,
        signer=holder.uri,
        domain=judged.domain,
        body=judged.posted.body.decode(),
        followers=followers if covered and len(followers) <= _LONGEST_FOLLOWERS else "",
    )
