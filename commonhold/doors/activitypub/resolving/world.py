"""Other servers, as one thing that is asked. What is known here is not asked for again, within a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urldefrag

from commonhold.doors.activitypub.reading import ReadPost, Strange, read_actor, read_post
from commonhold.doors.activitypub.reading.actors import ACTORS
from commonhold.doors.activitypub.reading.collections import read_page
from commonhold.doors.activitypub.reading.nodeinfo import ReadSoftware, read_links, read_software
from commonhold.doors.activitypub.reading.pages import meant_by
from commonhold.doors.activitypub.reading.values import Json, NoMore, address, types
from commonhold.doors.activitypub.resolving import names
from commonhold.doors.activitypub.resolving.actors import facts_of
from commonhold.doors.activitypub.resolving.asking import Document, OtherwiseWritten, ask, page_at
from commonhold.doors.activitypub.resolving.posts import Bringing
from commonhold.doors.activitypub.trouble import Unreachable
from commonhold.ground.fetching.kinds import ACCEPT_ACTIVITY, ACTIVITY, JRD, JSON
from commonhold.ground.fetching.network import INTERNET, Network
from commonhold.ground.installation import test_mode
from commonhold.social.actors import queries as actors
from commonhold.social.actors.actions import know_actor, miss_actor
from commonhold.social.posts import elsewhere as posts
from commonhold.social.servers.queries import domain_of

_FRESH = timedelta(days=1)
_MOST_PAGES = 10
_MOST_MEMBERS = 5_000


class World:
    """All servers that `network` leads to. Without TLS only this machine is asked, in test mode."""

    def __init__(self, network: Network = INTERNET, *, scheme: str = "https") -> None:
        self._network, self._scheme = network, scheme

    def actor_of(self, uri: str, *, now: datetime, fresh: bool = False) -> int:
        """The id of the person who has this address; `fresh`: as her server describes her now."""
        known = actors.last_look(uri)
        if known is not None and (known.is_gone or (not fresh and known.at > now - _FRESH)):
            return known.person_id
        try:
            return self._take_actor(self._document(uri, now), now)
        except NoMore as gone:
            is_gone = known is not None and miss_actor(uri, is_for_good=gone.is_for_good, now=now)
            if known is None or is_gone or fresh:
                raise
        except Unreachable:
            if known is None or fresh:
                raise
        return known.person_id

    def key_of(self, key_id: str, *, now: datetime, fresh: bool = False) -> int:
        """The id of the person whose key this is; the key is written down then. `fresh`: asked for anew.

        An id with a fragment stands in its actor's own document; one without leads to the key, or to her.
        """
        known = actors.pem_of(key_id)
        if known is not None and not fresh:
            return known[0]
        found = self._document(urldefrag(key_id).url, now)
        if types(found.source) & set(ACTORS) and "inbox" in found.source:
            self._take_actor(found, now)
        else:
            owner = address(found.source.get("owner", found.source.get("controller")))
            # A stub of an actor, as GoToSocial gives to whom it does not know yet, is of its own id.
            self.actor_of(owner or address(found.source), now=now, fresh=True)
        kept = actors.pem_of(key_id)
        if kept is None:
            raise Strange("nobody says that this key is hers")
        return kept[0]

    def post_of(
        self,
        uri: str,
        *,
        now: datetime,
        fresh: bool = False,
        wanted: Callable[[ReadPost], bool] | None = None,
    ) -> int:
        """The id of the post that has this address, brought here if need be; Strange if it isn't `wanted`."""
        known = posts.by_uri(uri)
        if known is not None and not fresh:
            return known.post_id
        found = self._post(uri, now)
        if wanted is not None and not wanted(found):
            raise Strange("as its own server has it, nobody here reads it")
        return self._bringing(now).bring(found)

    def take_post(self, document: dict[str, Any], *, now: datetime) -> int:
        """Bring a post here that came whole from its author's own server; the latest of it stays."""
        return self._bringing(now).bring(read_post(document, uri=address(document), now=now))

    def members_of(self, uri: str, *, now: datetime, most_pages: int = _MOST_PAGES) -> list[str]:
        """The addresses in a collection, as far as its first pages go."""
        return [
            found for each in self.items_of(uri, now=now, most_pages=most_pages) if (found := address(each))
        ]

    def items_of(self, uri: str, *, now: datetime, most_pages: int = _MOST_PAGES) -> list[Any]:
        """What is in a collection: addresses or whole things."""
        found: list[Any] = []
        page = read_page(self._document(uri, now).source, uri=uri)
        seen = {uri}
        for _page in range(most_pages):
            found += page.items
            if page.embedded is not None:
                page = read_page(page.embedded, uri=uri)
            elif page.following and page.following not in seen and len(found) < _MOST_MEMBERS:
                seen.add(page.following)
                page = read_page(self._document(page.following, now).source, uri=uri)
            else:
                break
        return found[:_MOST_MEMBERS]

    def called(self, handle: str, domain: str, *, now: datetime) -> int:
        """The id of the person who is called so."""
        found = names.finger(handle, domain, self._webfinger(now))
        return self.actor_of(found.uri, now=now, fresh=True)

    def found_at(self, url: str, *, now: datetime) -> tuple[int | None, int | None]:
        """Who or what is at an address that somebody pasted: a person's id, or a post's."""
        known_post, known_actor = posts.by_url(url), actors.by_page(url)
        if known_post is not None:
            return None, known_post.post_id
        if known_actor is not None:
            return self.actor_of(known_actor.uri, now=now, fresh=True), None
        found = self._meant_at(url, now)
        if types(found.source) & set(ACTORS):
            return self._take_actor(found, now), None
        return None, self._bringing(now).bring(read_post(found.source, uri=found.url, now=now))

    def software_of(self, domain: str, *, now: datetime) -> ReadSoftware:
        """What runs there, as it says itself."""
        links = self._json(self._with_scheme(f"//{domain}/.well-known/nodeinfo"), now)
        said = self._json(read_links(links.source, domain=domain), now)
        if domain_of(said.url) != domain:
            raise Strange("another server answered")
        return read_software(said.source)

    def _take_actor(self, found: Document, now: datetime) -> int:
        read = read_actor(found.source, uri=found.url)
        name = names.name_of(read, self._webfinger(now))
        return know_actor(facts_of(read, name), now=now)

    def _meant_at(self, url: str, now: datetime) -> Document:
        """What is there, or what the page for people that is there names."""
        try:
            return self._document(url, now)
        except OtherwiseWritten as no:
            found, html = page_at(url, now=now, network=self._network)
            meant = meant_by(html, url=found)
            if not meant or meant == url:
                raise no from None
            return self._document(meant, now)

    def _document(self, uri: str, now: datetime) -> Document:
        """What is there; if it has another address of its own, what is at that one (FEP-fe34)."""
        found = ask(uri, now=now, kinds=ACTIVITY, accept=ACCEPT_ACTIVITY, network=self._network)
        own = address(found.source)
        if not own or own in {uri, found.url} or _is_part_of(found.source, uri):
            return found
        again = ask(own, now=now, kinds=ACTIVITY, accept=ACCEPT_ACTIVITY, network=self._network)
        if address(again.source) != own:
            raise Strange("it has another address each time")
        return again

    def _post(self, uri: str, now: datetime) -> ReadPost:
        found = self._document(uri, now)
        return read_post(found.source, uri=found.url, now=now)

    def _bringing(self, now: datetime) -> Bringing:
        return Bringing(self.actor_of, self._post, self._stamp, now)

    def _stamp(self, uri: str, now: datetime) -> Json:
        """A quoted author's consent; empty where there is none any more."""
        try:
            return self._document(uri, now).source
        except NoMore:
            return {}

    def _webfinger(self, now: datetime) -> names.Ask:
        def asked(rest: str) -> Json:
            url = self._with_scheme(rest)
            return ask(url, now=now, kinds=JRD, accept="application/jrd+json", network=self._network).source

        return asked

    def _with_scheme(self, rest: str) -> str:
        return f"{'http' if _is_here(rest) else self._scheme}:{rest}"

    def _json(self, url: str, now: datetime) -> Document:
        return ask(url, now=now, kinds=JSON, accept="application/json", network=self._network)


def _is_part_of(source: Json, uri: str) -> bool:
    """GoToSocial gives an actor at the address of her key."""
    key = source.get("publicKey")
    return isinstance(key, dict) and key.get("id") == uri


def _is_here(rest: str) -> bool:
    """In test mode other servers may be programs on this machine, without TLS at ports of their own."""
    return test_mode.allows_loopback() and rest.startswith(("//localhost:", "//127.0.0.1:"))
