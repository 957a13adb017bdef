"""Posts of other servers, whatever kind of thing they are there: notes, pages, films, questions, events."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape

from commonhold.doors.activitypub.addresses import PUBLIC
from commonhold.doors.activitypub.reading import policies
from commonhold.doors.activitypub.reading.attachments import read_links, read_media
from commonhold.doors.activitypub.reading.places import page
from commonhold.doors.activitypub.reading.policies import Policy, read_policy
from commonhold.doors.activitypub.reading.polls import read_poll
from commonhold.doors.activitypub.reading.tags import (
    ReadMention,
    read_emoji,
    read_hashtags,
    read_mentions,
    read_quoted,
)
from commonhold.doors.activitypub.reading.values import (
    Json,
    NoMore,
    address,
    audience,
    every,
    in_some_language,
    moment,
    must_be_of_one_server,
    own_id,
    text,
    thing,
    types,
)
from commonhold.doors.activitypub.trouble import Strange
from commonhold.social.media.elsewhere import ArrivedMedium
from commonhold.social.polls.elsewhere import ArrivedPoll
from commonhold.social.posts import text as our_text
from commonhold.social.servers.queries import domain_of

#: What is a post here. Those that have a title of their own say their summary in front, not as a warning.
TITLED = frozenset({"Article", "Page", "Video", "Audio", "Image", "Event", "Album", "Document"})
POSTS = frozenset({"Note", "Question", "ChatMessage"}) | TITLED
_LONGEST_TITLE = 500


@dataclass(frozen=True)
class ReadPost:
    """A post as its server wrote it: `html` is unchecked, people and posts are addresses.

    `group` is whom it was told in a group; `quote_stamp` is not checked here.
    """

    uri: str
    kind: str
    author: str
    html: str
    url: str = ""
    title: str = ""
    warning: str = ""
    is_sensitive: bool = False
    language: str = ""
    to: tuple[str, ...] = ()
    cc: tuple[str, ...] = ()
    group: tuple[str, ...] = ()  # `audience`: FEP-1b12
    published_at: datetime | None = None
    edited_at: datetime | None = None
    in_reply_to: str = ""
    mentions: tuple[ReadMention, ...] = ()
    tags: tuple[str, ...] = ()
    emoji: Mapping[str, str] | None = None
    media: tuple[ArrivedMedium, ...] = ()
    poll: ArrivedPoll | None = None
    quoted: str = ""
    quote_stamp: str = ""  # where the quoted author's consent lies
    can_quote: Policy | None = None
    can_reply: Policy | None = None
    takes_no_answers: bool = False
    replies: str = ""
    context: str = ""  # FEP-7888

    def quote_policy(self, followers: str) -> str:
        """Who may quote it, in our words."""
        return policies.quote_policy(self.can_quote, followers=followers)

    def reply_control(self, followers: str) -> str:
        """Who may answer it, in our words."""
        return policies.reply_control(self.can_reply, self.takes_no_answers, followers=followers)


def read_post(source: object, *, uri: str, now: datetime | None = None) -> ReadPost:
    """Read it; `uri` is where it was found, or an address of whoever sent it: it must be of that server.

    `now` is when a poll closed that only says that it did. Raises Strange, or NoMore for a tombstone.
    """
    post = thing(source)
    own = own_id(post)
    kinds = types(post)
    if "Tombstone" in kinds:
        raise NoMore("a tombstone", is_for_good=True)
    kind = next((each for each in sorted(kinds) if each in POSTS), None)
    if kind is None:
        raise Strange("no post")
    must_be_of_one_server(own, uri)
    author = _author(post, own)
    poll = read_poll(post, now=now or datetime.now(UTC))
    read = ReadPost(
        uri=own,
        kind=kind,
        author=author,
        html="",
        url=_page(post, own),
        is_sensitive=post.get("sensitive") is True or text(post.get("sensitive")).lower() == "true",
        to=audience(post.get("to")),
        cc=audience(post.get("cc")),
        group=audience(post.get("audience")),
        published_at=moment(post.get("published")),
        edited_at=moment(post.get("updated")),
        in_reply_to=address(post.get("inReplyTo")),
        mentions=read_mentions(post),
        tags=read_hashtags(post),
        emoji=read_emoji(post),
        media=read_media(post),
        poll=poll,
        quoted=read_quoted(post),
        quote_stamp=address(post.get("quoteAuthorization")),
        can_quote=read_policy(post, "canQuote"),
        can_reply=read_policy(post, "canReply"),
        takes_no_answers=policies.takes_no_answers(post),
        replies=_of_same_server(address(post.get("replies")), own),
        context=address(post.get("context", post.get("conversation"))),
    )
    return _worded(read, post)


def audience_of(post: ReadPost, *, followers: str, groups: Collection[str] = ()) -> str:
    """public, unlisted, followers or direct: as Mastodon and those after it mean it.

    `followers` is the author's collection; `groups` are groups of other servers among those it is for: what
    is told to one of these and to nobody else is for its readers, who are everybody.
    """
    if PUBLIC in post.to:
        return "public"
    if PUBLIC in post.cc:
        return "unlisted"
    named = (*post.to, *post.cc)
    if followers and followers in named:
        return "followers"
    return "unlisted" if any(each in named or each in post.group for each in groups) else "direct"


def _worded(read: ReadPost, post: Json) -> ReadPost:
    """With its words: what is a title, a warning or the text depends on the kind."""
    html, language = in_some_language(post, "content")
    name, name_language = in_some_language(post, "name")
    summary = in_some_language(post, "summary")[0]
    mime = text(post.get("mediaType")).partition(";")[0].strip().lower()
    if mime in {"text/markdown", "text/plain"} and html:
        html = our_text.write(our_text.read(html[:20_000], is_plain=mime == "text/plain"), ())
    is_titled = read.kind in TITLED
    if is_titled and not html:
        html, summary = summary, ""
    if not html and not is_titled:
        html, name = escape(name), ""
    for link in read_links(post):
        if link not in html:
            html += f'<p><a href="{escape(link)}">{escape(link)}</a></p>'
    return replace(
        read,
        html=html,
        title=" ".join(name.split())[:_LONGEST_TITLE] if is_titled else "",
        warning=summary if not is_titled or read.is_sensitive else "",
        language=language or name_language or _language_of_film(post),
    )


def _author(post: Json, own: str) -> str:
    """Of several, whoever is a person; she must be of the server that has the post (FEP-fe34)."""
    named = every(post.get("attributedTo", post.get("actor")))
    people_first = sorted(named, key=lambda each: "Person" not in types(each) and isinstance(each, dict))
    for each in people_first:
        found = address(each)
        if found and domain_of(found) == domain_of(own):
            return found
    raise Strange("nobody wrote it")


def _page(post: Json, own: str) -> str:
    """Its page, if that is on its own server: nobody is led elsewhere under somebody's name."""
    return _of_same_server(page(post), own)


def _of_same_server(found: str, own: str) -> str:
    return found if found and domain_of(found) == domain_of(own) else ""


def _language_of_film(post: Json) -> str:
    language = post.get("language")
    return text(language.get("identifier")) if isinstance(language, dict) else text(language)
