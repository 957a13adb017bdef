"""Links of profiles whose pages link back, with a server that lives in the test."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address

import pytest

from commonhold.ground.fetching import dialling
from commonhold.ground.fetching.network import Network
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.people import actions, personal_data, queries
from commonhold.social.people.actions.verifying import AGAIN, BELIEVED_FOR
from commonhold.social.people.errands import look_for_links_back
from commonhold.social.people.links import is_link, is_same_site, links_back
from commonhold.social.people.queries import ANYONE, FieldLine
from tests.cast import MORNING, minutes
from tests.elsewhere import Pages
from tests.timing import takes_at_most

URL = "https://ada.example/bench"
HER_PAGE = "https://coop.example/@ada"
LINK = f'<a rel="me" href="{HER_PAGE}">here</a>'


class PlainTLS:
    """In the place of TLS, which only carries what is tried here; its own tests are `ground/fetching`'s."""

    def wrap_socket(self, sock: socket.socket, server_hostname: str) -> socket.socket:
        return sock


@pytest.fixture
def pages(db: None, data_folder, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    monkeypatch.setattr(dialling, "_believing", lambda _authority: PlainTLS())
    server = Pages(LINK)
    yield server
    server.close()


def describe(by: int, *fields: tuple[str, str], minute: int = 0) -> None:
    actions.add_to_description(by, pronouns="", fields=fields, now=minutes(minute))


def line_of(handle: str = "ada") -> FieldLine:
    return queries.profile(ANYONE, handle).fields[0]


def test_a_link_whose_page_links_back_is_verified_with_the_day(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL), ("Garden", "plot 12"))
    assert line_of().verified_at is None
    assert look_for_links_back(minutes(1), pages.network) == 1
    assert look_for_links_back(minutes(2), pages.network) == 0
    assert [each.verified_at for each in queries.profile(ANYONE, "ada").fields] == [minutes(1), None]
    assert b"(+https://coop.example/about)" in pages.asked[0]
    assert personal_data.export_of(ada)["fields"][0]["verified_at"] == minutes(1).isoformat()


def test_what_stays_as_it_was_stays_verified_and_what_changes_does_not(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL))
    look_for_links_back(minutes(1), pages.network)
    describe(ada, ("Garden", "plot 12"), ("Site", URL), minute=2)
    assert queries.profile(ANYONE, "ada").fields[1].verified_at == minutes(1)
    assert look_for_links_back(minutes(3), pages.network) == 0
    for changed in (("Home", URL), ("Site", f"{URL}/2")):
        describe(ada, ("Site", URL), minute=4)
        describe(ada, changed, minute=5)
        assert line_of().verified_at is None
        assert look_for_links_back(minutes(6), pages.network) == 1
        assert line_of().verified_at == minutes(6)


def test_a_page_without_the_link_verifies_nothing_until_it_is_there(ada: int, pages: Pages) -> None:
    pages.page = f'<a href="{HER_PAGE}">no rel</a>'
    describe(ada, ("Site", URL))
    look_for_links_back(minutes(1), pages.network)
    assert line_of().verified_at is None
    pages.page = LINK
    describe(ada, ("Site", URL), minute=2)
    look_for_links_back(minutes(3), pages.network)
    assert line_of().verified_at == minutes(3)


def test_a_link_is_looked_at_again_and_loses_its_word_when_the_page_does(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL))
    look_for_links_back(minutes(1), pages.network)
    assert look_for_links_back(minutes(1) + AGAIN, pages.network) == 1
    assert line_of().verified_at == minutes(1)
    pages.page = ""
    look_for_links_back(minutes(1) + 2 * AGAIN, pages.network)
    assert line_of().verified_at is None


def test_a_page_that_is_away_is_believed_for_a_month(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL))
    look_for_links_back(minutes(1), pages.network)
    away = Network(resolve=lambda _host, _timeout: [])
    look_for_links_back(minutes(1) + AGAIN, away)
    assert line_of().verified_at == minutes(1)
    look_for_links_back(minutes(2) + BELIEVED_FOR, away)
    assert line_of().verified_at is None


def test_nobody_is_led_to_what_is_ours_or_verified_by_another_site(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL))
    inside = Network(resolve=lambda _host, _timeout: [ip_address("127.0.0.1")])
    assert look_for_links_back(minutes(1), inside) == 1
    assert pages.asked == []
    for number, elsewhere in enumerate(("https://evil.example/", "http://ada.example/", "http://10.0.0.1/")):
        pages.leads_to = elsewhere
        look_for_links_back(minutes(2) + (number + 1) * AGAIN, pages.network)
        assert line_of().verified_at is None
    pages.leads_to = "https://www.ada.example/"
    look_for_links_back(minutes(2) + timedelta(days=60), pages.network)
    assert line_of().verified_at is not None


def test_a_finding_about_a_line_that_has_changed_meanwhile_says_nothing(ada: int, pages: Pages) -> None:
    describe(ada, ("Site", URL))
    (waiting,) = queries.links_to_look_at(minutes(1), limit=5)
    actions.note_whether_it_links_back(
        waiting.field_id, value="https://other.example", found=True, now=minutes(1)
    )
    assert line_of().verified_at is None
    describe(ada, ("Site", "https://other.example"), minute=2)
    actions.note_whether_it_links_back(waiting.field_id, value=URL, found=True, now=minutes(3))
    assert line_of().verified_at is None


@pytest.mark.parametrize("value", ["plot 12", "http://ada.example", "https://ada.example:8443/"])
def test_what_is_no_address_of_the_open_web_is_not_looked_at(ada: int, pages: Pages, value: str) -> None:
    describe(ada, ("Site", value))
    assert queries.links_to_look_at(minutes(9), limit=5) == []


@pytest.mark.parametrize(
    "page",
    [
        LINK,
        f'<LINK REL="nofollow ME" HREF="{HER_PAGE}/">',
        "<a class=x href=HTTPS://COOP.example/@Ada rel=me>",
        f"<p title='<>'>é<a data-x='>' rel='me noopener' href='{HER_PAGE}'/>",
        f"<script>1 < 2</script><!-- > -->{LINK}",
        '<a rel="me" href="https://coop.example/&#64;ada">',
    ],
)
def test_a_page_links_back_in_whatever_way_it_is_written(page: str) -> None:
    assert links_back(page.encode(), HER_PAGE)


@pytest.mark.parametrize(
    "page",
    [
        "",
        f"<a rel=me>{HER_PAGE}</a>",
        f'<a href="{HER_PAGE}">',
        f'<a rel="menu" href="{HER_PAGE}">',
        f'<img rel="me" href="{HER_PAGE}">',
        f'<a rel="me" href="{HER_PAGE}?x">',
        f'<a rel="me" href="{HER_PAGE}/1">',
        '<a rel="me" href="http://coop.example/@ada">',
        '<a rel="me" href="/@ada">',
        '<a rel="me" href="https://coop.example.evil.example/@ada">',
        '<a rel="me" href="https://[coop/@ada">',
        f"<!-- {LINK} -->",
        f"<!-- {LINK}",
        f"<script>var comment = '{LINK}'</script>",
        f"<textarea>{LINK}</textarea>",
        f"<input value='{LINK}'>",
        f"&lt;a rel=me href={HER_PAGE}&gt;",
        f'<a rel="me" href="{HER_PAGE}"',
    ],
)
def test_what_only_looks_like_a_link_back_is_none(page: str) -> None:
    assert not links_back(page.encode(), HER_PAGE)


@pytest.mark.parametrize(
    "piece", ["<!--", "<a ", "<a x='", '<a x="', "<script>", "</", "<a", "=", "<a x=", "<a x = ", "'\"", " "]
)
def test_no_page_keeps_us_busy(piece: str) -> None:
    page = (f"<a {piece}" + piece * 500_000)[:500_000].encode()
    takes_at_most(3, lambda: links_back(page, HER_PAGE))


def test_addresses_of_one_site() -> None:
    assert is_same_site("https://www.a.example/x", "https://a.example/y")
    assert not is_same_site("https://a.example", "http://a.example")
    assert not is_same_site("https://a.example", "https://b.a.example")


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("https://social.example/@ada", True),
        ("https://a.example?x=@b", True),
        ("https://ada@a.example/", False),
        ("https://a.example\\@b.example/", False),
    ],
)
def test_an_address_may_name_somebody_in_its_path_alone(value: str, is_one: bool) -> None:
    assert is_link(value) is is_one
