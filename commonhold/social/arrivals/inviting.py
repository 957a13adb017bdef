"""The mail with which somebody claims her page."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from commonhold.ground.charter import dates
from commonhold.ground.charter import queries as charter
from commonhold.ground.charter.co_op import CoopCharter
from commonhold.ground.installation.queries import place
from commonhold.social.arrivals.charter import ArrivalsCharter
from commonhold.social.arrivals.models import Arrival
from commonhold.social.letters import actions as letters
from commonhold.social.people import queries as people
from commonhold.social.people.queries import ANYONE

#: A link is sent anew at most so often, so that nobody's mailbox is filled by others.
AGAIN = timedelta(hours=1)


def digest_of(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_lasts() -> timedelta:
    """How long a link holds."""
    return timedelta(days=charter.current().read(ArrivalsCharter).link_days)


def send_link(row: Arrival, *, now: datetime) -> None:
    """Write to her with a new link, for the charter's days; the one before holds no more."""
    token, here = secrets.token_urlsafe(24), place()
    row.digest, row.link_until = digest_of(token), now + link_lasts()
    row.invited_at = row.invited_at or now
    row.save(update_fields=["digest", "link_until", "invited_at"])
    line, name = people.person(ANYONE, row.person_id), charter.current().read(CoopCharter).name
    site = "" if here is None else here.public_url
    text = _(
        "Dear {name},\n\n{domain} has moved into a house that its people own together: {co_op}. Your page "
        "came along, with your posts and whom you follow, as @{handle}. Nobody can sign in as you until you "
        "claim it here, by {until}:\n\n{link}\n\nThe same page lets you refuse: then all of it is erased. "
        "You become a member of nothing by claiming it; you can apply afterwards if you like. If you do "
        "nothing, your page will be hidden after a while, and later erased."
    )
    words = text.format(
        name=line.name,
        domain=row.community.domain,
        co_op=name,
        handle=line.handle,
        until=dates.day(row.link_until),
        link=f"{site}/arrive/{token}",
    )
    letters.write_to_addresses([(row.address, _("Your page at {co_op}").format(co_op=name), words)], now=now)
