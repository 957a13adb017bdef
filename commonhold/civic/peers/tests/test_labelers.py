"""Labelers of peers are read here under the key of their record, and end when nobody stands behind them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from commonhold.civic.peers import labelers, queries
from commonhold.civic.peers.models import Peer
from commonhold.civic.peers.tests.other_co_op import OtherCoop, signed
from commonhold.ground.record import queries as record
from commonhold.ground.record.signature import check_signature
from commonhold.social.labels import actions, of_house, reading
from commonhold.social.labels import queries as labels
from commonhold.social.labels.models import Label, Labeler
from commonhold.social.labels.reading import Thing
from commonhold.social.labels.refusals import NobodyToAnswer, NoSuchLabeler, NotYourLabeler
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts.actions import publish_post
from rulebook.canonical import Json, canonical, parse_canonical
from rulebook.merkle import open_note, parse_vkey
from tests.cast import MORNING, make_eve, make_person

DAY = timedelta(days=1)
Row = dict[str, Json]


def publishes(other: OtherCoop, *said: Row, at: datetime = MORNING) -> None:
    """The other co-op has one labeler, number 7, that says so much."""
    seconds = int(at.timestamp())
    labeler: Row = {
        "number": "7",
        "title": "Village watch",
        "words": "",
        "values": [{"value": "scam?", "words": ""}],
    }
    index = canonical({"at": seconds, "labelers": [labeler]}).decode()
    listed = canonical({"at": seconds, "labeler": labeler, "labels": list(said)}).decode()
    other.labelers["/labelers/list"] = signed(f"{labelers.INDEX}\n{index}\n")
    other.labelers["/labelers/7/list"] = signed(f"{labelers.LIST}\n{listed}\n")


def said(about: str, address: str, *, days: int = 30, value: str = "scam?") -> Row:
    until = int((MORNING + DAY * days).timestamp())
    at = int(MORNING.timestamp())
    return {"about": about, "address": address, "value": value, "words": "", "at": at, "until": until}


@pytest.fixture
def ben(peer: int, other: OtherCoop) -> int:
    """Ben reads the peer's labeler, which is known here after a first visit."""
    publishes(other)
    labelers.read_peers(MORNING, other.network)
    ben = make_person("ben", member=True)
    actions.subscribe(ben, labeler_id=Labeler.objects.get().id, now=MORNING)
    return ben


def again(other: OtherCoop, hours: int = 6) -> datetime:
    now = MORNING + timedelta(hours=hours)
    labelers.read_peers(now, other.network)
    return now


def test_a_member_reads_a_labeler_of_a_peer(ben: int, other: OtherCoop) -> None:
    caro, eve = make_person("caro"), make_eve()
    post = publish_post(caro, text="Buy now", now=MORNING)
    publishes(
        other,
        said("post", f"http://coop.example/ap/posts/{post}"),
        said("person", "eve@elsewhere.example"),
        said("server", "bad.example"),
        said("person", "caro@coop.example"),
    )
    now = again(other)
    found = set(Label.objects.values_list("about", flat=True))
    assert found == {f"post:{post}", f"person:{eve}", "server:bad.example", f"person:{caro}"}
    marks = reading.on_posts(reading.reads(Viewer(ben)), [Thing(post, caro, "")], now=now)
    assert {each.labeler for each in marks[post]} == {"Village watch"}
    shown = labels.labeler(Viewer(ben), Labeler.objects.get().id, now=now)
    assert (shown.kind, shown.url) == ("peer", "https://peer.example/labelers/7")


def test_only_what_somebody_here_reads_is_fetched(peer: int, other: OtherCoop) -> None:
    publishes(other)
    labelers.read_peers(MORNING, other.network)
    again(other)
    assert other.asked == ["/labelers/list", "/labelers/list"]
    labelers.read_peers(MORNING + timedelta(hours=7), other.network)
    assert len(other.asked) == 2  # it is not its turn


def test_what_a_peer_says_no_more_ends_and_so_does_all_of_it_when_the_peer_is_silent(
    ben: int, other: OtherCoop
) -> None:
    publishes(other, said("server", "bad.example"), said("server", "worse.example"))
    again(other)
    publishes(other, said("server", "bad.example"))
    again(other, 12)
    assert Label.objects.get(address="worse.example").end == "withdrawn"
    other.labelers.clear()
    again(other, 18)
    assert "can't be read" in Peer.objects.get().labels_trouble
    reads = reading.reads(Viewer(ben))
    day = MORNING + timedelta(hours=12)
    assert reading.on_servers(reads, ["bad.example"], now=day + DAY * 7 - timedelta(seconds=1))
    assert not reading.on_servers(reads, ["bad.example"], now=day + DAY * 7)


def test_a_labeler_that_its_co_op_closed_closes_here(ben: int, other: OtherCoop) -> None:
    publishes(other, said("server", "bad.example"))
    again(other)
    index = canonical({"at": int(MORNING.timestamp()), "labelers": []}).decode()
    other.labelers["/labelers/list"] = signed(f"{labelers.INDEX}\n{index}\n")
    again(other, 12)
    assert Labeler.objects.get().closed_at is not None
    assert Label.objects.get().ended_at is not None


@pytest.mark.parametrize("how", ["another's key", "another kind", "a changed word", "an old list", "no note"])
def test_what_is_not_the_peers_own_word_of_now_changes_nothing(ben: int, other: OtherCoop, how: str) -> None:
    publishes(other, said("server", "bad.example"))
    again(other)
    good = other.labelers["/labelers/7/list"]
    if how == "another's key":
        mine = labelers.our_index(now=MORNING)
        other.labelers["/labelers/list"] = mine
    elif how == "another kind":
        publishes(other, said("server", "worse.example"))
        text = other.labelers["/labelers/7/list"].decode().split("\n\n")[0]
        other.labelers["/labelers/7/list"] = signed(text.replace(labelers.LIST, "another word") + "\n")
    elif how == "a changed word":
        other.labelers["/labelers/7/list"] = good.replace(b"bad.example", b"our.example")
    elif how == "an old list":
        publishes(other, said("server", "old.example"), at=MORNING - DAY * 7)
    else:
        other.labelers["/labelers/7/list"] = b"labels\n"
    again(other, 12)
    assert "can't be read" in Peer.objects.get().labels_trouble
    assert Label.objects.get().address == "bad.example"


def test_odd_rows_are_left_out_and_take_none_along(ben: int, other: OtherCoop) -> None:
    odd: list[Row] = [
        said("thing", "x.example"),
        said("server", "", days=3),
        said("server", "long.example", value="x" * 31),
        {**said("server", "y.example"), "until": "soon"},
        {"about": "server"},
        said("server", "past.example", days=-1),
    ]
    publishes(other, *odd, said("server", "not a name"), said("server", "bad.example", days=9000))
    now = again(other)
    assert set(Label.objects.values_list("address", "about")) == {
        ("not a name", ""),
        ("bad.example", "server:bad.example"),
    }
    until = Label.objects.get(address="bad.example").until
    assert until is not None
    assert until <= now + DAY * 180


def test_what_a_case_here_took_off_stays_off(ben: int, other: OtherCoop) -> None:
    publishes(other, said("server", "bad.example"))
    again(other)
    of_house.overrule(Label.objects.get().id, now=MORNING)
    again(other, 12)
    assert Label.objects.get().end == "overruled"


def test_nobody_here_speaks_for_a_peers_labeler(ben: int, other: OtherCoop) -> None:
    publishes(other, said("person", "ben@coop.example"))
    again(other)
    with pytest.raises(NotYourLabeler):
        actions.close_labeler(ben, labeler_id=Labeler.objects.get().id, now=MORNING)
    with pytest.raises(NobodyToAnswer):
        actions.dispute(ben, label_id=Label.objects.get().id, words="No", now=MORNING)


def test_ours_are_published_under_the_key_of_our_record(our_record: object) -> None:
    ada, eve = make_person("ada", member=True), make_eve()
    post = publish_post(ada, text="Hello", now=MORNING)
    made = actions.open_labeler(ada, title="Ada's", values=["nice: kind words"], now=MORNING)
    for about in (f"post:{post}", f"person:{ada}", f"person:{eve}", "server:elsewhere.example"):
        actions.put_label(ada, labeler_id=made, about=about, value="nice", now=MORNING)
    key = parse_vkey(record.vkey())
    text = open_note(labelers.our_list(made, now=MORNING), key=key, check_signature=check_signature)
    kind, body = text.rstrip("\n").split("\n")
    told = parse_canonical(body.encode())
    assert kind == labelers.LIST
    assert isinstance(told, dict)
    assert [each["address"] for each in told["labels"]] == [
        "elsewhere.example",
        "eve@elsewhere.example",
        "ada@coop.example",
        f"http://coop.example/ap/posts/{post}",
    ]
    index = open_note(labelers.our_index(now=MORNING), key=key, check_signature=check_signature)
    assert "Ada's" in index
    with pytest.raises(NoSuchLabeler):
        labelers.our_list(1, now=MORNING)


def test_two_houses_understand_each_other(ben: int, other: OtherCoop) -> None:
    """What we publish is what we read: the same words, signed by the other's key."""
    made = actions.open_labeler(ben, title="Ben's", values=["nice"], now=MORNING)
    actions.put_label(ben, labeler_id=made, about="server:good.example", value="nice", now=MORNING)
    for path, note in (
        ("/labelers/list", labelers.our_index(now=MORNING)),
        (f"/labelers/{made}/list", labelers.our_list(made, now=MORNING)),
    ):
        other.labelers[path] = signed(note.decode().split("\n\n")[0] + "\n")
    again(other)
    theirs = Labeler.objects.get(kind="peer", number=str(made))
    actions.subscribe(ben, labeler_id=theirs.id, now=MORNING)
    again(other, 12)
    assert Label.objects.get(labeler=theirs).about == "server:good.example"
    assert queries.peers()
    assert labels.labelers(ANYONE, now=MORNING)
