"""From what a person typed to HTML that is safe on every page: links, @names, #tags and emoji."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import nh3

from commonhold.social.emoji import shortcodes
from commonhold.social.tags import names as tag_names

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererHTML
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

#: Other servers allow longer names than ours, with dots and hyphens within: `@yard.group@elsewhere.example`.
_NAME = re.compile(
    r"@([a-z0-9_](?:[a-z0-9_.-]{0,98}[a-z0-9_])?@[a-z0-9-]+(?:\.[a-z0-9-]+)+|[a-z0-9_]{1,30})(?![\w@])",
    re.IGNORECASE,
)
_WEB_ADDRESS = re.compile(r"https?://[^\s<>\"`]+", re.IGNORECASE)
_SCHEME_BEFORE = re.compile(r"(?<![a-z])https?$", re.IGNORECASE)
_CLOSING = {")": "(", "]": "["}
_LINKS_TO = ("http://", "https://", "mailto:")


def _own_pictures_only(tag: str, attribute: str, value: str) -> str | None:
    return value if (tag, attribute) != ("img", "src") or value.startswith("/media/") else None


_sieve = nh3.Cleaner(
    tags={"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"},
    attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "title", "width", "height"}},
    attribute_filter=_own_pictures_only,
    allowed_classes={"a": {"mention", "hashtag"}, "img": {"emoji"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener ugc",
)


@dataclass(frozen=True)
class Draft:
    """Text that was read but not yet written out: whether an @name is somebody's is not known here."""

    tokens: Sequence[Token]
    names: frozenset[str]  # lower case, "ada" or "eve@elsewhere.example"
    tags: frozenset[str]  # folded names
    shortcodes: frozenset[str]  # words between colons, which may be emoji
    links: Sequence[str]  # addresses of the web, in the order in which they stand there


def read(text: str, *, is_plain: bool = False) -> Draft:
    """Parse it and find the @names and #tags outside of code and links, and the links.

    In plain text nothing else means anything: every mark stays as it was typed.
    """
    tokens = (_plain() if is_plain else _markdown()).parse(text)
    inline = [child for token in tokens for child in token.children or ()]
    links = [str(token.attrGet("href")) for token in inline if token.type == "link_open"]
    return Draft(
        tokens,
        names=frozenset(token.content.lower() for token in inline if token.type == "mention"),
        tags=frozenset(token.meta["name"] for token in inline if token.type == "hashtag"),
        shortcodes=frozenset(token.content for token in inline if token.type == "emoji"),
        links=[each for each in links if each.lower().startswith(("http://", "https://"))],
    )


def write(draft: Draft, people: Collection[str], pictures: Mapping[str, str] | None = None) -> str:
    """The HTML, with a link for every @name in `people` and a picture for every shortcode in `pictures`.

    Sanitised, whatever the parser let through.
    """
    known = {"people": frozenset(people), "pictures": pictures or {}}
    html = _markdown().renderer.render(draft.tokens, _markdown().options, known)
    return _sieve.clean(html.strip())


def _mention(state: StateInline, silent: bool) -> bool:
    found = _NAME.match(state.src, state.pos)
    before = state.src[state.pos - 1 : state.pos]
    if found is None or state.linkLevel or before.isalnum() or before in {"@", "/"}:
        return False
    if not silent:
        state.push("mention", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _hashtag(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    if state.src[state.pos] != "#" or state.linkLevel or before.isalnum() or before in {"#", "/", "&", "_"}:
        return False
    found = tag_names.found_at(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("hashtag", "", 0)
        token.content, token.meta = found.typed, {"name": found.name}
    state.pos = found.end
    return True


def _emoji(state: StateInline, silent: bool) -> bool:
    found = shortcodes.IN_TEXT.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("emoji", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _bare_link(state: StateInline, silent: bool) -> bool:
    """At the colon of `https://`: the scheme was taken for text already, so it is taken back."""
    scheme = _SCHEME_BEFORE.search(state.pending)
    if state.src[state.pos] != ":" or state.linkLevel or scheme is None:
        return False
    found = _WEB_ADDRESS.match(state.src, state.pos - len(scheme[0]))
    if found is None:
        return False
    address = _without_closing_marks(found[0])
    href = state.md.normalizeLink(address)
    if len(address) <= len(scheme[0]) + len("://") or not state.md.validateLink(href):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        state.push("link_open", "a", 1).attrSet("href", href)
        state.push("text", "", 0).content = address
        state.push("link_close", "a", -1)
    state.pos = found.start() + len(address)
    return True


def _without_closing_marks(address: str) -> str:
    """Leave out marks that end the sentence, and a bracket that was opened before the address."""
    while address and (
        address[-1] in ".,;:!?'*_~"
        or (address[-1] in _CLOSING and address.count(address[-1]) > address.count(_CLOSING[address[-1]]))
    ):
        address = address[:-1]
    return address


def _write_mention(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Mapping[str, Any]
) -> str:
    name = escape(tokens[index].content)
    if tokens[index].content.lower() not in env["people"]:
        return f"@{name}"
    return f'<a class="mention" href="/@{name.lower()}">@{name}</a>'


def _write_hashtag(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, _env: Mapping[str, Any]
) -> str:
    token = tokens[index]
    return f'<a class="hashtag" href="/tags/{quote(token.meta["name"])}">#{escape(token.content)}</a>'


def _write_emoji(
    _renderer: RendererHTML, tokens: Sequence[Token], index: int, _options: Any, env: Mapping[str, Any]
) -> str:
    word = f":{tokens[index].content}:"
    picture = env["pictures"].get(tokens[index].content)
    if picture is None:
        return word
    return f'<img class="emoji" src="{escape(picture)}" alt="{word}" title="{word}" width="20" height="20">'


def _parser(preset: str) -> MarkdownIt:
    from markdown_it import MarkdownIt  # noqa: PLC0415 - sixty modules, for whoever writes

    return MarkdownIt(preset, {"html": False, "breaks": True})


@cache
def _plain() -> MarkdownIt:
    """Paragraphs and lines, and what is found in both kinds of text."""
    plain = _parser("zero")
    plain.enable("newline")
    return _finding(plain)


def _finding(parser: MarkdownIt) -> MarkdownIt:
    """Have a parser find @names, #tags, emoji and bare links."""
    parser.validateLink = lambda url: url.lower().startswith(_LINKS_TO)  # type: ignore[method-assign]  # its own way
    parser.inline.ruler.before("emphasis", "mention", _mention)
    parser.inline.ruler.before("emphasis", "hashtag", _hashtag)
    parser.inline.ruler.before("emphasis", "emoji", _emoji)
    parser.inline.ruler.before("emphasis", "bare_link", _bare_link)
    parser.add_render_rule("mention", _write_mention)
    parser.add_render_rule("hashtag", _write_hashtag)
    parser.add_render_rule("emoji", _write_emoji)
    return parser


@cache
def _markdown() -> MarkdownIt:
    """CommonMark without what surprises in a conversation: HTML, headings, pictures from elsewhere."""
    markdown = _parser("commonmark")
    markdown.enable("strikethrough")
    markdown.disable(["heading", "lheading", "hr", "code", "reference", "image", "html_block", "html_inline"])
    return _finding(markdown)
