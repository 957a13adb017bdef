"""HTML of other servers: the same few tags as ours, links to our pages, and nothing that could do harm."""

from __future__ import annotations

import nh3
import pytest
from hypothesis import given
from hypothesis import strategies as some

from commonhold.social.posts.foreign import LONGEST_HTML, Meanings, read, thinned, write

_NOBODY = Meanings(people={}, tags=(), pictures={})


def _clean(html: str, meanings: Meanings = _NOBODY, title: str = "") -> str:
    return write(read(html, title=title), meanings).html


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        ("<p>Hello</p>", "<p>Hello</p>"),
        ("plain & simple\nsecond", "plain &amp; simple<br>second"),
        ("<h1>Beans</h1><p>Frost</p>", "<p><strong>Beans</strong></p><p>Frost</p>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<b>a</b> <i>b</i> <del>c</del>", "<strong>a</strong> <em>b</em> <s>c</s>"),
        ("<ol start=3><li>a</ol>", '<ol start="3"><li>a</li></ol>'),
        ("<ruby>漢<rt>kan</rt></ruby>", "<ruby>漢<rt>kan</rt></ruby>"),
        ("<script>alert(1)</script><style>p{}</style>x", "x"),
        ("<p onclick=x style=y>a<iframe src=//e></iframe></p>", "<p>a</p>"),
        ('<a href="javascript:alert(1)">a</a>', "a"),
        ("<pre><code>if a &lt; b:\n  x</code></pre>", "<pre><code>if a &lt; b:\n  x</code></pre>"),
        ("a < b > c <p>d", "a &lt; b &gt; c <p>d</p>"),
    ],
)
def test_what_was_meant_stays_and_everything_else_goes(foreign: str, ours: str) -> None:
    assert _clean(foreign) == ours


def test_links_to_people_and_tags_lead_to_our_pages() -> None:
    meanings = Meanings({"https://elsewhere.example/@eve": "eve@elsewhere.example"}, {"beans"}, {})
    html = (
        '<p><a href="https://elsewhere.example/@eve" class="u-url mention">@<span>eve</span></a> '
        '<a href="https://elsewhere.example/tags/Beans" rel="tag">#<span>Beans</span></a></p>'
    )
    assert _clean(html, meanings) == (
        '<p><a class="mention" href="/@eve@elsewhere.example" rel="nofollow noopener ugc">@eve</a> '
        '<a class="hashtag" href="/tags/beans" rel="nofollow noopener ugc">#Beans</a></p>'
    )


def test_other_links_stay_and_are_told_in_their_order() -> None:
    done = write(read('<a href="https://b.example/">b</a><a href="https://a.example/">#a</a>'), _NOBODY)
    assert done.links == ["https://b.example/", "https://a.example/"]
    assert 'href="https://b.example/"' in done.html


def test_emoji_are_pictures_of_ours_but_not_in_code() -> None:
    meanings = Meanings({}, (), {"Blob_Cat": "/media/x/small.webp"})
    html = _clean("<p>:Blob_Cat: <code>:Blob_Cat:</code> :other:</p>", meanings)
    assert html.count('<img class="emoji" src="/media/x/small.webp" alt=":Blob_Cat:"') == 1
    assert "<code>:Blob_Cat:</code> :other:" in html


def test_a_foreign_picture_becomes_a_link_to_itself() -> None:
    html = _clean('<p><img src="https://elsewhere.example/track.gif" alt="A bean"></p>')
    assert "<img" not in html
    assert '<a href="https://elsewhere.example/track.gif"' in html
    assert ">A bean</a>" in html


def test_the_line_that_stands_for_a_quote_goes_where_the_quote_is_shown() -> None:
    html = '<p class="quote-inline">RE: <a href="https://e.example/1">it</a></p><p>So true</p>'
    assert _clean(html, Meanings({}, (), {}, leaves_quote_out=True)) == "<p>So true</p>"
    assert "RE:" in _clean(html)


def test_a_title_stands_before_the_words() -> None:
    assert (
        _clean("<p>Words</p>", title="On <beans>") == "<p><strong>On &lt;beans&gt;</strong></p><p>Words</p>"
    )


def test_signs_that_turn_or_cover_the_page_go() -> None:
    assert thinned("a\u202eb" + "\u0301" * 500) == "ab" + "\u0301" * 10
    assert _clean("<p>e" + "&#x301;" * 500 + "</p>").count("\u0301") == 10


@pytest.mark.parametrize(
    "piece", ["<b>", "<ul><li>", "<a href=x>", "<blockquote>", "<p><i>", "<", "<!--", "&"]
)
def test_what_is_deep_or_long_is_bounded(piece: str) -> None:
    html = _clean(piece * (LONGEST_HTML // len(piece)) + "x")
    assert html.count("<") - html.count("</") < 100 or "<blockquote>" not in html
    deepest = depth = 0
    for part in html.split("<")[1:]:
        depth += -1 if part.startswith("/") else 0 if part.startswith(("br", "img")) else 1
        deepest = max(deepest, depth)
    assert deepest < 40


@given(some.text(alphabet="<>/ab=\"' pi&;#:x!-\n", max_size=80))
def test_nothing_that_comes_leaves_an_open_tag_or_a_strange_one(html: str) -> None:
    done = _clean(html)
    assert _clean_again(done) == done


def _clean_again(html: str) -> str:
    """What was written is already as it would be written."""
    kept = {"p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "img"}
    kept |= {"ruby", "rt", "rp"}
    attributes = {
        "a": {"href", "class", "rel"},
        "ol": {"start"},
        "img": {"src", "alt", "title", "width", "height"},
    }
    return nh3.clean(html, tags=kept, attributes=attributes, link_rel=None)
