"""What pages say of themselves, and what pages say that mean harm."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from commonhold.social.previews.reading import Said, read
from tests.timing import takes_at_most


def page(head: str) -> bytes:
    return f"<!doctype html><html><head>{head}</head><body>…</body></html>".encode()


OPEN_GRAPH = """<title>Own title</title><meta name="description" content="Own words">
<meta property="og:title" content="Rolls &amp; bread"><META PROPERTY='og:description' CONTENT='Nine, warm'>
<meta content="The Baker" property="og:site_name"/>"""


@pytest.mark.parametrize(
    ("head", "said"),
    [
        (OPEN_GRAPH, Said("Rolls & bread", "Nine, warm", "The Baker")),
        ("<title>\n Own &lt;title&gt; </title>", Said("Own <title>", "", "")),
        ("<title>T</title><meta name=description content=Words>", Said("T", "Words", "")),
        (
            '<meta name="twitter:title" content="Short"><meta name="twitter:description" content="D">',
            Said("Short", "D", ""),
        ),
        (
            '<meta property="og:title" content="first"><meta property="og:title" content="second">',
            Said("first", "", ""),
        ),
        ("<title>a\u202eb\u0000c\u200bd\n\te</title>", Said("a b c d e", "", "")),
        (f"<title>{'x' * 400}</title>", Said("x" * 299 + "…", "", "")),
        ("<title> </title>", None),
        ("", None),
        ('<title>T</title><meta name="robots" content="noindex, nosnippet">', None),
        ('<title>T</title><meta name="robots" content="none">', None),
        ('<title>T</title><meta name="robots" content="noindex">', Said("T", "", "")),
    ],
)
def test_a_page_is_read_as_it_wants_to_be_shown(head, said):
    assert read(page(head), "utf-8") == said


@pytest.mark.parametrize(
    ("body", "charset", "title"),
    [
        ("<title>Grüße</title>".encode("latin-1"), "iso-8859-1", "Grüße"),
        ('<meta charset="windows-1252"><title>Grüße</title>'.encode("cp1252"), "", "Grüße"),
        ("<title>Grüße</title>".encode(), "", "Grüße"),
        ("<title>Grüße</title>".encode(), "no-such-charset", "Grüße"),
        (b"<title>Hallo</title>", "rot13", "Hallo"),
        (b"<title>Hallo</title>", "zlib", "Hallo"),
        (b"<title>\xff\xfe ok</title>", "utf-8", "\ufffd\ufffd ok"),
    ],
)
def test_letters_are_read_in_the_pages_own_charset(body, charset, title):
    said = read(body, charset)
    assert said is not None
    assert said.title == title


@given(st.binary(), st.text(max_size=10))
@example(b"", "UNDEFINED")
def test_no_page_whatever_is_an_error(body, charset):
    read(body, charset)
    read(b"<title>t</title><meta " + body + b">", charset)


@pytest.mark.parametrize(
    "piece", [b"<", b"<!--", b"<![CDATA[", b"<meta ", b"<meta a='", b"<title ", b"<title>", b"&#", b"&"]
)
def test_a_page_made_to_keep_us_busy_does_not(piece):
    page = b"<title>t</title>" + piece * (1_000_000 // len(piece))
    takes_at_most(5, lambda: read(page, "utf-8"))
