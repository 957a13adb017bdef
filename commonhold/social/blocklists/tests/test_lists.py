"""Lists of others: read here, shown with what changed, and never more than a suggestion."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from commonhold.social.blocklists import actions, queries
from commonhold.social.blocklists.errands import read_due
from commonhold.social.blocklists.models import BlockList, Listing
from commonhold.social.blocklists.personal_data import export_of
from commonhold.social.blocklists.reading import read
from commonhold.social.blocklists.refusals import (
    ListIsReadAlready,
    ListNeedsAName,
    NoAddressOfAList,
    NoSuchList,
    NothingListed,
    OnlyForMembers,
    TooManyLists,
)
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.people.servers import Bonds, bonds
from commonhold.social.servers import policies
from tests.cast import MORNING, befriend, make_member, minutes
from tests.elsewhere import Pages

URL = "http://lists.example/blocks.csv"
WEEK = timedelta(weeks=1)


@pytest.fixture
def pages(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pages]:
    """A server with a list, reached without TLS, as a test has no certificate."""
    server = Pages("bad.example,suspend\nloud.example,silence\n")
    server.kind = "text/csv"
    yield server
    server.close()


@pytest.fixture
def member(ada: int) -> int:
    make_member(ada)
    return ada


def brought(by: int, text: str = "bad.example\nelsewhere.example", name: str = "Pasted") -> int:
    return actions.add_list(by, name=name, content=text.encode(), now=MORNING)


def has_an_address(list_id: int) -> None:
    BlockList.objects.filter(id=list_id).update(url=URL)


def named(listings: list[queries.ListingView]) -> list[str]:
    return [each.domain for each in listings]


def test_a_list_is_fetched_and_read_again_weekly_and_nothing_of_it_holds(member, pages):
    list_id = actions.add_list(member, name="Friends'", url=URL.replace("http", "https"), now=MORNING)
    has_an_address(list_id)
    assert read_due(MORNING, pages.network) == 1
    assert read_due(MORNING + WEEK / 2, pages.network) == 0
    (seen,) = queries.lists(Viewer(member), now=MORNING)
    assert (seen.name, seen.listed, seen.changed, seen.trouble) == ("Friends'", 2, 0, "")
    pages.page = "loud.example,suspend\nnew.example,suspend\n"
    later = MORNING + WEEK
    assert read_due(later, pages.network) == 1
    assert queries.one_list(Viewer(member), list_id, now=later).changed == 3
    inside = queries.contents(Viewer(member), list_id, now=later)
    assert [(each.domain, each.severity, each.is_new) for each in inside.others] == [
        ("loud.example", "block", True),
        ("new.example", "block", True),
    ]
    assert named(inside.went) == ["bad.example"]
    assert policies.holding() == []


def test_a_list_that_cannot_be_read_keeps_what_it_had_and_is_tried_the_next_day(member, pages):
    list_id = brought(member)
    has_an_address(list_id)
    actions.read_again(member, list_id=list_id, now=minutes(1))
    pages.kind = "text/html"
    assert read_due(minutes(1), pages.network) == 1
    seen = queries.one_list(Viewer(member), list_id, now=minutes(1))
    assert (seen.trouble, seen.listed) == ("cannot be fetched", 2)
    pages.kind, pages.page = "text/plain", "Nothing here"
    assert read_due(minutes(1) + timedelta(days=1), pages.network) == 1
    assert queries.one_list(Viewer(member), list_id, now=minutes(1)).trouble == "cannot be read"


def test_what_concerns_people_known_here_stands_first(member, eve):
    befriend(member, eve)
    list_id = brought(member, "example\nbad.example\nelsewhere.example\nelsewhere.exampl.e")
    inside = queries.contents(Viewer(member), list_id, now=MORNING)
    assert named(inside.met) == ["elsewhere.example"]
    assert named(inside.others) == ["bad.example", "elsewhere.exampl.e"]
    assert bonds(["elsewhere.example", "bad.example"]) == {"elsewhere.example": Bonds(1, 1, 1)}


def test_what_is_known_of_a_server_counts_what_is_beneath_it(member, eve):
    assert bonds(["example"]) == {"example": Bonds(1, 0, 0)}


def test_who_else_lists_a_server_is_said(member):
    one, two = brought(member, name="One"), brought(member, "bad.example,silence", name="Two")
    said = queries.saying(Viewer(member), ["bad.example", "new.example"], now=MORNING)
    assert [(each.list_id, each.severity) for each in said["bad.example"]] == [(one, "block"), (two, "limit")]
    assert "new.example" not in said


def test_a_long_list_is_read_part_by_part(member):
    text = "\n".join(f"s{number:03}.example" for number in range(queries.PAGE + 2))
    list_id = brought(member, text)
    first = queries.contents(Viewer(member), list_id, now=MORNING)
    assert (len(first.others), first.after) == (queries.PAGE, f"s{queries.PAGE - 1:03}.example")
    rest = queries.contents(Viewer(member), list_id, after=first.after or "", now=MORNING)
    assert (len(rest.others), rest.after) == (2, None)


def test_a_list_that_was_dropped_meanwhile_is_not_written(member):
    list_id = brought(member)
    actions.drop_list(member, list_id=list_id, now=minutes(1))
    actions.keep_read(list_id, found=read(b"new.example"), now=minutes(2))
    assert not Listing.objects.filter(domain="new.example").exists()


def test_a_list_that_was_brought_is_brought_anew(member):
    list_id = brought(member)
    actions.read_again(member, list_id=list_id, content=b"bad.example", now=minutes(1))
    assert Listing.objects.filter(until=None).count() == 1
    assert Listing.objects.get(domain="bad.example").since == MORNING
    with pytest.raises(NoAddressOfAList):
        actions.read_again(member, list_id=list_id, now=minutes(2))
    with pytest.raises(NothingListed):
        actions.read_again(member, list_id=list_id, content=b"nothing", now=minutes(2))


def test_a_dropped_list_says_nothing_any_more(member, pages):
    list_id = brought(member)
    actions.drop_list(member, list_id=list_id, now=minutes(1))
    assert queries.lists(Viewer(member), now=minutes(1)) == []
    assert queries.saying(Viewer(member), ["bad.example"], now=minutes(1)) == {}
    for late in (queries.contents, queries.one_list):
        with pytest.raises(NoSuchList):
            late(Viewer(member), list_id, now=minutes(1))
    with pytest.raises(NoSuchList):
        actions.drop_list(member, list_id=list_id, now=minutes(2))
    with pytest.raises(NoSuchList):
        actions.read_again(member, list_id=list_id, now=minutes(2))
    actions.note_trouble(list_id, trouble="cannot be read", now=minutes(2))
    assert read_due(minutes(3) + WEEK, pages.network) == 0


def test_a_list_needs_a_name_and_an_address_and_is_read_once(member, monkeypatch):
    url = "https://lists.example/blocks.csv"
    with pytest.raises(ListNeedsAName):
        actions.add_list(member, name=" ", url=url, now=MORNING)
    for wrong in ("", "http://lists.example/", "https://user@lists.example/", "ftp://lists.example"):
        with pytest.raises(NoAddressOfAList):
            actions.add_list(member, name="Theirs", url=wrong, now=MORNING)
    actions.add_list(member, name="Theirs", url=url, now=MORNING)
    with pytest.raises(ListIsReadAlready):
        actions.add_list(member, name="Theirs again", url=url, now=MORNING)
    monkeypatch.setattr(actions, "MOST_LISTS", 1)
    with pytest.raises(TooManyLists):
        brought(member)


def test_lists_are_for_members_and_whoever_holds_a_mandate(dev, member):
    list_id = brought(member)
    for viewer in (ANYONE, Viewer(dev)):
        with pytest.raises(OnlyForMembers):
            queries.lists(viewer, now=MORNING)
        with pytest.raises(OnlyForMembers):
            queries.contents(viewer, list_id, now=MORNING)
        with pytest.raises(OnlyForMembers):
            queries.saying(viewer, ["bad.example"], now=MORNING)
    with pytest.raises(OnlyForMembers):
        brought(dev)
    with pytest.raises(OnlyForMembers):
        actions.read_again(dev, list_id=list_id, now=MORNING)
    with pytest.raises(OnlyForMembers):
        actions.drop_list(dev, list_id=list_id, now=MORNING)
    with pytest.raises(AccountClosed):
        brought(0)


def test_who_asks_for_her_own_gets_the_lists_that_she_had_read(member):
    brought(member)
    assert export_of(member)["block_lists"] == [
        {"name": "Pasted", "url": "", "added_at": MORNING.isoformat()}
    ]
