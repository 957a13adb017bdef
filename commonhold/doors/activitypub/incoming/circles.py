"""Who of ours follows somebody, as her server has it (FEP-8fcf): where the two differ, both come to agree.

Her server sends a digest with what it delivers; only where ours differs are the names asked for.
"""

from __future__ import annotations

import logging
import re
from contextlib import suppress
from datetime import datetime

from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.elsewhere import Elsewhere
from commonhold.doors.activitypub.trouble import Blocked, Strange, Unreachable
from commonhold.social.actors import queries as actors
from commonhold.social.actors.synchronizing import digest_of
from commonhold.social.people import actions as people
from commonhold.social.people import queries as known
from commonhold.social.people.refusals import NoSuchPerson
from commonhold.social.servers.queries import domain_of

_MOST_TOLD = 100

log = logging.getLogger("commonhold.incoming")


def compare(signer: str, said: str, elsewhere: Elsewhere, now: datetime) -> None:
    """Hear whom the signer's server counts as her followers here; harmless when it can't be asked.

    Whom it doesn't know follows her no more. Whom it knows and we don't, it is told so; and where one of
    ours asked her, its answer was lost on the way, and was yes.
    """
    found = dict(_PART.findall(said))
    her = actors.by_uri(signer)
    url = found.get("url", "")
    if her is None or not her.followers or found.get("collectionId") != her.followers:
        return
    if domain_of(url) != domain_of(signer):
        return
    mine = {addresses.person(each): each for each in known.followers_here(her.person_id, accepted=True)}
    if digest_of(list(mine)) == found.get("digest", "").lower():
        return
    try:
        hers = set(elsewhere.members_of(url, now=now))
    except (Unreachable, Strange, Blocked) as trouble:
        log.info("followers of %s could not be compared: %s", signer, trouble)
        return
    for uri, follower in mine.items():
        if uri not in hers:
            people.remove_follower(her.person_id, person_id=follower, now=now)
    for uri in sorted(hers - set(mine))[:_MOST_TOLD]:
        one = addresses.ours(uri)
        if one is not None and one.kind == "people" and not one.part:
            with suppress(NoSuchPerson):
                people.settle_follow(one.id, person_id=her.person_id, now=now)


_PART = re.compile(r'([A-Za-z]+)="([^"]*)"')
