"""In a co-op that has ended nothing is written any more, whichever door somebody knocks at."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from commonhold.ground.clock import queries as clock
from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.stage import Stage
from commonhold.ground.jobs import actions as jobs
from commonhold.house.ended import STAYS_OPEN, modules_of, stays_open
from commonhold.social.people.actions import follow
from commonhold.social.polls.actions import NewPoll
from commonhold.social.posts import actions as posts
from tests.cast import MORNING, PASSWORD, email_of, make_person, minutes
from tests.permissions.routes import _plain

_SAYS = "Our co-op has ended"
_METHODS = ("post", "put", "patch", "delete")


def _routes(resolver: URLResolver, before: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Every address with numbers in the places of its arguments."""
    for each in resolver.url_patterns:
        whole = before + _plain(each)
        if isinstance(each, URLResolver):
            yield from _routes(each, whole)
        else:
            yield re.sub(r"<\w+>", "12", whole), each


@pytest.fixture
def ended(coop: str) -> str:
    ending.begin(Stage.READING, reference="proposal:1", now=MORNING)
    return coop


def test_every_address_refuses_what_is_brought_to_it_and_says_why(ended: str):
    client, asked, doors = Client(raise_request_exception=False), 0, set()
    rooms: Counter[str] = Counter()
    for address, pattern in _routes(get_resolver()):
        room = pattern.callback.__module__
        rooms[room] += 1
        # Pages are alike within a room, and take longer to draw than programs' answers.
        if stays_open(pattern.callback) or (not address.startswith(("/api/", "/ap/")) and rooms[room] > 1):
            continue
        response = getattr(client, _METHODS[asked % 4])(address)
        if response.status_code == 404:
            continue  # the argument of this one is no number
        asked += 1
        assert (response.status_code, _SAYS in response.content.decode()) == (403, True), address
        doors.add(address.split("/")[1])
    assert asked > 250
    assert {"api", "ap", "compose", "decide", "money", "exchange"} <= doors


@pytest.mark.parametrize(
    ("module", "is_open"),
    [
        ("commonhold.doors.web.settings.elsewhere", True),
        ("commonhold.doors.web.erasing.views", True),
        ("allauth.account.views", True),
        ("commonhold.doors.web.settings.elsewhere_too", False),
        ("commonhold.doors.web.erasing_marks.views", False),
        ("commonhold.doors.mastodon.oauth_apps", False),
        ("allauthors.views", False),
        ("commonhold.doors.web.settings", False),
    ],
)
def test_a_room_stays_open_by_its_whole_name_and_not_by_how_it_begins(module: str, is_open: bool):
    def view() -> None: ...

    view.__module__ = module
    assert stays_open(view) is is_open


def test_each_name_of_what_stays_open_has_a_page_that_takes_something_in():
    rooms = {room for _address, pattern in _routes(get_resolver()) for room in modules_of(pattern.callback)}
    for name in STAYS_OPEN:
        assert any(room == name or room.startswith(f"{name}.") for room in rooms), name


def test_what_was_here_is_still_read_and_taken_along(coop: str):
    make_person("ada", signs_in=True)
    ending.begin(Stage.READING, reference="proposal:1", now=MORNING)
    client = Client()
    assert client.get("/").status_code == 200
    assert client.get("/winding-down").status_code == 200
    login = {"login": email_of("ada"), "password": PASSWORD}
    assert client.post("/account/login/", login).status_code == 302
    assert client.post("/me/export").status_code == 303
    assert client.post("/compose", {"text": "One more thing"}).status_code == 403


def _forms_that_would_be_refused(client: Client, addresses: list[str]) -> set[str]:
    """Where a form of these pages leads to, though nothing is taken in there any more."""
    found: set[str] = set()
    for address in addresses:
        page = client.get(address)
        assert page.status_code == 200, address
        forms = re.findall(r"<form\b([^>]*)>", page.content.decode())
        posting = [each for each in forms if 'method="post"' in each]
        actions = [re.search(r'action="([^"?]*)', each) for each in posting]
        for each in actions:
            to = (each and each[1]) or address
            if not stays_open(resolve(to).func):
                found.add(to)
    return found


def test_nobody_is_invited_to_what_would_be_refused(coop: str):
    ada, ben = make_person("ada", signs_in=True, member=True), make_person("ben", member=True)
    follow(ben, person_id=ada, now=MORNING)
    poll = NewPoll(("Rye", "Oats"), minutes=1440)
    asked = posts.publish_post(ben, text="What shall we bake?", poll=poll, now=clock.now())
    own = posts.publish_post(ada, text="Bread at nine", now=MORNING)
    client = Client()
    client.force_login(get_user_model().objects.get(people=ada))
    pages = [
        "/",
        "/local",
        "/@ben",
        "/@ada",
        f"/@ben/{asked}",
        f"/@ada/{own}",
        "/@ada/followers",
        "/notifications",
        "/bookmarks",
        "/discover",
        "/decide",
        "/members",
        "/join",
        "/messages",
        "/groups",
        "/events",
        "/lists",
        "/collections",
        "/drafts",
        "/roadmap",
        "/meetings",
        "/exchange",
        "/money",
        "/catch-up",
        "/me/follow-requests",
        "/search?q=bread",
        "/tags/bread",
        "/more",
        "/charter",
    ]
    inviting = _forms_that_would_be_refused(client, pages)
    assert {f"/@ben/{asked}/favourite", f"/@ben/{asked}/poll", "/@ben/follow"} <= inviting
    ending.begin(Stage.READING, reference="proposal:1", now=MORNING)
    assert _forms_that_would_be_refused(client, pages) == set()


def test_an_app_of_hers_signs_in_and_out_and_writes_nothing(ended: str):
    app = {"client_name": "Reader", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob"}
    made = Client().post("/api/v1/apps", app).json()
    asked = {"client_id": made["client_id"], "client_secret": made["client_secret"]}
    told = Client().post("/oauth/token", {"grant_type": "client_credentials", **asked}).json()
    token = told["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    assert Client().post("/api/v1/statuses", {"status": "Hello"}, headers=headers).status_code == 403
    assert Client().post("/oauth/revoke", {"token": token, **asked}).status_code == 200


def test_before_that_nothing_is_refused_for_it(coop: str):
    ending.begin(Stage.ANNOUNCED, reference="proposal:1", now=MORNING)
    assert _SAYS not in Client().post("/compose", {"text": "Hello"}).content.decode()


def test_work_that_waited_falls_away_and_what_the_law_asks_goes_on(ended: str):
    jobs.schedule("governance.term", key="1", due=MORNING, payload={"nonsense": 1})
    assert all(each.ok for each in jobs.run_due(minutes(1)))
    jobs.schedule("erasing.erase", key="1", due=MORNING, payload={"nonsense": 1})
    assert not all(each.ok for each in jobs.run_due(minutes(2)))
