"""From how a server describes somebody to what our rooms keep of her."""

from __future__ import annotations

from commonhold.doors.activitypub.reading import ReadActor, ReadPicture
from commonhold.doors.activitypub.resolving.names import Name
from commonhold.social.actors.actions import ActorFacts, Picture
from commonhold.social.people.actions import Described
from commonhold.social.posts import foreign
from commonhold.social.posts.plain import text_of

_LONGEST_SUMMARY = 20_000
_AS_TEXT = foreign.Meanings(people={}, tags=(), pictures={})


def facts_of(actor: ReadActor, name: Name) -> ActorFacts:
    """Her words are plain text here, as those of our people are."""
    described = Described(
        handle=name.handle,
        domain=name.domain,
        name=foreign.thinned(actor.name),
        summary=_plain(actor.summary),
        fields=[(foreign.thinned(each.label), _plain(each.html)) for each in actor.fields],
        approves_followers=actor.is_locked,
        is_searchable=actor.is_indexable,
        is_discoverable=actor.is_discoverable,
    )
    return ActorFacts(
        uri=actor.uri,
        kind=actor.kind,
        described=described,
        inbox=actor.inbox,
        shared_inbox=actor.shared_inbox,
        outbox=actor.outbox,
        followers=actor.followers,
        featured=actor.featured,
        url=actor.url,
        also_known_as=actor.also_known_as,
        moved_to=actor.moved_to,
        keys=[(each.key_id, each.pem) for each in actor.keys],
        avatar=_picture(actor.avatar),
        header=_picture(actor.header),
        emoji=actor.emoji,
        name_is_checked=name.is_checked,
    )


def _plain(html: str) -> str:
    written = foreign.write(foreign.read(html[:_LONGEST_SUMMARY]), _AS_TEXT)
    return text_of(written.html).strip()


def _picture(read: ReadPicture | None) -> Picture | None:
    return None if read is None else Picture(read.source, read.alt)
