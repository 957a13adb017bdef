"""262 objects that others have sent: none ends in an error of ours, and none brings bad HTML to a page."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from tests.federation.odd_objects import odd_objects

_PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
_BAD_TAGS = {
    "applet",
    "base",
    "body",
    "button",
    "embed",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
}
_BAD_TAGS |= {
    "input",
    "link",
    "math",
    "meta",
    "object",
    "option",
    "script",
    "select",
    "style",
    "svg",
    "template",
}
_BAD_TAGS |= {"textarea", "title"}
_ADDRESSES = ("href", "src", "action", "cite", "poster")
_GOOD_ADDRESS = re.compile(r"(?:https?://|mailto:|/|#|\?)", re.I)


def test_there_are_as_many_as_when_this_was_written():
    assert len(odd_objects()) == 262


@pytest.mark.parametrize(
    "bad",
    [
        "<script>x()</script>",
        "<SVG><circle/></SVG>",
        '<iframe src="https://elsewhere.example"></iframe>',
        "<form><button>Sign in</button></form>",
        '<p onclick="x()">Bread</p>',
        '<p style="position:fixed">Bread</p>',
        '<a href="javascript:x()">Bread</a>',
        '<a href=" java&#115;cript:x()">Bread</a>',
        '<img src="data:image/svg+xml,x">',
    ],
)
def test_what_judges_the_pages_finds_what_is_bad(bad):
    with pytest.raises(AssertionError):
        _Harmless("a post").feed(f"<p>Rye</p>{bad}<p>Wheat</p>")


def test_what_judges_the_pages_lets_pass_what_is_good():
    _Harmless("a post").feed(
        '<p class="u">Rye <a href="https://elsewhere.example/@eve" rel="nofollow">@eve</a></p>'
    )


def test_an_odd_object_is_refused_or_shown_and_never_an_error(eve, friends, a_test):
    statuses = {}
    for at, (name, oddness) in enumerate(odd_objects()):
        statuses[name] = eve.does("raw", inbox=f"{a_test.url}/ap/inbox", activity=_create(eve, at, oddness))
    assert {each["status"] for each in statuses.values()} <= {200, 202, 400, 401, 403, 413, 422}, statuses
    friends.ada.reads(eve.does("post", content="<p>That was all</p>")["object"])
    assert "Traceback" not in a_test.log()
    shown = _all_shown(friends.ada, eve)
    assert len(shown) > 150
    for post in shown:
        _Harmless(post["uri"]).feed(post["content"])


def test_a_warning_is_text_also_where_it_looks_like_html(eve, friends):
    post = eve.does("post", content="<p>Bread</p>", warning="<img src=x onerror=alert(1)>")["object"]
    shown = friends.ada.reads(post)
    page = friends.ada.own_page(f"/{eve.address}/{shown['id']}")
    assert "Bread" in page
    assert "<img src=x" not in page


def _create(eve, at: int, oddness) -> dict[str, object]:
    uri = f"https://{eve.peer.name}/users/{eve.name}/odd/{at}"
    note = {
        "@context": [
            "https://www.w3.org/ns/activitystreams",
            {"Hashtag": "as:Hashtag", "sensitive": "as:sensitive"},
        ],
        "id": uri,
        "type": "Note",
        "attributedTo": eve.id,
        "to": [_PUBLIC],
        "cc": [f"{eve.id}/followers"],
        "published": "2026-01-01T12:00:00Z",
        **oddness,
    }
    return {"id": f"{uri}/create", "type": "Create", "object": note, "to": note["to"], "cc": note["cc"]}


def _all_shown(ada, eve) -> list[dict[str, str]]:
    account = ada.finds(eve.id)
    found: list[dict[str, str]] = []
    path = f"/api/v1/accounts/{account}/statuses"
    while more := ada.gets(path, limit=40, **({"max_id": found[-1]["id"]} if found else {})):
        found += more
    return found


class _Harmless(HTMLParser):
    """Fails at what a page must not get from elsewhere."""

    def __init__(self, uri: str) -> None:
        super().__init__()
        self._uri = uri

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in _BAD_TAGS, (self._uri, tag)
        for name, value in attrs:
            assert not name.startswith("on"), (self._uri, name)
            assert name not in {"style", "srcdoc", "formaction"}, (self._uri, name)
            if name in _ADDRESSES:
                assert _GOOD_ADDRESS.match((value or "").strip()), (self._uri, value)
