"""From the HTML of another server to our own text: plain where nothing but words and links is in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import quote, urlsplit

import nh3

LONGEST_HTML, MOST_TAGS = 100_000, 3000  # characters and signs of a tag; more is no post
_DEEPEST = 8
_AGAIN = "again"
_LEFT_AS_IT_IS = re.compile(r"https?://\S+|[@#][\w.@-]{0,300}\w|:[A-Za-z0-9_]{1,64}:", re.IGNORECASE)
_MARKS = re.compile(r"([\\`*\[\]<>~])")
_OUTER_LINES = re.compile(r"(?<!\w)_|_(?!\w)")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LIST_SIGN = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))(?=[.)]?(?:\s|$))", re.MULTILINE)
_SPACE = re.compile(r"[ \t\r\n\f]+")

_MARKED = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~", "code": "`"}
_BLOCKS = {"p", "div", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6"}
_RICH = {*_MARKED, "ul", "ol", "blockquote", "pre"}
_sieve = nh3.Cleaner(
    tags={*_MARKED, *_BLOCKS, "br", "a", "span"},
    attributes={"a": {"href", "class"}, "span": {"class"}},
    url_schemes={"http", "https"},
    link_rel=None,
)


@dataclass(frozen=True)
class OldText:
    """Text in our own words; `format` is plain or markdown."""

    text: str
    format: str


def read_html(html: str, mentions: Mapping[str, str]) -> OldText:
    """The text of a post. `mentions`: by the address of a page, whose it is, as `@eve@elsewhere.example`.

    Links and names stay links and names, lists and quotes become Markdown. All that could do anything on a
    page is gone.
    """
    clean = _sieve.clean(html[:LONGEST_HTML])
    reader = _Reader(mentions, is_markdown=False)
    reader.feed(clean)
    reader.close()
    if not reader.is_rich:
        return OldText(reader.text(), "plain")
    reader = _Reader(mentions, is_markdown=True)
    reader.feed(clean)
    reader.close()
    return OldText(reader.text(), "markdown")


def escaped(words: str) -> str:
    """Words in which no sign means anything to Markdown, except names, tags and addresses."""
    done, at = [], 0
    for found in _LEFT_AS_IT_IS.finditer(words):
        done += [_escaped(words[at : found.start()]), found[0]]
        at = found.end()
    return "".join([*done, _escaped(words[at:])])


def host_of(address: str) -> str:
    """The server in an address; nothing where it is none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


@dataclass
class _Frame:
    """What is open within a block: a mark or a link, and what stands in it so far."""

    tag: str
    href: str = ""
    kind: str = ""
    parts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads clean HTML, in which everything that opens also closes."""

    def __init__(self, mentions: Mapping[str, str], *, is_markdown: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._mentions, self._is_markdown = mentions, is_markdown
        self.is_rich = False
        self._blocks: list[tuple[str, bool]] = []  # with its marks, and whether it belongs close to the last
        self._line: list[str] = []
        self._frames: list[_Frame] = []
        self._around: list[str] = []  # "> " for a quote, spaces for a list
        self._numbers: list[int | None] = []  # of each open list the last number; None where there are none
        self._sign = ""  # what the next line of a list begins with
        self._pre = 0

    def text(self) -> str:
        self._flush()
        out = ""
        for block, is_close in self._blocks:
            out += ("" if not out else "\n" if is_close else "\n\n") + block
        return out.strip("\n")

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.is_rich |= tag in _RICH
        if tag == "br":
            self._put("\n")
        elif tag in _BLOCKS:
            self._open_block(tag)
        elif tag == "a":
            known = dict(attributes)
            self._frames.append(_Frame("a", known.get("href") or "", known.get("class") or ""))
        elif tag in _MARKED and not self._pre:
            again = any(each.tag == tag for each in self._frames)
            self._frames.append(_Frame(tag, kind=_AGAIN if again else ""))

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            self._close_block(tag)
        elif self._frames and self._frames[-1].tag == tag:
            frame = self._frames.pop()
            self._put(self._link(frame) if tag == "a" else self._marked(frame))

    def handle_data(self, data: str) -> None:
        words = data if self._pre else _SPACE.sub(" ", data)
        in_code = self._pre or any(each.tag == "code" for each in self._frames)
        raw = in_code or not self._is_markdown or any(each.tag == "a" for each in self._frames)
        self._put(words if raw else escaped(words))

    def _put(self, words: str) -> None:
        (self._frames[-1].parts if self._frames else self._line).append(words)

    def _open_block(self, tag: str) -> None:
        self._flush()
        if tag == "pre":
            self._pre += 1
        elif tag == "blockquote":
            self._around.append("> ")
        elif tag in {"ul", "ol"}:
            self._numbers.append(0 if tag == "ol" else None)
        elif tag == "li":
            number = self._numbers[-1] if self._numbers else None
            if number is not None:
                self._numbers[-1] = number + 1
            self._sign = "- " if number is None else f"{number + 1}. "
            self._around.append(" " * len(self._sign))

    def _close_block(self, tag: str) -> None:
        self._flush()
        if tag == "pre":
            self._pre -= 1
        elif tag in {"blockquote", "li"} and self._around:
            self._around.pop()
            self._sign = ""
        elif tag in {"ul", "ol"} and self._numbers:
            self._numbers.pop()

    def _flush(self) -> None:
        for frame in self._frames:  # a mark that spans blocks marks none of them
            self._line += frame.parts
            frame.parts = []
        words, self._line = "".join(self._line), []
        lines = words.strip("\n").split("\n") if self._pre else [each.strip() for each in words.split("\n")]
        while lines and not lines[0].strip():
            lines.pop(0)
        while lines and not lines[-1].strip():
            lines.pop()
        if lines:
            self._blocks.append(self._block(lines))

    def _block(self, lines: list[str]) -> tuple[str, bool]:
        if not self._is_markdown:
            return "\n".join(lines), False
        if self._pre:
            fence = "`" * (1 + max(map(len, re.findall("`+", "\n".join(lines))), default=2))
            lines = [fence, *lines, fence]
        else:
            lines = [
                _LIST_SIGN.sub(r"\1\\\2" if not each[:1].isdigit() else r"\1\2\\", each) for each in lines
            ]
        around = self._around[:_DEEPEST]
        rest, sign = "".join(around), self._sign
        start = rest[: len(rest) - len(sign)] + sign if sign and len(self._around) <= _DEEPEST else rest
        is_close, self._sign = bool(sign), ""
        last = self._blocks[-1][0].split("\n")[-1] if self._blocks else ""
        written = [start + lines[0], *(rest + each for each in lines[1:])]
        if ">" in rest and last.startswith(">"):
            written.insert(0, rest.rstrip())  # the same quote goes on
            is_close = True
        return "\n".join(each.rstrip() for each in written), is_close

    def _marked(self, frame: _Frame) -> str:
        words = "".join(frame.parts)
        inside = words.strip()
        if not self._is_markdown or not inside or frame.kind == _AGAIN:
            return words
        mark = _MARKED[frame.tag]
        if frame.tag == "code":
            inside, mark = inside.replace("\n", " "), "``" if "`" in inside else "`"
            inside = f" {inside} " if "`" in inside else inside
        elif "\n" in inside:
            return words
        before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
        return f"{before}{mark}{inside}{mark}{after}"

    def _link(self, frame: _Frame) -> str:
        words = "".join(frame.parts).replace("\n", " ").strip()
        if frame.href in self._mentions:
            return self._mentions[frame.href]
        if "hashtag" in frame.kind.split() or words.startswith("#"):
            return words
        if words.startswith("@") and "mention" in frame.kind.split():
            return words if "@" in words[1:] else f"{words}@{host_of(frame.href)}".rstrip("@")
        address = quote(frame.href, safe="%/:=&?~#+!$,;'@()*[]")
        if not address or not words:
            return address or words
        if words in {frame.href, address} or frame.href.partition("://")[2] == words:
            return address
        self.is_rich = True
        shown = _escaped(words).replace("@", "\\@").replace("#", "\\#")
        return f"[{shown}](<{address}>)" if self._is_markdown else f"{words} {address}"


def _escaped(words: str) -> str:
    words = _MARKS.sub(r"\\\1", words)
    return _ENTITY.sub(r"\\&", _OUTER_LINES.sub(r"\\_", words))
