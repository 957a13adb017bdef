"""Everybody of a server comes along: dated, threaded, once; suspended ones hidden; and all of it undone."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.ground.ending import actions as ending
from commonhold.ground.ending.refusals import NothingNew
from commonhold.ground.ending.stage import Stage
from commonhold.ground.jobs import actions as jobs
from commonhold.ground.record import queries as record
from commonhold.social.actors import kept
from commonhold.social.arrivals import bringing, queries
from commonhold.social.arrivals.actions import free_arrival
from commonhold.social.arrivals.models import Arrival
from commonhold.social.arrivals.refusals import (
    ColumnsMissing,
    HalfAFile,
    NobodyComes,
    NoDomain,
    NoSuchCommunity,
    NotACopy,
    NotSuspendedThere,
    NotUnicode,
    WrongValue,
)
from commonhold.social.arrivals.tests.copy_maker import ACCOUNTS, DOMAIN, account, status, tie, write_copy
from commonhold.social.arrivals.writing import STEPS
from commonhold.social.emoji import queries as emoji
from commonhold.social.lists import queries as lists
from commonhold.social.people import queries as people
from commonhold.social.people.actions import open_coop_account
from commonhold.social.people.models import Follow, Person
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.models import Post
from tests.cast import MORNING, make_person, minutes


def bring(folder: Path) -> queries.CommunityView:
    bringing.bring_community(folder, clock=lambda: MORNING, tell=lambda _step, _done: None)
    return queries.community_of(DOMAIN)


def undo() -> int:
    return bringing.undo_community(DOMAIN, clock=lambda: minutes(5), tell=lambda _step, _done: None)


@pytest.fixture
def copy(tmp_path: Path, coop: str) -> Path:
    open_coop_account(wanted_handles=["yard"], name="Lantern Yard", summary="", followers=[], now=MORNING)
    return write_copy(tmp_path / "copy")


def named(handle: str) -> int:
    return people.by_handle(ANYONE, handle).id


def said(number: int) -> Post:
    return Post.objects.get(imported_as=f"https://{DOMAIN}/users/x/statuses/{number}")


def test_a_preview_counts_all_of_it_and_writes_nothing(copy: Path) -> None:
    found = bringing.preview(copy)
    assert (found.domain, found.people, found.suspended, found.without_address) == (DOMAIN, 5, 1, 1)
    assert (found.never_signed_up, found.renamed) == (1, {"admin": "admin_1"})
    assert found.posts == {"public": 6, "followers": 1}
    assert found.left_out == {"direct": 1, "boosts": 1, "deleted": 1, "of nobody": 1}
    assert (found.answers_to_unknown, found.media, found.media_missing) == (1, 1, 1)
    assert found.ties["follows"] == 2
    assert (found.followers_elsewhere, found.followed_elsewhere, found.keeps_addresses) == (1, 1, False)
    assert not Arrival.objects.exists()


def test_people_come_with_their_pages_threads_pictures_and_circles_and_nobody_is_told(copy: Path) -> None:
    found = bring(copy)
    assert (found.state, found.people, found.without_address) == ("done", 5, 1)
    iris, jo = named("iris"), named("jo")
    row = Person.objects.get(id=iris)
    assert (row.login_id, row.display_name, row.summary) == (None, "Iris", "I grow beans.")
    assert row.fields.get().value == "plot 12"
    assert said(2).in_reply_to_id == said(1).id
    assert said(1).published_at.year == 2019
    assert "/@iris" in said(2).html
    assert (said(3).audience, said(3).warning) == ("followers", "weather")
    shown = posts.post(Viewer(jo), said(8).id)
    assert shown.media[0].alt == "Beans under snow"
    assert "bush, low: 1" in said(9).text
    assert {each.id for each in people.following(Viewer(jo), jo)} == {iris}
    assert lists.lists_of(Viewer(iris))[0].title == "Gardeners"
    assert posts.post(ANYONE, said(1).id).favourites == 1
    assert emoji.pictures({"bean"})
    assert found.remarks[0] == ("admin", "→ admin_1")
    assert not jobs.is_waiting("news.tell", now=minutes(60))
    assert not Follow.objects.filter(follower__domain="elsewhere.example").exists()


def test_who_was_suspended_comes_hidden_until_she_is_freed(copy: Path) -> None:
    bring(copy)
    assert said(6).waits_for_id == people.coop_account_id()
    with pytest.raises(NotSuspendedThere):
        free_arrival(None, person_id=named("iris"), words="Why not", now=minutes(1))
    free_arrival(None, person_id=named("kim"), words="Long ago", now=minutes(1))
    jobs.tick(minutes(2))
    assert said(6).waits_for_id is None


def test_what_is_known_of_a_suspension_comes_along(copy: Path) -> None:
    strikes = [
        {"id": 1, "target_account_id": 102, "action": "4000", "text": "Pills again", "created_at": "x"},
        {"id": 2, "target_account_id": 102, "action": "3000", "text": "Too loud", "created_at": "x"},
    ]
    bring(write_copy(copy, account_warnings=strikes))
    kim = queries.still_suspended(after=None, limit=9)[0]
    assert (kim.person_id, kim.name_there, kim.words) == (named("kim"), "kim", "Pills again")
    assert kim.at is not None
    assert kim.at.year == 2024
    assert queries.still_suspended(after=kim.id, limit=9) == []
    assert queries.is_anybody_suspended()


def test_the_same_copy_again_brings_nothing_twice_and_a_newer_one_what_is_missing(copy: Path) -> None:
    bring(copy)
    count = Post.objects.count()
    bring(copy)
    assert (Post.objects.count(), Arrival.objects.count()) == (count, 5)
    write_copy(copy, statuses=[status(1, 100, "Frost"), status(40, 101, "Thaw", in_reply_to_id=1)])
    bring(copy)
    assert said(40).in_reply_to_id == said(1).id
    assert Post.objects.count() == count + 1


def test_it_goes_on_where_it_was_stopped(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(step: str, _done: int) -> None:
        if step == "posts":
            raise KeyboardInterrupt

    monkeypatch.setitem(STEPS, "posts", (STEPS["posts"][0], 2))
    with pytest.raises(KeyboardInterrupt):
        bringing.bring_community(copy, clock=lambda: MORNING, tell=stop)
    assert queries.community_of(DOMAIN).state == "writing"
    assert bring(copy).counts["posts"] == 7
    assert Post.objects.exclude(imported_as="").count() == 7


def test_undone_nothing_stays_and_it_can_come_again(copy: Path) -> None:
    bring(copy)
    assert undo() == 5
    assert queries.community_of(DOMAIN).state == "undone"
    assert not Person.objects.filter(handle="iris").exists()
    assert not Post.objects.exclude(text="").exists()
    bring(copy)
    assert named("iris")
    undo()
    with pytest.raises(NoSuchCommunity):
        undo()


def test_what_is_taken_back_while_it_comes_is_not_said_to_have_come(copy: Path) -> None:
    def take_back(step: str, _done: int) -> None:
        if step == "people":
            undo()

    bringing.bring_community(copy, clock=lambda: MORNING, tell=take_back)
    assert queries.community_of(DOMAIN).state == "undone"
    assert [each.kind for each in record.leaves() if each.kind.startswith("arrivals.")] == ["arrivals.undone"]


def test_a_name_that_is_taken_here_gets_a_number(copy: Path) -> None:
    make_person("jo")
    assert bringing.preview(copy).renamed["jo"] == "jo_1"
    write_copy(copy, accounts=[*ACCOUNTS, account(106, "IRIS")])
    assert ("IRIS", "→ iris_1") in bring(copy).remarks
    assert named("jo_1")
    assert named("iris_1")


def test_where_the_address_stays_she_goes_on_being_known_as_before(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("steps.newcomers", "steps.circles", "bringing"):
        monkeypatch.setattr(f"commonhold.social.arrivals.{each}.host_here", lambda: DOMAIN)
    assert bringing.preview(copy).keeps_addresses
    bring(copy)
    iris = named("iris")
    assert kept.path_of(iris) == "/users/Iris"
    assert kept.meant("/users/iris/statuses/1") == (iris, "/statuses/1")
    assert Follow.objects.filter(followed_id=iris, follower__domain="elsewhere.example").exists()


@pytest.mark.parametrize(
    ("tables", "refusal"),
    [
        ({"statuses": []}, NotACopy),
        ({"users": [{"account_id": 1}]}, ColumnsMissing),
        ({"follows": [tie(1, 101, 100) | {"id": "one"}]}, WrongValue),  # type: ignore[operator]
        ({"accounts": ACCOUNTS[-1:]}, NobodyComes),
    ],
)
def test_a_copy_that_can_not_be_read_is_refused_by_name(copy: Path, tables, refusal) -> None:
    write_copy(copy, **tables)
    with pytest.raises(refusal):
        bring(copy)
    assert not Arrival.objects.exists()


def test_half_a_file_and_strange_bytes_are_named(copy: Path) -> None:
    path = copy / "statuses.csv"
    whole = path.read_bytes()
    path.write_bytes(whole[:-30])
    with pytest.raises(HalfAFile, match=r"statuses\.csv stops in the middle of line"):
        bring(copy)
    path.write_bytes(whole + b"\xff")
    with pytest.raises(NotUnicode):
        bring(copy)


def test_a_copy_that_names_no_server_asks_for_it(copy: Path) -> None:
    write_copy(copy, statuses=[status(1, 100, "Frost", uri="")])
    with pytest.raises(NoDomain):
        bring(copy)
    bringing.bring_community(copy, domain=DOMAIN, clock=lambda: MORNING, tell=lambda _step, _done: None)
    assert Post.objects.get(text="Frost").imported_as == f"https://{DOMAIN}/users/Iris/statuses/1"


def test_nobody_comes_to_a_co_op_that_ends(copy: Path) -> None:
    ending.begin(Stage.ANNOUNCED, reference="proposal:1", now=MORNING)
    with pytest.raises(NothingNew):
        bring(copy)
    assert not Arrival.objects.exists()


def test_news_of_today_are_answered_as_before(copy: Path) -> None:
    bring(copy)
    gus = make_person("gus")
    made = publish_post(gus, text="Thank you", in_reply_to=said(1).id, now=minutes(1))
    assert Post.objects.get(id=made).thread_id == said(1).id
