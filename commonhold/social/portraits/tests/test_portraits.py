from __future__ import annotations

from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commonhold.social.media import jobs as media_jobs
from commonhold.social.media.models import Medium
from commonhold.social.media.queries import media
from commonhold.social.media.refusals import AltTooLong, DamagedFile, FileTooLarge, NotAPicture, TooManyPoints
from commonhold.social.media.tests.bringing import shown
from commonhold.social.media.tests.samples import picture, png_of
from commonhold.social.people import personal_data as people_data
from commonhold.social.people import queries as people
from commonhold.social.people.actions import choose_who_sees_parts, follow
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from commonhold.social.portraits import jobs, personal_data, queries
from commonhold.social.portraits.actions import (
    Chosen,
    choose_portrait,
    describe_portrait,
    present_oneself,
    remove_portrait,
    show_portrait,
)
from commonhold.social.portraits.models import Portrait
from tests.cast import MORNING, minutes

WORDS = {"display_name": "Ada", "summary": "", "pronouns": "", "fields": [], "approves_followers": False}


def choose(by: int, data: bytes | None = None, kind: str = "avatar", focus: tuple[int, int] = (0, 0)) -> None:
    file = BytesIO(picture() if data is None else data)
    chosen = Chosen(kind, file, "me.png", "Ada at her bench", focus)
    choose_portrait(by, chosen=chosen, now=MORNING)


def make() -> None:
    media_jobs.make_waiting(MORNING)
    jobs.sweep(MORNING)


def test_a_chosen_picture_is_shown_when_it_was_made_safe(ada):
    choose(ada)
    assert people.person(ANYONE, ada).avatar_url is None
    assert queries.waiting(Viewer(ada)).avatar
    assert queries.waiting(ANYONE) == queries.Portraits()
    make()
    assert people.person(ANYONE, ada).avatar_url.endswith("/small.webp")
    seen = queries.of(ANYONE, ada).avatar
    assert (seen.url.endswith("/full.webp"), seen.alt) == (True, "Ada at her bench")


def test_bylines_bear_the_picture_without_a_statement_more(ada, ben):
    choose(ada)
    make()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lines = people.lines(ANYONE, [ada, ben])
    assert len(asked) == 1
    assert lines[ada].avatar_url
    assert lines[ben].avatar_url is None


def test_a_new_picture_takes_the_place_of_the_one_before(ada):
    choose(ada)
    make()
    before = people.person(ANYONE, ada).avatar_url
    choose(ada)
    assert people.person(ANYONE, ada).avatar_url == before
    choose(ada)
    make()
    assert people.person(ANYONE, ada).avatar_url not in (None, before)
    assert Medium.objects.filter(gone_at=None).count() == 1


def test_the_crop_keeps_in_view_what_was_asked_for(ada, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    for focus, colour in (((-1000, 0), 0), ((1000, 0), 2)):
        choose(ada, picture(size=(300, 100)), focus=focus)
        make()
        medium = Medium.objects.get(gone_at=None)
        image = shown(tmp_path, media(Viewer(ada), [medium.id])[medium.id]).convert("RGB")
        assert image.size == (400, 400)
        assert image.getchannel(colour).tobytes()[300 * 400 + 200] > 200


def test_a_header_is_wide_and_in_no_byline(ada):
    choose(ada, kind="header")
    make()
    row = Medium.objects.get()
    assert (row.width, row.height) == (1500, 500)
    assert people.person(ANYONE, ada).avatar_url is None
    assert queries.of(ANYONE, ada).header.alt == "Ada at her bench"


def test_a_removed_picture_is_gone_everywhere(ada):
    choose(ada)
    make()
    choose(ada)
    remove_portrait(ada, kind="avatar", now=minutes(1))
    remove_portrait(ada, kind="avatar", now=minutes(2))
    assert people.person(ANYONE, ada).avatar_url is None
    assert queries.of(ANYONE, ada) == queries.waiting(Viewer(ada)) == queries.Portraits()
    assert not Medium.objects.filter(gone_at=None).exists()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"hello there", NotAPicture),
        (picture()[:20], DamagedFile),
        (png_of(60_000, 60_000), TooManyPoints),
        (picture() + b"\0" * 60_000_000, FileTooLarge),
    ],
)
def test_what_is_no_picture_is_refused_and_nothing_else_changes(ada, data, refusal):
    chosen = Chosen("header", BytesIO(data), "me.png", "")
    with pytest.raises(refusal) as refused:
        present_oneself(
            ada, chosen=[chosen], described={}, removed=[], now=MORNING, **WORDS | {"summary": "New"}
        )
    assert refused.value.field == "header"
    assert people.profile(ANYONE, "ada").summary == ""
    assert queries.waiting(Viewer(ada)) == queries.Portraits()


def test_a_picture_that_cannot_be_read_after_all_is_said_to_its_owner(ada):
    whole = picture()
    choose(ada, whole[: len(whole) * 2 // 3])
    make()
    assert queries.waiting(Viewer(ada)).avatar.trouble
    assert people.person(ANYONE, ada).avatar_url is None


def test_who_left_changes_no_picture(ada):
    choose(ada)
    make()
    personal_data.erase(ada, minutes(1))
    people_data.erase(ada, minutes(1))
    assert people.lines(ANYONE, [ada])[ada].avatar_url is None
    assert not Medium.objects.filter(gone_at=None).exists()
    with pytest.raises(AccountClosed):
        remove_portrait(ada, kind="avatar", now=minutes(2))
    with pytest.raises(AccountClosed):
        choose(ada)


def test_an_export_names_them(ada):
    choose(ada)
    (one,) = personal_data.export_of(ada)["portraits"]
    assert one["kind"] == "avatar"


def test_a_picture_is_put_up_once_and_not_after_it_was_taken_back(ada):
    choose(ada)
    portrait = Portrait.objects.get()
    show_portrait(portrait.id, address="/media/one/small.webp", now=minutes(1))
    show_portrait(portrait.id, address="/media/two/small.webp", now=minutes(2))
    assert people.person(ANYONE, ada).avatar_url == "/media/one/small.webp"
    assert Portrait.objects.get().shown_at == minutes(1)
    remove_portrait(ada, kind="avatar", now=minutes(3))
    show_portrait(portrait.id, address="/media/one/small.webp", now=minutes(4))
    assert people.person(ANYONE, ada).avatar_url is None


def test_what_is_to_be_seen_can_be_said_anew_without_the_picture(ada):
    describe_portrait(ada, kind="avatar", alt="Nothing yet", now=MORNING)
    choose(ada)
    make()
    described = {"avatar": "Ada, laughing", "header": ""}
    present_oneself(ada, chosen=[], described=described, removed=[], now=minutes(1), **WORDS)
    assert queries.of(ANYONE, ada).avatar.alt == "Ada, laughing"
    with pytest.raises(AltTooLong) as refused:
        describe_portrait(ada, kind="avatar", alt="a" * 2000, now=minutes(2))
    assert refused.value.field == "avatar_alt"
    assert queries.of(ANYONE, ada).avatar.alt == "Ada, laughing"


def test_the_wide_picture_is_for_those_to_whom_she_shows_it(ada, ben, dev):
    choose(ada, kind="header")
    make()
    assert queries.of(ANYONE, ada).header
    follow(dev, person_id=ada, now=MORNING)
    choose_who_sees_parts(ada, parts={"header": "followers"}, lines={}, now=MORNING)
    for viewer, gets in ((None, False), (ben, False), (dev, True), (ada, True)):
        assert (queries.of(Viewer(viewer), ada).header is not None) is gets
        assert (
            queries.of_many(Viewer(viewer), [ada]).get(ada, queries.Portraits()).header is not None
        ) is gets
