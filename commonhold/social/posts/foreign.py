"""From another server's HTML to HTML that is safe on every page, in the same few tags as our own posts.

Links to people and tags lead to our pages, pictures of emoji come from us, other pictures become links.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import NamedTuple
from unicodedata import category
from urllib.parse import quote

import nh3

from commonhold.social.posts.wording import MOST_MARKS, without_overrides
from commonhold.social.tags import names as tag_names

#: Of what is longer, the beginning is shown; the whole is a click away.
LONGEST_HTML = 60_000
_DEEPEST = 24
_KEPT = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "ruby", "rt", "rp"}
_SAME = {"b": "strong", "i": "em", "del": "s", "strike": "s", "div": "p", "tr": "p", "dt": "p", "dd": "p"}
_SAME |= dict.fromkeys(("section", "article", "figure", "figcaption"), "p")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LINKS_TO = ("http://", "https://", "mailto:")
_SHORTCODE = re.compile(r":([A-Za-z0-9_]{1,60}):")
_TOKEN = re.compile(r"<(/?)([a-z0-9]+)((?:[^\">]|\"[^\"]*\")*)>|([^<]+)|<")
_ATTRIBUTE = re.compile(r"([a-z]+)=\"([^\"]*)\"")
_EMPTY = re.compile(r"<p>(?:\s|<br>)*</p>")
_PREFORMATTED = {"pre", "code"}

_first_sieve = nh3.Cleaner(
    tags=_KEPT | set(_SAME) | _HEADINGS | {"a", "img", "span", "td", "th"},
    attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt"}, "p": {"class"}, "span": {"class"}},
    url_schemes={"http", "https", "mailto"},
    link_rel=None,
)
_last_sieve = nh3.Cleaner(
    tags=_KEPT | {"a", "img"},
    attributes={"a": {"href"}, "ol": {"start"}, "img": {"src", "alt", "title", "width", "height"}},
    attribute_filter=lambda tag, attribute, value: (
        value if (tag, attribute) != ("img", "src") or value.startswith("/media/") else None
    ),
    allowed_classes={"a": {"mention", "hashtag"}, "img": {"emoji"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener ugc",
)


class _Piece(NamedTuple):
    """A tag that opens or closes, or a text, which has no `tag`."""

    tag: str
    closes: bool
    attributes: Mapping[str, str]
    text: str


@dataclass(frozen=True)
class Foreign:
    """HTML that was taken apart, but not yet written out: whom a link means is not known here."""

    pieces: Sequence[_Piece]
    shortcodes: frozenset[str]  # words between colons, which may be emoji


@dataclass(frozen=True)
class Meanings:
    """What stands behind links and words: handles by foreign address, tags, pictures by shortcode."""

    people: Mapping[str, str]
    tags: Collection[str]
    pictures: Mapping[str, str]
    leaves_quote_out: bool = False  # the link that stands for the quoted post, where that is shown itself


@dataclass(frozen=True)
class Written:
    """`links` are addresses of the web in their order, without those of people and tags."""

    html: str
    links: Sequence[str]


def read(html: str, *, title: str = "") -> Foreign:
    """Take it apart; a title goes before it. It may take half a second: not within a transaction."""
    source = html[:LONGEST_HTML]
    if "<" not in source:
        source = escape(unescape(source).strip(), quote=False).replace("\n", "<br>")
    if title:
        source = f"<p><strong>{escape(title[:LONGEST_HTML])}</strong></p>{source}"
    pieces = [_piece(found) for found in _TOKEN.finditer(_first_sieve.clean(source))]
    said = (found for each in pieces if not each.tag for found in _SHORTCODE.findall(each.text))
    return Foreign(pieces, frozenset(said))


def write(foreign: Foreign, meanings: Meanings) -> Written:
    """The HTML, sanitised once more, whatever went before."""
    writer = _Writer(meanings)
    for each in foreign.pieces:
        writer.take(each)
    html = _last_sieve.clean(writer.finished())
    while (fuller := _EMPTY.sub("", html)) != html:
        html = fuller
    return Written(html.strip(), writer.links)


def thinned(text: str) -> str:
    """Without signs that turn the page around, and without piles of marks on one letter."""
    kept: list[str] = []
    run = 0
    for sign in without_overrides(text):
        run = run + 1 if category(sign) in {"Mn", "Me", "Cf"} else 0
        if run <= MOST_MARKS:
            kept.append(sign)
    return "".join(kept)


def _piece(found: re.Match[str]) -> _Piece:
    closes, tag, attributes, text = found.groups()
    if tag is None:
        return _Piece("", False, {}, thinned(unescape(text or "")))
    said = {name: unescape(value) for name, value in _ATTRIBUTE.findall(attributes)}
    return _Piece(tag, bool(closes), said, "")


class _Writer:
    """Writes piece by piece. Within a link only its words count; within what is left out, nothing."""

    def __init__(self, meanings: Meanings) -> None:
        self._meanings = meanings
        self._out: list[str] = []
        self._open: list[tuple[str, str]] = []  # a tag as it came, and what closes it here
        self._link: tuple[str, list[str]] | None = None  # where to, and its words
        self._left_out = 0  # how many tags are open since something is left out
        self.links: list[str] = []

    def take(self, piece: _Piece) -> None:
        if not piece.tag:
            self._text(piece.text)
        elif piece.tag in {"br", "img"}:
            self._single(piece)
        elif piece.closes:
            self._close(piece.tag)
        else:
            self._begin(piece)

    def finished(self) -> str:
        while self._open:
            self._close(self._open[-1][0])
        return "".join(self._out)

    def _begin(self, piece: _Piece) -> None:
        quoting = "quote-inline" in piece.attributes.get("class", "").split()
        if self._left_out or (quoting and self._meanings.leaves_quote_out):
            self._left_out += 1
            self._open.append((piece.tag, ""))
        elif piece.tag == "a" and self._link is None:
            self._link = (piece.attributes.get("href", ""), [])
            self._open.append(("a", ""))
        elif self._link is not None or len(self._open) > _DEEPEST:
            self._open.append((piece.tag, ""))
        else:
            before, behind = _marks(piece)
            self._out.append(before)
            self._open.append((piece.tag, behind))

    def _close(self, tag: str) -> None:
        if not any(each == tag for each, _behind in self._open):
            return
        while self._open:
            opened, behind = self._open.pop()
            if self._left_out:
                self._left_out -= 1
            elif opened == "a":
                self._end_link()
            self._out.append(behind)
            if opened == tag:
                return

    def _single(self, piece: _Piece) -> None:
        if self._left_out:
            return
        words = "\n" if piece.tag == "br" else piece.attributes.get("alt", "").strip()
        if self._link is not None:
            self._link[1].append(words or "🖼")
        elif piece.tag == "br":
            self._out.append("<br>")
        elif _SHORTCODE.fullmatch(words):
            self._out.append(self._with_emoji(words))
        else:
            self._out.append(_anchor(piece.attributes.get("src", ""), words or "🖼"))

    def _text(self, text: str) -> None:
        if self._left_out:
            return
        if self._link is not None:
            self._link[1].append(text)
        elif any(tag in _PREFORMATTED for tag, _behind in self._open):
            self._out.append(escape(text, quote=False))
        else:
            self._out.append(self._with_emoji(text))

    def _end_link(self) -> None:
        if self._link is None:
            return
        (href, said), self._link = self._link, None
        words = " ".join("".join(said).split())
        handle = self._meanings.people.get(href)
        tag = tag_names.folded(words) if words.startswith("#") else ""
        if handle is not None:
            shown = words if words.startswith("@") else f"@{handle}"
            self._out.append(f'<a class="mention" href="/@{escape(handle)}">{escape(shown)}</a>')
        elif tag and tag in self._meanings.tags:
            self._out.append(f'<a class="hashtag" href="/tags/{quote(tag)}">{escape(words)}</a>')
        else:
            if href.startswith(("http://", "https://")):
                self.links.append(href)
            self._out.append(_anchor(href, words))

    def _with_emoji(self, text: str) -> str:
        return _SHORTCODE.sub(self._picture, escape(text, quote=False))

    def _picture(self, found: re.Match[str]) -> str:
        address = self._meanings.pictures.get(found[1])
        if address is None:
            return found[0]
        sides = 'width="20" height="20"'
        return f'<img class="emoji" src="{escape(address)}" alt="{found[0]}" title="{found[0]}" {sides}>'


def _marks(piece: _Piece) -> tuple[str, str]:
    """What stands here before and behind what stood in this tag there."""
    if piece.tag in _HEADINGS:
        return "<p><strong>", "</strong></p>"
    if piece.tag in {"td", "th"}:
        return "", " "
    tag = _SAME.get(piece.tag, piece.tag)
    if tag not in _KEPT:
        return "", ""
    start = piece.attributes.get("start", "")
    counted = f' start="{start}"' if tag == "ol" and start.isdecimal() and len(start) < 7 else ""
    return f"<{tag}{counted}>", f"</{tag}>"


def _anchor(href: str, words: str) -> str:
    if not href.lower().startswith(_LINKS_TO):
        return escape(words, quote=False)
    return f'<a href="{escape(href)}">{escape(words or href, quote=False)}</a>'
