"""Reports of other servers, in the name of their server: who reported there is never named."""

from __future__ import annotations

import logging
from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonhold.civic.moderation import actions as moderation
from commonhold.civic.moderation.refusals import NothingToReport, ReportedAlready, TooManyReports
from commonhold.doors.activitypub import addresses
from commonhold.doors.activitypub.incoming.parts import uris_of, words_of
from commonhold.doors.activitypub.incoming.told import Deed, Nothing, Told

log = logging.getLogger("commonhold.incoming")

_MOST_POSTS = 20


def flag(it: Told) -> Deed:
    """Posts of ours are reported each for itself, or the person where none can be seen from there."""
    ours = [found for uri in uris_of(it.activity.get("object")) if (found := addresses.ours(uri))]
    posts = [f"post:{each.id}" for each in ours if each.kind == "posts" and not each.part]
    people = [f"person:{each.id}" for each in ours if each.kind == "people" and not each.part]
    if not posts and not people:
        raise Nothing("it reports nothing of ours")
    words = _words(it, more=max(0, len(posts) - _MOST_POSTS))

    def deed() -> None:
        if not _as_many_as_fit(it, posts[:_MOST_POSTS], words):
            with suppress(NothingToReport):
                for each in people[:1]:
                    moderation.report(it.person, about=each, words=words, now=it.now)

    return deed


def _words(it: Told, *, more: int) -> str:
    """As they came; and how many `more` posts were named than are taken from one report."""
    words = words_of(it.activity.get("content")).replace("\0", "").strip()[: moderation.LONGEST]
    words = words or _("Another server passed this report on, without words.")
    if not more:
        return words
    said = ngettext(
        "One more post was named in this report than are taken from one.",
        "%(n)s more posts were named in this report than are taken from one.",
        more,
    ) % {"n": more}
    return f"{words[: moderation.LONGEST - len(said) - 2]}\n\n{said}"


def _as_many_as_fit(it: Told, posts: list[str], words: str) -> bool:
    """Within what its server may pass on in a day. Was any reported, now or before? Raises TooManyReports."""
    is_any = False
    for place, each in enumerate(posts):
        try:
            moderation.report(it.person, about=each, words=words, now=it.now)
        except NothingToReport:
            continue
        except ReportedAlready:
            pass
        except TooManyReports:
            if not is_any:
                raise
            log.info(
                "%s of %s posts that %s reported were too many today",
                len(posts) - place,
                len(posts),
                it.domain,
            )
            break
        is_any = True
    return is_any
