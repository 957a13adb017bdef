"""Reading a list of servers, however it is written."""

from __future__ import annotations

import pytest

from commonhold.social.blocklists.reading import MOST_LINES, Entry, read
from commonhold.social.blocklists.refusals import ListTooLong, NothingListed

EXPORTED = """#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
bad.example,suspend,true,true,"Threats, and worse",false
loud.example,silence,false,false,,false
fine.example,noop,false,false,,false
h*dden.example,suspend,true,true,,true
Bücher.example,suspend,true,true,,false
"""


def test_what_mastodon_exports_is_read_with_severity_and_comment():
    found = read(EXPORTED.encode())
    assert found.entries == {
        "bad.example": Entry("block", "Threats, and worse"),
        "loud.example": Entry("limit", ""),
        "xn--bcher-kva.example": Entry("block", ""),
    }
    assert found.unread == 1


@pytest.mark.parametrize(
    "text",
    [
        "bad.example\nloud.example",
        "\ufeffdomain\r\nbad.example\r\n\r\nloud.example\r\n",
        "# ours\nbad.example,suspend\nloud.example,block",
        "comment,domain\n,bad.example\n,loud.example",
    ],
)
def test_other_tables_and_plain_names_are_read_as_well(text):
    assert read(text.encode()).entries == {
        "bad.example": Entry("block", ""),
        "loud.example": Entry("block", ""),
    }


@pytest.mark.parametrize("text", ["", "hello\nthere you are", "<html><body>Not found</body></html>", "\0\0"])
def test_what_names_no_server_is_no_list(text):
    with pytest.raises(NothingListed):
        read(text.encode())


def test_a_list_that_would_be_too_much_to_write_at_once_is_refused():
    text = "\n".join(f"s{number}.example" for number in range(MOST_LINES + 1))
    with pytest.raises(ListTooLong):
        read(text.encode())
