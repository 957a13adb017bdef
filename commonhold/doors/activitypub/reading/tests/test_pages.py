"""A page for people says where the same stands for servers."""

from __future__ import annotations

import pytest

from commonhold.doors.activitypub.reading.pages import meant_by

_KIND = 'type="application/activity+json"'
_URL = "https://elsewhere.example/@eve/7"


@pytest.mark.parametrize(
    ("html", "meant"),
    [
        (f'<link rel="alternate" {_KIND} href="https://elsewhere.example/7">', "https://elsewhere.example/7"),
        (
            f"<LINK {_KIND} href='/n/7?a=1&amp;b=2' rel='nofollow Alternate'/>",
            "https://elsewhere.example/n/7?a=1&b=2",
        ),
        (
            '<link rel=alternate href=7.json type="application/ld+json; '
            'profile=&quot;https://www.w3.org/ns/activitystreams&quot;">',
            "https://elsewhere.example/@eve/7.json",
        ),
        ('<link rel="alternate" type="application/rss+xml" href="/feed">', ""),
        (f'<link rel="stylesheet" {_KIND} href="/7">', ""),
        (f'<link rel="alternate" {_KIND} href="javascript:alert(1)">', ""),
        (f'<link rel="alternate" {_KIND} href="//[">', ""),
        (f'<link rel="alternate" {_KIND}>', ""),
        ("<p>beans", ""),
        ("<link " * 50_000, ""),
    ],
)
def test_the_first_link_to_another_form_for_servers_counts(html: str, meant: str) -> None:
    assert meant_by(f"<html><head>{html}</head>", url=_URL) == meant
