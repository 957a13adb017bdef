"""What happens to media afterwards: described, taken, released, discarded, swept away, exported, erased."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.social.media import addresses, jobs, personal_data, queries
from commonhold.social.media.actions import (
    LONGEST_ALT,
    bury,
    describe_medium,
    discard_medium,
    release_media,
    take_media,
)
from commonhold.social.media.refusals import (
    AltTooLong,
    FocusOutside,
    MediumInUse,
    MediumRefused,
    NoSuchMedium,
)
from commonhold.social.media.tests import samples
from commonhold.social.media.tests.bringing import bring, brought, files_in
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING

DAY = timedelta(days=1)


def sweep(at) -> None:
    jobs.sweep(at)
    jobs.make_waiting(at)


def test_a_description_and_a_point_that_stays_in_view(ada: int) -> None:
    medium_id = bring(ada, samples.picture())
    describe_medium(ada, medium_id=medium_id, alt=" A heron.\r\n ", focus=(-400, 1000), now=MORNING)
    view = queries.own_medium(Viewer(ada), medium_id)
    assert (view.alt, view.focus_x, view.focus_y) == ("A heron.", -400, 1000)
    describe_medium(ada, medium_id=medium_id, alt="A grey heron.", now=MORNING)
    view = queries.own_medium(Viewer(ada), medium_id)
    assert (view.alt, view.focus_x, view.focus_y) == ("A grey heron.", -400, 1000)


def test_a_description_that_is_too_long_or_a_point_outside_changes_nothing(ada: int) -> None:
    medium_id = bring(ada, samples.picture())
    with pytest.raises(AltTooLong):
        describe_medium(ada, medium_id=medium_id, alt="a" * (LONGEST_ALT + 1), now=MORNING)
    with pytest.raises(FocusOutside):
        describe_medium(ada, medium_id=medium_id, alt="a", focus=(0, 1001), now=MORNING)
    assert queries.own_medium(Viewer(ada), medium_id).alt == ""


def test_nobody_describes_takes_or_discards_what_is_somebody_elses(ada: int, ben: int) -> None:
    medium_id = bring(ada, samples.picture())
    with pytest.raises(NoSuchMedium):
        describe_medium(ben, medium_id=medium_id, alt="mine", now=MORNING)
    with pytest.raises(NoSuchMedium):
        discard_medium(ben, medium_id=medium_id, now=MORNING)
    with pytest.raises(NoSuchMedium):
        take_media(ben, medium_ids=[medium_id], now=MORNING)
    release_media(ben, medium_ids=[medium_id], now=MORNING)
    assert queries.own_medium(Viewer(ada), medium_id).state == "waiting"


def test_what_is_discarded_leaves_no_file(ada: int, data_folder: Path) -> None:
    view = brought(ada, samples.picture())
    assert len(files_in(data_folder)) == 2
    discard_medium(ada, medium_id=view.id, now=MORNING)
    with pytest.raises(NoSuchMedium):
        queries.own_medium(Viewer(ada), view.id)
    sweep(MORNING)
    assert files_in(data_folder) == []
    with pytest.raises(NoSuchMedium):
        discard_medium(ada, medium_id=view.id, now=MORNING)


def test_what_is_discarded_while_it_is_made_leaves_no_file_either(ada: int, data_folder: Path) -> None:
    medium_id = bring(ada, samples.picture())
    jobs.sweep(MORNING)
    discard_medium(ada, medium_id=medium_id, now=MORNING)
    jobs.make_waiting(MORNING)
    assert files_in(data_folder) == []


def test_what_nobody_uses_for_a_day_goes_by_itself(ada: int, data_folder: Path) -> None:
    used, idle = brought(ada, samples.picture()), brought(ada, samples.sound())
    take_media(ada, medium_ids=[used.id], now=MORNING)
    sweep(MORNING + DAY - timedelta(seconds=1))
    assert set(queries.media(Viewer(ada), [used.id, idle.id])) == {used.id, idle.id}
    sweep(MORNING + DAY)
    assert set(queries.media(Viewer(ada), [used.id, idle.id])) == {used.id}
    assert len(files_in(data_folder)) == 2
    assert not queries.is_idle(Viewer(ada), used.id)


def test_what_was_released_has_a_day_to_be_taken_again(ada: int) -> None:
    medium_id = bring(ada, samples.picture())
    take_media(ada, medium_ids=[medium_id], now=MORNING)
    with pytest.raises(MediumInUse):
        discard_medium(ada, medium_id=medium_id, now=MORNING)
    release_media(ada, medium_ids=[medium_id], now=MORNING + 9 * DAY)
    assert queries.is_idle(Viewer(ada), medium_id)
    sweep(MORNING + 9 * DAY)
    assert queries.own_medium(Viewer(ada), medium_id)
    sweep(MORNING + 10 * DAY)
    with pytest.raises(NoSuchMedium):
        take_media(ada, medium_ids=[medium_id], now=MORNING + 10 * DAY)


def test_what_could_not_be_read_cannot_be_used(ada: int) -> None:
    whole = samples.picture("PNG", (300, 300))
    view = brought(ada, whole[: len(whole) // 2])
    with pytest.raises(MediumRefused):
        take_media(ada, medium_ids=[view.id], now=MORNING)


def test_buried_twice_is_buried_once(ada: int) -> None:
    medium_id = bring(ada, samples.picture())
    bury([medium_id], now=MORNING)
    bury([medium_id], now=MORNING + DAY)
    assert queries.media(ANYONE, [medium_id]) == {}


def test_pictures_of_people_have_addresses_and_those_of_posts_are_not_told(ada: int) -> None:
    avatar = brought(ada, samples.picture(), purpose="avatar")
    post = brought(ada, samples.picture())
    waiting = bring(ada, samples.picture(), purpose="header")
    told = queries.urls([avatar.id, post.id, waiting])
    assert set(told) == {avatar.id}
    assert (told[avatar.id].full, told[avatar.id].small) == (avatar.url, avatar.small_url)


def test_an_address_leads_to_its_file_and_no_other(ada: int) -> None:
    view = brought(ada, samples.picture())
    secret, name = view.url.split("/")[2:]
    assert len(secret) == 32
    assert queries.file_at(secret, name).mime == "image/webp"
    assert queries.file_at(secret, "small.webp").medium_id == view.id
    for wrong in ((secret, "full.png"), (secret, ""), (secret[:-1] + "x", name), ("..", "..")):
        with pytest.raises(NoSuchMedium):
            queries.file_at(*wrong)


def test_a_signed_address_holds_for_its_time_and_its_file_alone(ada: int) -> None:
    view = brought(ada, samples.picture())
    url = queries.signed_url(view.id, until=MORNING + DAY)
    path, _question, query = url.partition("?")
    asked = dict(part.split("=") for part in query.split("&"))
    signed = {"until": asked["until"], "signature": asked["key"]}
    assert path == view.url
    assert addresses.is_signed(path, **signed, now=MORNING)
    assert not addresses.is_signed(path, **signed, now=MORNING + DAY)
    assert not addresses.is_signed(view.small_url, **signed, now=MORNING)
    later = {**signed, "until": str(int(asked["until"]) + 1)}
    assert not addresses.is_signed(path, **later, now=MORNING)
    for until in ("", "-1", "x", "9" * 13, "²"):
        assert not addresses.is_signed(path, until=until, signature=asked["key"], now=MORNING)
    with pytest.raises(NoSuchMedium):
        queries.signed_url(bring(ada, samples.picture()), until=None)


def test_a_person_gets_what_she_brought_and_it_goes_with_her(ada: int, ben: int, data_folder: Path) -> None:
    hers, his = brought(ada, samples.picture()), brought(ben, samples.sound())
    describe_medium(ada, medium_id=hers.id, alt="A heron.", now=MORNING)
    take_media(ada, medium_ids=[hers.id], now=MORNING)
    [told] = personal_data.export_of(ada)["media"]
    assert (told["id"], told["alt"], told["state"]) == (str(hers.id), "A heron.", "ready")
    assert (data_folder / "media" / told["key"]).is_file()
    personal_data.erase(ada, MORNING)
    sweep(MORNING)
    assert personal_data.export_of(ada) == {"media": []}
    assert len(files_in(data_folder)) == 1
    assert queries.own_medium(Viewer(ben), his.id)
