"""Posts, boosts and the person as ActivityStreams, laid out as Mastodon's archives are.

https://www.w3.org/TR/activitystreams-vocabulary/; https://docs.joinmastodon.org/user/moving/#export
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from commonhold.ground.installation.queries import place
from commonhold.social.actors import kept
from commonhold.social.media.along import OwnFile
from commonhold.social.posts.along import OwnPost, PassedOn

Document = dict[str, Any]
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
CONTEXT: list[Any] = [
    "https://www.w3.org/ns/activitystreams",
    {
        "sensitive": "as:sensitive",
        "Hashtag": "as:Hashtag",
        "toot": "http://joinmastodon.org/ns#",
        "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
        "votersCount": "toot:votersCount",
        "commonhold": "https://commonhold.example/ns#",
        "audience": "commonhold:audience",
    },
]
_OWN = re.compile(r'(href|src)="/(?!/)')
_MIMES = {"markdown": "text/markdown", "plain": "text/plain"}


class Addresses:
    """How things of ours are called by others."""

    def __init__(self) -> None:
        here = place()
        self.base = "" if here is None else here.public_url.rstrip("/")
        self.server = self.base.partition("://")[2]

    def person(self, person_id: int) -> str:
        return f"{self.base}{kept.path_of(person_id) or f'/ap/people/{person_id}'}"

    def post(self, named: int | str) -> str:
        return f"{self.base}/ap/posts/{named}" if isinstance(named, int) else named

    def full(self, address: str) -> str:
        """`ada` becomes `ada@co-op.example`."""
        return address if "@" in address else f"{address}@{self.server}"

    def html(self, ours: str) -> str:
        """With whole addresses instead of those that begin at our root."""
        return _OWN.sub(rf'\1="{self.base}/', ours)


def actor(
    person_id: int, described: Mapping[str, Any], pictures: Mapping[str, str], at: Addresses
) -> Document:
    """The person, from what the room of people says of her; `pictures` are names of files in the archive."""
    me = at.person(person_id)
    shown = {
        name: {"type": "Image", "url": pictures[kind]}
        for name, kind in (("icon", "avatar"), ("image", "header"))
        if kind in pictures
    }
    return {
        "@context": CONTEXT,
        "id": me,
        "type": "Person",
        "preferredUsername": described["handle"].partition("@")[0],
        "name": described["display_name"],
        "summary": described["summary"],
        "url": f"{at.base}/@{described['handle']}",
        "inbox": f"{me}/inbox",
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
        "followers": f"{me}/followers",
        "manuallyApprovesFollowers": described["approves_followers"],
        "discoverable": described["is_discoverable"],
        "indexable": described["is_searchable"],
        "published": described["created_at"],
        "attachment": [
            {"type": "PropertyValue", "name": each["label"], "value": each["value"]}
            for each in described["fields"]
        ],
        **shown,
    }


def created(post: OwnPost, files: Mapping[int, OwnFile], *, by: int, at: Addresses) -> Document:
    """That she said something, for whom, with her files by their names in the archive."""
    uri, me = at.post(post.id), at.person(by)
    named = [at.full(each) for each in post.mentions]
    to, cc = _addressed(post.audience, f"{me}/followers")
    content = at.html(post.html)
    note: Document = {
        "id": uri,
        "type": "Question" if post.options else "Note",
        "attributedTo": me,
        "published": _instant(post.published_at),
        "to": to,
        "cc": cc,
        "audience": post.audience,
        "url": f"{at.base}/ap/posts/{post.id}",
        "inReplyTo": None if post.answers is None else at.post(post.answers),
        "summary": post.warning or None,
        "sensitive": post.is_sensitive,
        "content": content,
        "source": {"content": post.text, "mediaType": _MIMES[post.format]},
        "attachment": [_attached(files[each]) for each in post.media if each in files],
        "tag": [
            *(
                {"type": "Mention", "href": f"{at.base}/@{bare}", "name": f"@{full}"}
                for bare, full in zip(post.mentions, named, strict=True)
            ),
            *(
                {"type": "Hashtag", "href": f"{at.base}/tags/{each}", "name": f"#{each}"}
                for each in post.tags
            ),
        ],
    }
    if post.language:
        note["contentMap"] = {post.language: content}
    if post.edited_at is not None:
        note["updated"] = _instant(post.edited_at)
    if post.quotes is not None:
        note["quote"] = at.post(post.quotes)
    if post.imported_as:
        note["commonhold:importedAs"] = post.imported_as
    if post.options:
        note["anyOf" if post.is_multiple else "oneOf"] = [_option(*each) for each in post.options]
    done = {"id": f"{uri}/activity", "type": "Create", "actor": me, "published": note["published"]}
    return {**done, "to": to, "cc": cc, "object": note}


def announced(boost: PassedOn, *, by: int, at: Addresses) -> Document:
    """That she passed something on."""
    me = at.person(by)
    return {
        "id": f"{me}/boosts/{boost.id}",
        "type": "Announce",
        "actor": me,
        "published": _instant(boost.at),
        "to": [PUBLIC],
        "cc": [f"{me}/followers"],
        "object": at.post(boost.post),
    }


def collection(name: str, uris: Iterable[str]) -> Document:
    """Addresses of posts, as likes.json and bookmarks.json hold them."""
    return {"@context": CONTEXT[0], "id": name, "type": "OrderedCollection", "orderedItems": list(uris)}


def _addressed(audience: str, followers: str) -> tuple[list[str], list[str]]:
    """`to` and `cc`: what is for some people alone names nobody here, so that no reader takes it for more."""
    known = {
        "public": ([PUBLIC], [followers]),
        "unlisted": ([followers], [PUBLIC]),
        "followers": ([followers], []),
    }
    return known.get(audience, ([], []))


def _attached(file: OwnFile) -> Document:
    return {
        "type": "Document",
        "mediaType": file.mime,
        "url": file.name,
        "name": file.alt or None,
        "focalPoint": [each / 1000 for each in file.focus],
    }


def _option(text: str, votes: int | None) -> Document:
    return {"type": "Note", "name": text, "replies": {"type": "Collection", "totalItems": votes or 0}}


def _instant(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")
