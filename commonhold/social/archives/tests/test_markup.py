"""From another server's HTML to our own text: what it said stays, and nothing else does."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonhold.social.archives.markup import OldText, read_html
from commonhold.social.archives.notes import LeftOut, read_note
from commonhold.social.archives.tests.maker import note
from commonhold.social.posts.text import read, write
from tests.cast import MORNING

_LONG = "https://beans.example/a/very/long/way?to=seeds&more=1"
_SHORTENED = (
    f'<a href="{_LONG.replace("&", "&amp;")}"><span class="invisible">https://</span>'
    '<span class="ellipsis">beans.example/a/very</span>'
    '<span class="invisible">/long/way?to=seeds&amp;more=1</span></a>'
)
_EVE = "https://elsewhere.example/@eve"


@pytest.mark.parametrize(
    ("html", "text", "form"),
    [
        ("<p>One<br>two</p><p>three &amp; *four* _five_</p>", "One\ntwo\n\nthree & *four* _five_", "plain"),
        (f"<p>See {_SHORTENED}.</p>", f"See {_LONG}.", "plain"),
        ('<p><a href="https://x.example/tags/a" class="hashtag">#<span>a</span></a></p>', "#a", "plain"),
        (f'<p><span class="h-card"><a href="{_EVE}" class="mention">@<span>eve</span></a></span> hi</p>',
         "@eve@elsewhere.example hi", "plain"),
        ('<p><a href="https://b.example/@ben" class="mention">@ben</a></p>', "@ben@b.example", "plain"),
        ("<ul><li>one</li><li>two<ul><li>three</li></ul></li></ul>", "- one\n- two\n  - three", "markdown"),
        ("<ol><li>one</li><li>two</li></ol><p>end</p>", "1. one\n2. two\n\nend", "markdown"),
        ("<blockquote><p>a</p><p>b</p></blockquote><p>c</p>", "> a\n>\n> b\n\nc", "markdown"),
        ("<p><strong>bold</strong> and <em>soft </em>x</p>", "**bold** and *soft* x", "markdown"),
        ("<p>1. <b>no</b></p><p>- list * here_</p>", "1\\. **no**\n\n\\- list \\* here\\_", "markdown"),
        ("<pre><code>a  &lt;b&gt;\n```</code></pre>", "````\na  <b>\n```\n````", "markdown"),
        ('<p><a href="https://b.example/x">the [beans]</a></p>',
         "[the \\[beans\\]](<https://b.example/x>)", "markdown"),
        ('<p><a href="javascript:alert(1)">here</a><script>alert(2)</script></p>', "here", "plain"),
        ("", "", "plain"),
    ],
)  # fmt: skip
def test_html_becomes_text(html: str, text: str, form: str) -> None:
    assert read_html(html, {_EVE: "@eve@elsewhere.example"}) == OldText(text, form)


def test_words_that_look_like_markdown_stay_words() -> None:
    html = "<p>*not bold* [no](link) `code` &lt;b&gt; &amp;amp; ~~x~~ @my_name #a_b https://x.example/a_b_</p><ul><li>x</li></ul>"
    told = read_html(html, {})
    shown = write(read(told.text), ())
    assert "<em>" not in shown
    assert "<code>" not in shown
    assert "&amp;amp;" in shown
    assert "@my_name" in shown
    assert 'href="https://x.example/a_b_"' in shown or 'href="https://x.example/a_b"' in shown


def test_a_long_warning_is_cut_and_stands_whole_above_the_text() -> None:
    told = read_note(note(1, summary="w" * 300), author="", now=MORNING)
    assert len(told.warning) == 200
    assert told.text.startswith("w" * 300)


def test_what_is_far_too_long_is_left_out() -> None:
    with pytest.raises(LeftOut, match="too-long"):
        read_note(note(1, "x" * 19_001), author="", now=MORNING)
    with pytest.raises(LeftOut, match="too-long"):
        read_note(note(1, "<p>" * 100_000), author="", now=MORNING)


_PIECES = st.lists(
    st.sampled_from(["<p>", "</p>", "<ul>", "<li>", "</li>", "<blockquote>", "<b>", "</b>", "<a href='https://x'>",
                     "</a>", "<pre>", "<code>", "</code>", "<br>", "<script>", "<!--", "<![", "&#0;",
                     "\ud800", "*_`"])
    | st.text(max_size=6),
    max_size=30,
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(_PIECES)
def test_whatever_html_comes_the_text_is_safe_to_show(html: str) -> None:
    told = read_note(note(1, f"x{html}"), author="", now=MORNING)
    shown = write(read(told.text, is_plain=told.format == "plain"), ())
    assert "<script" not in shown
    told.text.encode()
