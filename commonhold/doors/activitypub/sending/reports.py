"""Reports that are passed on to the server of whoever they are about: in the name of ours, of nobody else."""

from __future__ import annotations

from datetime import datetime

from commonhold.civic.moderation.news import ReportForwarded
from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.documents.posts import uri_of
from commonhold.doors.activitypub.sending import activities
from commonhold.doors.activitypub.sending.out import send
from commonhold.doors.calls.addresses import address
from commonhold.social.actors import queries as actors
from commonhold.social.actors.keys import SERVER
from commonhold.social.posts.outward import outward


def on_report_forwarded(event: ReportForwarded, now: datetime) -> None:
    """Flag: whom, what of hers, and the words. A message is not named: it would tell who reported it."""
    reported = actors.of_person(event.person_id)
    if reported is None:
        return
    kind, _colon, number = event.about.partition(":")
    post = outward([int(number)]).get(int(number)) if kind == "post" and number.isdecimal() else None
    about = [reported.uri] if post is None or post.uri is None else [reported.uri, uri_of(post)]
    made = activities.activity(
        "Flag",
        address(f"/ap/reports/{event.report_id}"),
        addresses.server(),
        about,
        [reported.uri],
        content=event.words,
    )
    send(made, by=SERVER, inboxes=[reported.shared_inbox or reported.inbox], now=now)
