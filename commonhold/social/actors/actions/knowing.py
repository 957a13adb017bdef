"""Writing down who people of other servers are, and under which addresses and keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import transaction

from commonhold.ground import ids
from commonhold.social.actors.models import RemoteActor, RemoteKey
from commonhold.social.actors.refusals import NameOfSomebodyElse
from commonhold.social.emoji.shortcodes import IN_TEXT_ELSEWHERE
from commonhold.social.media.elsewhere import note_pictures
from commonhold.social.people import actions as people
from commonhold.social.people.actions import Described
from commonhold.social.portraits.elsewhere import show_elsewhere
from commonhold.social.servers import actions as servers

_MOST_EMOJI = 30


@dataclass(frozen=True)
class Picture:
    """Where a picture lies there, and what it shows."""

    source: str
    alt: str = ""


@dataclass(frozen=True)
class ActorFacts:
    """All that is known of somebody elsewhere. `keys` are ids and PEMs, `emoji` pictures there by shortcode.

    `name_is_checked`: her server says by WebFinger that her name leads to this URI.
    """

    uri: str
    kind: str
    described: Described
    inbox: str
    shared_inbox: str = ""
    outbox: str = ""
    followers: str = ""
    featured: str = ""
    url: str = ""
    also_known_as: Sequence[str] = ()
    moved_to: str = ""
    keys: Sequence[tuple[str, str]] = ()
    avatar: Picture | None = None
    header: Picture | None = None
    emoji: Mapping[str, str] = field(default_factory=dict)
    name_is_checked: bool = False


@transaction.atomic
def know_actor(facts: ActorFacts, *, now: datetime) -> int:
    """Write down who she is now; return the person's id.

    Raises NoSuchPerson for who left, and NameOfSomebodyElse for a name that leads to another URI: unless her
    server says that it is hers now, as after a server was set up anew.
    """
    servers.meet(facts.described.domain, now=now)
    known = RemoteActor.objects.filter(uri=facts.uri).select_related("person").first()
    described = facts.described
    if known is not None:  # she stays who she was: others have written her name down
        described = replace(described, handle=known.person.handle, domain=known.person.domain)
    elif not facts.name_is_checked and _name_leads_elsewhere(described):
        raise NameOfSomebodyElse
    person_id = people.describe_remote_person(described, now=now)
    RemoteActor.objects.update_or_create(
        person_id=person_id,
        defaults={
            "uri": facts.uri,
            "kind": RemoteActor.Kind(facts.kind),
            "inbox": facts.inbox,
            "shared_inbox": facts.shared_inbox,
            "outbox": facts.outbox,
            "followers": facts.followers,
            "featured": facts.featured,
            "url": facts.url,
            "also_known_as": list(facts.also_known_as),
            "moved_to": facts.moved_to,
            "emoji": _emoji(person_id, facts, now),
            "fetched_at": now,
            "gone_at": None,
            "missing_since": None,
            "misses": 0,
        },
    )
    _keep_keys(person_id, facts.keys, now)
    for kind, picture in (("avatar", facts.avatar), ("header", facts.header)):
        source, alt = ("", "") if picture is None else (picture.source, picture.alt)
        show_elsewhere(person_id, kind=kind, source=source, alt=alt, now=now)
    return person_id


def _emoji(person_id: int, facts: ActorFacts, now: datetime) -> dict[str, str]:
    """Where those that stand in her name and her words will lie here; how many is bounded."""
    described = facts.described
    said = [described.name, described.summary, *(each for pair in described.fields for each in pair)]
    named = {found[1] for text in said for found in IN_TEXT_ELSEWHERE.finditer(text)}
    used = [(each, source) for each, source in facts.emoji.items() if each in named][:_MOST_EMOJI]
    places = note_pictures(person_id, sources={source for _each, source in used}, now=now) if used else {}
    return {each: places[source] for each, source in used if source in places}


def _name_leads_elsewhere(described: Described) -> bool:
    whose = {"person__handle__iexact": described.handle, "person__domain": described.domain.lower()}
    return RemoteActor.objects.filter(**whose).exists()


def _keep_keys(person_id: int, keys: Sequence[tuple[str, str]], now: datetime) -> None:
    """Exactly those that she names now: a key that was changed is believed no more."""
    RemoteKey.objects.filter(actor_id=person_id).exclude(
        key_id__in=[key_id for key_id, _pem in keys]
    ).delete()
    for key_id, pem in keys:
        RemoteKey.objects.update_or_create(
            key_id=key_id,
            defaults={"actor_id": person_id, "pem": pem, "fetched_at": now},
            create_defaults={"id": ids.new_id(now), "actor_id": person_id, "pem": pem, "fetched_at": now},
        )
