"""Posts as Notes and Questions (w3.org/TR/activitystreams-vocabulary), with what others read besides."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from commonhold.doors.activitypub import addresses, words
from commonhold.doors.activitypub.contexts import CONSENT, with_context
from commonhold.doors.activitypub.documents import audiences
from commonhold.doors.activitypub.documents.audiences import Addressed
from commonhold.doors.calls.addresses import address, domain
from commonhold.doors.calls.times import instant
from commonhold.social.actors import queries as actors
from commonhold.social.media import queries as media
from commonhold.social.media.queries import MediumView
from commonhold.social.people.queries import PersonLine, Viewer
from commonhold.social.polls.queries import OptionView, PollView
from commonhold.social.posts import queries as posts
from commonhold.social.posts.outward import LEAVES, Outward, may_be_fetched, outward
from commonhold.social.posts.queries import PostView
from commonhold.social.posts.surroundings import surroundings

Document = dict[str, Any]
_MIMES = {"markdown": "text/markdown", "plain": "text/plain"}


@dataclass(frozen=True)
class Written:
    """A post of ours as a document, without a context; and for whom it is."""

    document: Document
    addressed: Addressed
    post: Outward
    named: Mapping[int, str]


def uri_of(post: Outward) -> str:
    return post.uri or addresses.post(post.id)


def actor_uri(person_id: int) -> str:
    """What other servers call somebody, of ours or theirs."""
    known = actors.of_person(person_id)
    return addresses.person(person_id) if known is None else known.uri


def written(viewer: Viewer, post_ids: Sequence[int]) -> dict[int, Written]:
    """By id: those posts of ours that may leave, have their words, and that the viewer may see."""
    seen = {each.id: each for each in posts.posts(viewer, post_ids) if not each.removed}
    known = outward(list(seen))
    ours = [each for each, post in known.items() if post.is_ours and may_be_fetched(post)]
    around = surroundings(viewer, ours)
    everybody = {line.id for each in ours for line in around.named.get(each, ())}
    elsewhere = actors.among(everybody)
    found = {}
    for each in ours:
        lines = around.named.get(each, ())
        named = {
            line.id: elsewhere[line.id].uri if line.id in elsewhere else addresses.person(line.id)
            for line in lines
        }
        pages = {
            line.handle.lower(): elsewhere[line.id].url or elsewhere[line.id].uri
            for line in lines
            if line.id in elsewhere
        }
        to = audiences.addressed(known[each], list(named.values()))
        around_it = _Around(lines, named, pages, around.tags.get(each, ()))
        found[each] = Written(_document(seen[each], known[each], around_it, to), to, known[each], named)
    return found


def authorization(post: Outward) -> Document:
    """That the quoted author of ours lets somebody's post show hers (FEP-044f). `post` is the quoting one."""
    body = {
        "id": stamp_of(post.id),
        "type": "QuoteAuthorization",
        "attributedTo": addresses.person(post.quoted_author_id or 0),
        "interactingObject": uri_of(post),
        "interactionTarget": post.quoted_uri or addresses.post(post.quoted_id or 0),
    }
    return with_context(body, CONSENT)


def stamp_of(quoting_id: int) -> str:
    """Where the consent to a quote of something of ours stands."""
    return f"{addresses.post(quoting_id)}/quote-authorization"


@dataclass(frozen=True)
class _Around:
    lines: Sequence[PersonLine]
    named: Mapping[int, str]
    pages: Mapping[str, str]
    tags: Sequence[str]


def _document(view: PostView, post: Outward, around: _Around, to: Addressed) -> Document:
    uri = addresses.post(post.id)
    content = words.html(view.html, around.pages) + _quoted_link(post)
    made: Document = {
        "id": uri,
        "type": "Note" if view.poll is None else "Question",
        "attributedTo": addresses.person(post.author_id),
        "url": address(f"/@{view.author.handle}/{view.id}"),
        "content": content,
        "source": {"content": view.text, "mediaType": _MIMES[view.format]},
        "summary": view.warning or None,
        "sensitive": view.is_sensitive or bool(view.warning),
        "inReplyTo": _answered(post),
        "published": instant(view.at),
        **to.parts(),
        "tag": _tags(view, around),
        "attachment": [
            _medium(each, for_all=post.audience in {"public", "unlisted", "group"})
            for each in view.media
            if each.url
        ],
        "interactionPolicy": audiences.policy(post, around.named),
        "likes": _counted(f"{uri}/likes", view.favourites),
        "shares": _counted(f"{uri}/shares", view.boosts),
        **_conversation(post),
        **_quote(post),
        **({} if view.poll is None else _poll(view.poll)),
    }
    if post.audience in {"public", "unlisted", "group"}:
        made["replies"] = f"{uri}/replies"
    if view.language:
        made["contentMap"] = {view.language: content}
    if view.edited_at is not None:
        made["updated"] = instant(view.edited_at)
    if post.audience == "group" and post.group_id is not None:
        made["audience"] = addresses.group(post.group_id)
    return made


def _answered(post: Outward) -> str | None:
    """What it answers, unless that never leaves."""
    if post.answered_id is None or post.answered_audience not in LEAVES:
        return None
    return post.answered_uri or addresses.post(post.answered_id)


def _conversation(post: Outward) -> Document:
    """The thread as a collection that its first post's author answers for (FEP-7888, FEP-f228)."""
    if post.first_uri is not None or post.first_audience not in {"public", "unlisted", "group"}:
        return {}
    return {"context": f"{addresses.post(post.first_id)}/context"}


def _tags(view: PostView, around: _Around) -> list[Document]:
    people = [
        {"type": "Mention", "href": around.named[each.id], "name": f"@{_full(each.handle)}"}
        for each in around.lines
    ]
    tags = [{"type": "Hashtag", "href": address(f"/tags/{each}"), "name": f"#{each}"} for each in around.tags]
    return [*people, *tags, *words.emojis([view.text, view.warning])]


def _full(handle: str) -> str:
    return handle if "@" in handle else f"{handle}@{domain()}"


def _medium(medium: MediumView, *, for_all: bool) -> Document:
    """What is not for everybody opens by its address alone, as the servers that get it must read it."""
    url = medium.url if for_all else media.signed_url(medium.id, until=None)
    kind = {"image": "Image", "video": "Video", "audio": "Audio"}.get(medium.kind, "Document")
    made: Document = {"type": kind, "mediaType": medium.mime, "url": address(url), "name": medium.alt or None}
    if medium.blurhash:
        made["blurhash"] = medium.blurhash
    if medium.width and medium.height:
        made |= {"width": medium.width, "height": medium.height}
    if medium.kind == "image":
        made["focalPoint"] = [medium.focus_x / 1000, medium.focus_y / 1000]
    return made


def _poll(view: PollView) -> Document:
    """Hidden counts are told as none."""
    options = [_option(each) for each in view.options]
    made: Document = {"anyOf" if view.is_multiple else "oneOf": options, "endTime": instant(view.closes_at)}
    if view.voters is not None:
        made["votersCount"] = view.voters
    return made | ({"closed": instant(view.closes_at)} if view.is_closed else {})


def _option(each: OptionView) -> Document:
    votes = {"type": "Collection", "totalItems": each.votes or 0}
    return {"type": "Note", "name": each.text, "replies": votes}


def _quote(post: Outward) -> Document:
    """What it quotes, by all the names that servers read; with the consent where we gave it ourselves."""
    uri = _quoted_uri(post)
    if uri is None:
        return {}
    made: Document = {"quote": uri, "quoteUri": uri, "_misskey_quote": uri}
    if post.consent == "given" and (post.quoted_uri is None or post.stamp):
        made["quoteAuthorization"] = post.stamp or stamp_of(post.id)
    return made


def _quoted_link(post: Outward) -> str:
    """For servers that know no quotes; those that do leave it out by its class."""
    uri = _quoted_uri(post)
    return "" if uri is None else f'<p class="quote-inline">RE: <a href="{uri}">{uri}</a></p>'


def _quoted_uri(post: Outward) -> str | None:
    if post.quoted_id is None or post.consent in {"refused", "withdrawn"}:
        return None
    if post.quoted_audience not in LEAVES:
        return None
    return post.quoted_uri or addresses.post(post.quoted_id)


def _counted(uri: str, count: int) -> Document:
    return {"id": uri, "type": "Collection", "totalItems": count}
