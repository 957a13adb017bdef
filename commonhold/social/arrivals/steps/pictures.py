"""The co-op's own emoji, as far as their names are free."""

from __future__ import annotations

from collections.abc import Generator
from sqlite3 import Row

from commonhold.social.arrivals import coming
from commonhold.social.arrivals.files import opened
from commonhold.social.arrivals.refusals import FileMissing
from commonhold.social.arrivals.staging import Staging
from commonhold.social.arrivals.steps.step import Bringing, Outcome, Step
from commonhold.social.emoji.actions import bring_emoji
from commonhold.social.emoji.queries import is_offered
from commonhold.social.media.actions import receive_medium
from commonhold.social.people import queries as people


def _rows(staging: Staging, after: int) -> Generator[Row]:
    yield from staging.each(
        "SELECT * FROM custom_emojis WHERE domain = '' AND disabled != 't' AND id > ? ORDER BY id", after
    )


def _write(bringing: Bringing, row: Row) -> Outcome:
    coop, path = people.coop_account_id(), coming.emoji_path(bringing.media, row)
    if coop is None:
        return Outcome.LEFT
    if is_offered(row["shortcode"]):
        return Outcome.HERE
    try:
        with opened(path) as file:
            medium_id = receive_medium(coop, file=file, filename=path.name, purpose="emoji", now=bringing.now)
    except FileMissing:
        bringing.count("emoji files missing")
        return Outcome.LEFT
    bring_emoji(shortcode=row["shortcode"], medium_id=medium_id, now=bringing.now)
    return Outcome.NEW


emoji = Step(_rows, _write, called=lambda row: f":{row['shortcode']}:")
