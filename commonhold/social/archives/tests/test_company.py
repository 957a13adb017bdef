"""Whom somebody followed, listed, blocked and muted elsewhere."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.refusal import Refusal
from commonhold.social.archives import personal_data, queries
from commonhold.social.archives import refusals as no
from commonhold.social.archives.company import bring_table, forget_awaited
from commonhold.social.archives.models import Awaited
from commonhold.social.archives.tables import MOST_LINES, Kind, read_table
from commonhold.social.lists import queries as lists
from commonhold.social.people import queries as people
from commonhold.social.people import safety
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_eve

FOLLOWS = b"""Account address,Show boosts,Notify on new posts,Languages
ben@coop.example,true,false,
Caro@Coop.Example,false,false,de
eve@elsewhere.example,true,false,
gus@far.example,true,false,
nobody@coop.example,true,false,
no address at all,true,false,
"""


@pytest.fixture(autouse=True)
def _here(db: None) -> None:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)


def test_people_known_here_are_followed_at_once_and_others_are_kept(ada: int, ben: int, caro: int) -> None:
    eve = make_eve()
    taken = bring_table(ada, content=FOLLOWS, filename="following_accounts.csv", now=MORNING)
    assert (taken.kind, taken.done, taken.kept, taken.unread) == (Kind.FOLLOWS, 3, 1, [7])
    assert [who for who, _why in taken.refused] == ["nobody@coop.example"]
    assert people.followed_among(Viewer(ada), [ben, caro]) == {ben, caro}
    assert people.has_asked_to_follow(Viewer(ada), eve)
    assert [each.person.id for each in safety.hidden_boosts(Viewer(ada))[0]] == [caro]
    assert [(each.kind, each.addresses) for each in queries.awaited(Viewer(ada))] == [
        (Kind.FOLLOWS, ["gus@far.example"])
    ]


def test_whoever_was_awaited_is_followed_listed_and_muted_when_she_comes(ada: int, ben: int) -> None:
    bring_table(ada, content=b"eve@elsewhere.example", filename="following.csv", now=MORNING)
    bring_table(ada, content=b"Far,eve@elsewhere.example", filename="lists.csv", now=MORNING)
    bring_table(ben, content=b"Eve@Elsewhere.example", filename="blocked_accounts.csv", now=MORNING)
    eve = make_eve()
    jobs.run_due(MORNING)
    assert people.has_asked_to_follow(Viewer(ada), eve)
    assert [(each.title, each.size) for each in lists.lists_of(Viewer(ada))] == [("Far", 1)]
    assert [each.person.id for each in safety.blocks(Viewer(ben))[0]] == [eve]
    assert not Awaited.objects.exists()


def test_the_same_table_again_changes_nothing_and_what_waits_can_be_forgotten(ada: int, ben: int) -> None:
    for _each in range(2):
        bring_table(ada, content=FOLLOWS, filename="following_accounts.csv", now=MORNING)
    assert Awaited.objects.count() == 2
    assert len(personal_data.export_of(ada)["awaited"]) == 2
    forget_awaited(ben, now=MORNING)
    assert queries.awaited(Viewer(ben)) == []
    forget_awaited(ada, now=MORNING)
    assert not Awaited.objects.exists()


def test_lists_blocks_mutes_and_servers_have_their_tables(ada: int, ben: int, caro: int, dev: int) -> None:
    bring_table(ada, content=FOLLOWS, filename="following_accounts.csv", now=MORNING)
    listed = (
        b"Friends,ben@coop.example\nFriends,caro@coop.example\nWork,ben@coop.example\nWork,dev@coop.example\n"
    )
    taken = bring_table(ada, content=listed, filename="lists.csv", now=MORNING)
    assert [(each.title, each.size) for each in lists.lists_of(Viewer(ada))] == [("Friends", 2), ("Work", 1)]
    assert [who for who, _why in taken.refused] == ["dev@coop.example"]
    muted = b"Account address,Hide notifications\ncaro@coop.example,false\n"
    bring_table(ada, content=muted, filename="muted_accounts.csv", now=MORNING)
    assert [(each.person.id, each.hides_notifications) for each in safety.mutes(Viewer(ada))[0]] == [
        (caro, False)
    ]
    bring_table(ada, content=b"dev@coop.example\n", filename="blocked_accounts.csv", now=MORNING)
    assert [each.person.id for each in safety.blocks(Viewer(ada))[0]] == [dev]
    bring_table(ada, content=b"#domain\nbad.example\n", filename="x.csv", kind="servers", now=MORNING)
    assert [each.domain for each in safety.blocked_servers(Viewer(ada))[0]] == ["bad.example"]


@pytest.mark.parametrize(
    ("content", "name", "refusal", "words"),
    [
        (b"https://a.example/1", "bookmarks.csv", no.BookmarksStay, "other servers"),
        (FOLLOWS, "people.csv", no.TableOfUnknownKind, "people.csv"),
        ("ä@x.example".encode("latin-1"), "lists.csv", no.WrongCharset, "lists.csv.*byte 1 "),
        (b"what\nis\nthis", "following.csv", no.NotATable, "line 2 "),
        (b"a@b.example\n\0", "following.csv", no.NotATable, "line 2 "),
        (b'a@b.example,"' + b"x" * 200_000, "following.csv", no.NotATable, "following.csv"),
        (b"x\n" * (MOST_LINES + 1), "following.csv", no.TableTooLong, "20000"),
        (b"x" * 4_000_001, "following.csv", no.TableTooLong, "20000"),
    ],
)
def test_a_broken_table_is_refused_and_nothing_changes(
    ada: int, content: bytes, name: str, refusal: type[Refusal], words: str
) -> None:
    with pytest.raises(refusal, match=words):
        bring_table(ada, content=content, filename=name, now=MORNING)
    assert not Awaited.objects.exists()


def test_a_table_has_its_own_bound_whatever_others_allow(ada: int) -> None:
    usual = csv.field_size_limit(4_000_000)
    try:
        with pytest.raises(no.NotATable):
            bring_table(ada, content=b'a@b.example,"' + b"x" * 200_000, filename="following.csv", now=MORNING)
    finally:
        csv.field_size_limit(usual)


def test_no_more_addresses_are_kept_than_anybody_needs(ada: int) -> None:
    Awaited.objects.bulk_create(
        Awaited(id=each, person_id=ada, kind="follows", address=f"a{each}@b.example", since=MORNING)
        for each in range(1, 20_001)
    )
    with pytest.raises(no.TooManyAwaited):
        bring_table(ada, content=b"c@b.example", filename="following.csv", now=MORNING)


@given(
    content=st.binary(max_size=200) | st.text(max_size=100).map(str.encode), kind=st.sampled_from(list(Kind))
)
def test_whatever_a_table_holds_nothing_but_a_refusal_is_raised(content: bytes, kind: Kind) -> None:
    try:
        table = read_table(content, filename="x.csv", kind=kind)
    except Refusal:
        return
    assert len({(each.title, each.address) for each in table.entries}) == len(table.entries)
