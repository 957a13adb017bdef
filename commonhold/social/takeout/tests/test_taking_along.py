"""Everything goes along, in one whole file, also after a crash; and nobody else ever has it."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from commonhold.social.archives.company import bring_table
from commonhold.social.archives.queries import awaited
from commonhold.social.archives.tests.bringing import move_in
from commonhold.social.archives.tests.maker import picture
from commonhold.social.letters.models import Letter
from commonhold.social.media.actions import describe_medium, receive_medium
from commonhold.social.media.jobs import make_waiting as make_media
from commonhold.social.people import actions as people
from commonhold.social.people import personal_data as data_of_people
from commonhold.social.people.queries import Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.posts.actions import bookmark_post, boost_post, favourite_post, publish_post
from commonhold.social.posts.models import Post
from commonhold.social.takeout import folders, jobs, offered
from commonhold.social.takeout.actions import ask_for_takeout, discard_takeout
from commonhold.social.takeout.jobs import forget_old, make_some, make_waiting
from commonhold.social.takeout.making import AlreadyWritten, Made, make
from commonhold.social.takeout.queries import file_of, latest
from commonhold.social.takeout.refusals import DiskTooFull, NoSuchTakeout, TakeoutUnderWay
from commonhold.social.takeout.tests.opening import Opened, taken_out
from tests.cast import MORNING, befriend, make_list_of, minutes

pytestmark = pytest.mark.usefixtures("coop")


def say(by: int, text: str, minute: int = 0, **more) -> int:
    return publish_post(by, text=text, now=minutes(minute), **more)


def bring_picture(by: int) -> int:
    medium_id = receive_medium(by, file=io.BytesIO(picture()), filename="bean.png", now=MORNING)
    describe_medium(by, medium_id=medium_id, alt="A bean", focus=(500, -250), now=MORNING)
    make_media(MORNING)
    return medium_id


def test_posts_files_follows_lists_and_every_room_are_in_it(ada: int, ben: int, eve: int) -> None:
    befriend(ada, ben)
    make_list_of(ada, ben)
    people.block(ada, person_id=eve, now=MORNING)
    medium = bring_picture(ada)
    first = say(ada, "Frost on the **beans** #garden", media=[medium])
    say(ada, "And more", 1, in_reply_to=first)
    say(ada, "For us alone", 2, audience="members")
    theirs = say(ben, "Mine too")
    boost_post(ada, post_id=theirs, now=minutes(3))
    favourite_post(ada, post_id=theirs, now=minutes(3))
    bookmark_post(ada, post_id=theirs, now=minutes(3))
    found = Opened(taken_out(ada, now=minutes(5)))
    outbox = found.json("outbox.json")
    notes = [each["object"] for each in outbox["orderedItems"] if each["type"] == "Create"]
    assert [each["audience"] for each in notes] == ["public", "public", "members"]
    assert (notes[2]["to"], notes[2]["cc"]) == ([], [])
    assert notes[1]["inReplyTo"] == notes[0]["id"] == f"http://coop.example/ap/posts/{first}"
    assert 'href="http://coop.example/tags/garden"' in notes[0]["content"]
    (carried,) = notes[0]["attachment"]
    assert (carried["name"], carried["focalPoint"]) == ("A bean", [0.5, -0.25])
    assert found.files[carried["url"]]
    assert [each["object"] for each in outbox["orderedItems"] if each["type"] == "Announce"] == [
        f"http://coop.example/ap/posts/{theirs}"
    ]
    assert outbox["totalItems"] == 4
    for name in ("likes.json", "bookmarks.json"):
        assert found.json(name)["orderedItems"] == [f"http://coop.example/ap/posts/{theirs}"]
    assert found.rows("following_accounts.csv")[1:] == [["ben@coop.example", "true", "false", ""]]
    assert found.rows("lists.csv") == [["Friends", "ben@coop.example"]]
    assert found.rows("blocked_accounts.csv") == [["eve@elsewhere.example"]]
    assert {f"rooms/{each}.json" for each in offered.rooms()} <= found.files.keys()
    assert [each["text"] for each in found.json("rooms/posts.json")["posts"]][2] == "For us alone"
    assert "rooms/ledger.json" not in found.files
    assert "everything that" in found.files["README.txt"].decode()
    assert found.json("actor.json")["preferredUsername"] == "ada"


def test_it_comes_in_again_in_another_house(ada: int, ben: int, caro: int, eve: int) -> None:
    """Caro stands for ada in the house to which she moves: it knows neither her nor her posts."""
    people.follow(ada, person_id=ben, now=MORNING)
    people.mute(ada, person_id=eve, hides_notifications=False, now=MORNING)
    make_list_of(ada, ben)
    first = say(ada, "Frost on the **beans** #garden", media=[bring_picture(ada)], warning="weather")
    say(ada, "Say it\n\n- one\n- two", 1, in_reply_to=first, audience="unlisted")
    path = taken_out(ada, now=minutes(5))
    done = move_in(caro, path.read_bytes(), filename="takeout.zip", now=minutes(6))
    assert (done.written, done.refused, done.media_refused) == (2, 0, 0)
    said = {row.imported_as: row for row in Post.objects.filter(author_id=caro)}
    originals = Post.objects.filter(author_id=ada).order_by("id")
    for row in originals:
        copy = said[f"http://coop.example/ap/posts/{row.id}"]
        told = (row.html, row.warning, row.language, row.audience, row.published_at)
        assert (copy.html, copy.warning, copy.language, copy.audience, copy.published_at) == told
    assert said[f"http://coop.example/ap/posts/{originals[1].id}"].in_reply_to_id is not None
    found = Opened(path)
    for name in ("following_accounts.csv", "lists.csv", "muted_accounts.csv"):
        moved = found.files[name].replace(b"coop.example", b"old.example")
        taken = bring_table(caro, content=moved, filename=name, now=minutes(7))
        assert (taken.kept or taken.done, taken.unread, taken.refused) == (1, [], [])
    kinds = {str(each.kind): each.addresses for each in awaited(Viewer(caro))}
    assert kinds["follows"] == kinds["lists"] == ["ben@old.example"]


def test_it_is_hers_alone_told_by_mail_and_gone_when_its_time_is_over(ada: int, ben: int) -> None:
    takeout_id = ask_for_takeout(ada, now=MORNING)
    with pytest.raises(NoSuchTakeout):
        file_of(Viewer(ada), takeout_id)
    with pytest.raises(TakeoutUnderWay):
        ask_for_takeout(ada, now=MORNING)
    make_waiting(MORNING)
    (view,) = [latest(Viewer(ada))]
    assert (view.state, view.done) == ("ready", view.total)
    assert file_of(Viewer(ada), takeout_id).byte_count == view.byte_count > 0
    with pytest.raises(NoSuchTakeout):
        file_of(Viewer(ben), takeout_id)
    with pytest.raises(NoSuchTakeout):
        discard_takeout(ben, takeout_id=takeout_id, now=MORNING)
    assert Letter.objects.get(person_id=ada).subject == "Your archive is ready"
    forget_old(MORNING + timedelta(days=6))
    assert folders.whole(takeout_id).is_file()
    forget_old(MORNING + timedelta(days=8))
    assert latest(Viewer(ada)).state == "gone"


def test_after_a_crash_it_is_written_anew_and_never_is_half_a_file_handed_out(
    ada: int, data_folder: Path
) -> None:
    for each in range(3):
        say(ada, f"Post {each}", each)
    takeout_id = ask_for_takeout(ada, now=minutes(5))
    for _step in range(4):
        make_some(minutes(5))
    assert folders.unfinished(takeout_id).stat().st_size > 0
    with pytest.raises(NoSuchTakeout):
        file_of(Viewer(ada), takeout_id)
    jobs.leave_off(minutes(5))  # what a crash does: the file stays half written
    folders.unfinished(takeout_id).open("ab").write(b"torn")
    make_waiting(minutes(6))
    found = Opened(file_of(Viewer(ada), takeout_id).path)
    assert len(found.json("outbox.json")["orderedItems"]) == 3
    assert not folders.unfinished(takeout_id).exists()


def test_two_programs_never_write_one_archive(ada: int) -> None:
    takeout_id = ask_for_takeout(ada, now=MORNING)
    writing = make(takeout_id, ada, made=Made(), now=MORNING)
    next(writing)
    assert make_some(MORNING) is False
    with pytest.raises(AlreadyWritten):
        next(make(takeout_id, ada, made=Made(), now=MORNING))
    writing.close()
    make_waiting(MORNING)
    assert latest(Viewer(ada)).state == "ready"


def test_a_file_that_the_store_lost_is_named_and_the_rest_goes_along(ada: int, data_folder: Path) -> None:
    say(ada, "Look", media=[bring_picture(ada)])
    for each in (data_folder / "media").rglob("full.*"):
        each.unlink()
    found = Opened(taken_out(ada))
    view = latest(Viewer(ada))
    assert view.missing == [found.json("outbox.json")["orderedItems"][0]["object"]["attachment"][0]["url"]]


def test_what_cannot_be_written_is_tried_again_and_then_said_to_have_failed(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_person_id: int) -> dict[str, Any]:
        raise KeyError("lost")

    monkeypatch.setattr(offered, "_rooms", {**offered.rooms(), "broken": broken})
    takeout_id = ask_for_takeout(ada, now=MORNING)
    for _try in range(3):
        make_waiting(MORNING)
    assert latest(Viewer(ada)).state == "failed"
    assert not folders.whole(takeout_id).exists()


def test_a_disk_without_room_is_said_before_anything_is_written(
    ada: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "free_bytes", lambda: 1_000)
    with pytest.raises(DiskTooFull):
        ask_for_takeout(ada, now=MORNING)


def test_whoever_is_gone_asks_for_none(ada: int) -> None:
    data_of_people.erase(ada, MORNING)
    with pytest.raises(AccountClosed):
        ask_for_takeout(ada, now=MORNING)
