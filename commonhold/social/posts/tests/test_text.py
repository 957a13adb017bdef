"""Whatever people type, the page stays safe and reads as they meant it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.social.posts.text import read, write

REL = 'rel="nofollow noopener ugc"'
PEOPLE = {"ada", "_ben_", "eve@elsewhere.example"}


def html_of(text: str) -> str:
    return write(read(text), PEOPLE)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("**loud** _soft_ ~~gone~~", "<p><strong>loud</strong> <em>soft</em> <s>gone</s></p>"),
        ("# not a heading", "<p># not a heading</p>"),
        ("not a heading\n---", "<p>not a heading<br>\n---</p>"),
        ("    not code", "<p>not code</p>"),
        ("[a]: https://a.example", None),
        ("<b>bold</b>", "<p>&lt;b&gt;bold&lt;/b&gt;</p>"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("```\n@ada <\n```", "<pre><code>@ada &lt;\n</code></pre>"),
    ],
)
def test_markdown_without_surprises(typed: str, shown: str | None) -> None:
    assert html_of(typed) == shown if shown else "https://a.example" in html_of(typed)


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("https://a.example/x_y_z", "https://a.example/x_y_z"),
        ("see (https://a.example/p).", "https://a.example/p"),
        ("https://a.example/w_(x)", "https://a.example/w_(x)"),
        ("HTTP://a.example!", "HTTP://a.example"),
        ("<https://a.example>", "https://a.example"),
        ("[words](https://a.example)", "https://a.example"),
        ("https://a.example/@ada", "https://a.example/@ada"),
    ],
)
def test_an_address_becomes_one_link_that_vouches_for_nothing(typed: str, address: str) -> None:
    html = html_of(typed)
    assert f'<a href="{address}" {REL}>' in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "[x](data:text/html,hi)",
        "[x](/account/logout)",
        "[x](//elsewhere.example)",
        "http://",
        "xhttps://a.example",
        "![a picture](/that/tells/on/readers)",
    ],
)
def test_what_leads_nowhere_good_is_no_link(typed: str) -> None:
    html = html_of(typed)
    assert "<a " not in html
    assert "<img" not in html


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("hi @ada, @_ben_ and @Nobody", {"ada", "_ben_", "nobody"}),
        ("(@ada) **@_ben_**", {"ada", "_ben_"}),
        ("@eve@elsewhere.example.", {"eve@elsewhere.example"}),
        ("to @yard.group@elsewhere.example, please", {"yard.group@elsewhere.example"}),
        ("@eve-m.moss@elsewhere.example", {"eve-m.moss@elsewhere.example"}),
        ("@" + "e" * 100 + "@elsewhere.example", {"e" * 100 + "@elsewhere.example"}),
        ("@" + "e" * 101 + "@elsewhere.example", set()),
        ("@ada.", {"ada"}),
        ("@ada.ben", {"ada"}),
        ("write to ada@example.org or @ada@", set()),
        ("`@ada` [@ada](https://a.example)", set()),
        ("@" + "a" * 31, set()),
    ],
)
def test_names_are_found_where_people_mean_them(typed: str, names: set[str]) -> None:
    assert read(typed).names == names


def test_a_name_is_a_link_only_when_it_is_somebodys() -> None:
    assert html_of("@Ada @nobody") == f'<p><a class="mention" href="/@ada" {REL}>@Ada</a> @nobody</p>'


class Page(HTMLParser):
    """Notes every element and address of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _value in attrs)
        self.addresses += [value or "" for name, value in attrs if name == "href"]


PIECES = """
<script> <img/src=x/onerror=alert(1)> [a]( javascript:alert(1) ) " ' ` @ada https://a.example/ ![ ] < > &lt;
&#106; ** _ : // é ~~
"""
pieces = st.sampled_from([*PIECES.split(), " ", "\n", "\t"]) | st.text(max_size=5)


@given(st.lists(pieces, max_size=30).map("".join))
def test_no_text_at_all_makes_an_unsafe_page(typed: str) -> None:
    page = Page(html_of(typed))
    assert page.tags <= {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a"}
    assert page.attributes <= {"href", "rel", "class", "title", "start"}
    for address in page.addresses:
        # An empty address leads to the page itself.
        assert address in {"", "/@ada"} or address.lower().startswith(
            ("http://", "https://", "mailto:", "/tags/")
        )
