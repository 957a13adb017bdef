"""An archive becomes posts of one's own: dated, threaded, once, and undone as a whole."""

from __future__ import annotations

import io

import pytest

from commonhold.ground.jobs import actions as jobs
from commonhold.social.archives import folders, personal_data, queries
from commonhold.social.archives.actions import (
    begin_import,
    give_up_import,
    receive_piece,
    start_import,
    undo_import,
)
from commonhold.social.archives.choosing import Choice
from commonhold.social.archives.jobs import forget_old
from commonhold.social.archives.models import Brought, Import
from commonhold.social.archives.refusals import (
    ImportUnderWay,
    NoSuchImport,
    NothingToBring,
    NotReadYet,
    TooManyForDrafts,
    UnknownChoice,
)
from commonhold.social.archives.tests.bringing import bring, move_in, write
from commonhold.social.archives.tests.maker import (
    ACTOR,
    BEGAN,
    FOLLOWERS,
    address,
    attached,
    boost,
    files,
    note,
    picture,
    poll,
    tarred,
    with_picture,
    zipped,
)
from commonhold.social.archives.writing import undo_some
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.posts import queries as posts
from commonhold.social.posts import waiting
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.models import Post
from tests.cast import MORNING, minutes


def brought(source: str) -> Post:
    return Post.objects.get(imported_as=source)


def test_posts_come_with_dates_warnings_languages_audiences_tags_and_pictures(ada: int) -> None:
    entries = [
        note(
            1,
            "<p>Late <a href='https://old.example/tags/frost' class='hashtag'>#<span>frost</span></a></p>",
        ),
        note(2, summary="weather", sensitive=True, contentMap={"de": "x"}),
        note(3, to=[FOLLOWERS], cc=["https://www.w3.org/ns/activitystreams#Public"]),
        note(4, to=[FOLLOWERS], cc=[]),
        note(5, attachment=[attached()]),
    ]
    done = move_in(ada, zipped(with_picture(*entries)))
    assert (done.state, done.written, done.refused, done.media_refused) == (Import.State.DONE, 5, 0, 0)
    first = brought(address(1))
    assert first.published_at == BEGAN.replace(minute=1)
    assert first.text == "Late #frost"
    assert 'href="/tags/frost"' in first.html
    second = brought(address(2))
    assert (second.warning, second.is_sensitive, second.language) == ("weather", True, "de")
    assert [brought(address(each)).audience for each in (1, 3, 4)] == ["public", "unlisted", "followers"]
    (medium,) = posts.post(Viewer(ada), brought(address(5)).id).media
    assert (medium.alt, medium.focus_x, medium.focus_y) == ("A bean", 500, -250)
    forget_old(MORNING)
    assert not folders.kept()


def test_one_s_own_thread_stays_a_thread_and_answers_to_others_get_a_link(ada: int) -> None:
    entries = [
        note(1),
        note(2, "<p>and then</p>", inReplyTo=address(1)),
        note(3, "<p>you are right</p>", inReplyTo="https://elsewhere.example/notes/7"),
        note(4, "<p>quite</p>", inReplyTo=address(3)),
    ]
    move_in(ada, zipped(files(*entries)))
    assert brought(address(2)).in_reply_to_id == brought(address(1)).id
    assert brought(address(3)).text == "↩ https://elsewhere.example/notes/7\n\nyou are right"
    assert brought(address(4)).in_reply_to_id == brought(address(3)).id


def test_answers_to_others_can_be_left_behind_with_all_below_them(ada: int) -> None:
    entries = [
        note(1),
        note(3, inReplyTo="https://elsewhere.example/notes/7"),
        note(4, inReplyTo=address(3)),
    ]
    done = move_in(ada, zipped(files(*entries)), Choice(answers="skip"))
    assert (done.written, done.not_chosen) == (1, 2)
    assert list(Post.objects.values_list("imported_as", flat=True)) == [address(1)]


def test_what_was_for_everybody_can_come_for_followers_alone(ada: int, ben: int) -> None:
    move_in(ada, zipped(files(note(1), note(2, to=[FOLLOWERS], cc=[]))), Choice(readers="followers"))
    assert set(Post.objects.values_list("audience", flat=True)) == {"followers"}
    assert posts.by_author(Viewer(ben), ada) == []


def test_what_is_in_it_is_told_before_anything_is_written(ada: int) -> None:
    entries = [
        note(1),
        note(2, to=[f"{ACTOR}/x"], cc=[]),
        boost(3),
        poll(4),
        note(5, attachment=[attached()]),
        note(6, attachment=[attached("media_attachments/files/lost.png")]),
        note(7, inReplyTo=address(1)),
        note(8, inReplyTo="https://elsewhere.example/notes/7", published="2020-01-01T00:00:00Z"),
        note(1),
        note(9, ""),
        note(10, published="soon"),
        note(11, published="2999-01-01T00:00:00Z"),
        {"type": "Move"},
        note(12, attributedTo="https://old.example/users/ben"),
    ]
    import_id = bring(ada, zipped(with_picture(*entries)))
    seen = queries.import_of(Viewer(ada), import_id)
    found = seen.survey
    assert found is not None
    assert seen.state == Import.State.READY
    assert (found.posts, found.threaded, found.to_others, found.with_media, found.with_poll) == (
        6,
        1,
        1,
        1,
        1,
    )
    assert found.left_out == {
        "direct": 1, "boost": 1, "twice": 1, "empty": 1, "no-date": 2, "other": 1, "not-theirs": 1,
    }  # fmt: skip
    assert (found.media, found.media_missing) == (1, 1)
    assert found.missing_names == ["media_attachments/files/lost.png"]
    assert found.media_bytes == len(picture())
    assert (found.years, found.likes, found.bookmarks) == ({"2019": 5, "2020": 1}, 1, 1)
    assert queries.chosen(found, Choice(answers="skip")) == 5
    assert queries.chosen(found, Choice(since_year=2020)) == 1
    assert not Post.objects.exists()


@pytest.mark.parametrize(
    "before",
    ["", "/system/", "https://files.old.example/", "https://files.old.example/bucket/", "/old/system/"],
)
def test_files_are_found_wherever_the_old_server_kept_them(ada: int, before: str) -> None:
    medium = {**attached(), "url": f"{before}media_attachments/files/000/1/original/a.png"}
    import_id = bring(ada, zipped(with_picture(note(1, attachment=[medium]))))
    found = queries.import_of(Viewer(ada), import_id).survey
    assert found is not None
    assert (found.media, found.media_missing) == (1, 0)


def test_a_poll_becomes_text_with_its_results(ada: int) -> None:
    move_in(ada, zipped(files(poll(1))))
    assert brought(address(1)).text == "Beans or peas?\n\n• Beans: 3 (75 %)\n• Peas: 1 (25 %)"


def test_a_second_run_brings_nothing_twice(ada: int, ben: int) -> None:
    archive = zipped(files(note(1), note(2)))
    move_in(ada, archive)
    again = move_in(ada, zipped(files(note(1), note(2), note(3))), now=minutes(5))
    assert (again.written, again.already) == (1, 2)
    assert move_in(ben, archive).written == 2
    assert Post.objects.count() == 5


def test_a_tar_is_read_as_a_zip_is_and_a_folder_around_it_does_no_harm(ada: int) -> None:
    content = {
        f"./old/{name}": value for name, value in with_picture(note(1, attachment=[attached()])).items()
    }
    done = move_in(ada, tarred(content), filename="archive.tar.gz")
    assert (done.written, done.media_refused) == (1, 0)
    assert len(posts.post(ANYONE, brought(address(1)).id).media) == 1


def test_posts_can_come_as_drafts_and_come_once(ada: int) -> None:
    archive = zipped(with_picture(note(1, attachment=[attached()]), note(2)))
    done = move_in(ada, archive, Choice(way="drafts"))
    assert (done.written, Post.objects.count()) == (2, 0)
    assert {each.said.text for each in waiting.drafts(Viewer(ada))} == {"Frost on the beans"}
    assert move_in(ada, archive).already == 2
    with pytest.raises(TooManyForDrafts, match="199"):
        move_in(ada, zipped(files(*(note(each) for each in range(199)))), Choice(way="drafts"))


def test_a_whole_import_is_undone_and_can_come_again(ada: int) -> None:
    own = publish_post(ada, text="said here", now=MORNING)
    archive = zipped(
        with_picture(*(note(each, attachment=[attached()] if each == 3 else []) for each in range(60)))
    )
    done = move_in(ada, archive)
    undo_import(ada, import_id=done.id, now=minutes(9))
    assert [undo_some(done.id, now=minutes(9)) for _each in range(4)] == [True, True, True, False]
    assert queries.import_of(Viewer(ada), done.id).state == Import.State.UNDONE
    assert [each.id for each in posts.by_author(Viewer(ada), ada)] == [own]
    assert not Brought.objects.exists()
    assert move_in(ada, archive, now=minutes(20)).written == 60


def test_drafts_of_an_import_are_undone_with_it(ada: int) -> None:
    done = move_in(ada, zipped(files(note(1))), Choice(way="drafts"))
    undo_import(ada, import_id=done.id, now=minutes(9))
    undo_some(done.id, now=minutes(9))
    assert not waiting.drafts(Viewer(ada))


def test_the_ticker_reads_writes_and_undoes_it_step_by_step(ada: int) -> None:
    import_id = bring(ada, zipped(files(*(note(each) for each in range(100)))))
    start_import(ada, import_id=import_id, choice=Choice(), now=MORNING)
    jobs.tick(MORNING)
    halfway = queries.current(Viewer(ada))
    assert halfway is not None
    assert (halfway.seen, halfway.written) == (20, 20)
    for minute in range(1, 6):
        jobs.tick(minutes(minute))
    assert queries.import_of(Viewer(ada), import_id).state == Import.State.DONE
    undo_import(ada, import_id=import_id, now=minutes(6))
    for minute in range(6, 13):
        jobs.tick(minutes(minute))
    assert queries.import_of(Viewer(ada), import_id).state == Import.State.UNDONE


def test_one_archive_at_a_time_and_each_is_its_owner_s(ada: int, ben: int) -> None:
    archive = zipped(files(note(1)))
    import_id = bring(ada, archive)
    with pytest.raises(ImportUnderWay):
        bring(ada, archive)
    with pytest.raises(NoSuchImport):
        start_import(ben, import_id=import_id, choice=Choice(), now=MORNING)
    with pytest.raises(NoSuchImport):
        queries.import_of(Viewer(ben), import_id)
    with pytest.raises(NotReadYet):
        undo_import(ada, import_id=import_id, now=MORNING)
    for wrong in (Choice(way="loudly"), Choice(answers="maybe"), Choice(readers="all")):
        with pytest.raises(UnknownChoice):
            start_import(ada, import_id=import_id, choice=wrong, now=MORNING)
    with pytest.raises(NothingToBring):
        start_import(ada, import_id=import_id, choice=Choice(until_year=2000), now=MORNING)
    give_up_import(ada, import_id=import_id, now=MORNING)
    with pytest.raises(NotReadYet):
        give_up_import(ada, import_id=import_id, now=MORNING)
    assert queries.current(Viewer(ada)) is None


def test_what_was_brought_is_exported_and_erased(ada: int) -> None:
    move_in(ada, zipped(files(note(1))))
    (kept,) = personal_data.export_of(ada)["imports"]
    assert (kept["written"], kept["brought"][0]["source"]) == (1, address(1))
    bring(ada, zipped(files(note(2))), now=minutes(1))
    personal_data.erase(ada, MORNING)
    assert not Import.objects.exists()


def test_a_post_that_we_can_t_take_is_left_out_with_its_reason_and_the_rest_comes(ada: int) -> None:
    piled = "<p>" + "a" + "\u0301" * 40 + "</p>"
    bad = {**files(note(1), note(2, piled), note(3, attachment=[attached()]))}
    bad["media_attachments/files/000/1/original/a.png"] = b"no picture at all"
    done = move_in(ada, zipped(bad))
    assert (done.written, done.refused, done.media_refused) == (2, 1, 1)
    assert [about for about, _words in done.remarks] == [
        address(2),
        "media_attachments/files/000/1/original/a.png",
    ]


def test_an_archive_comes_in_pieces_and_goes_on_where_it_stopped(ada: int) -> None:
    archive = zipped(files(note(1)))
    import_id = begin_import(ada, filename="a.zip", byte_count=len(archive), now=MORNING)
    assert (
        receive_piece(ada, import_id=import_id, offset=0, piece=io.BytesIO(archive[:100]), now=MORNING) == 100
    )
    assert begin_import(ada, filename="a.zip", byte_count=len(archive), now=MORNING) == import_id
    receive_piece(ada, import_id=import_id, offset=100, piece=io.BytesIO(archive[100:]), now=MORNING)
    assert Import.objects.get(id=import_id).state == Import.State.WAITING
    write(import_id)
