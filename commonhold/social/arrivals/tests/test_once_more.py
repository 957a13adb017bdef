"""The same community is taken in once more: counts say what is new, and what was hidden stays hidden."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from commonhold.ground.jobs import actions as jobs
from commonhold.social.arrivals import bringing
from commonhold.social.arrivals.actions import claim_page, free_arrival, invite_community, refuse_page
from commonhold.social.arrivals.models import Arrival
from commonhold.social.arrivals.tests.copy_maker import (
    ACCOUNTS,
    DOMAIN,
    STATUSES,
    account,
    status,
    tie,
    write_copy,
)
from commonhold.social.arrivals.tests.test_a_community_comes import bring, copy, named, said, undo
from commonhold.social.arrivals.tests.test_claiming import claim, link
from commonhold.social.media.models import Medium
from commonhold.social.people.models import Follow
from commonhold.social.servers.models import ServerPolicy
from tests.cast import MORNING, minutes

__all__ = ["copy"]
DAY = timedelta(days=1)
_TIED = ("people", "follows", "mutes", "blocks", "lists", "posts", "favourites", "bookmarks", "emoji")


def test_of_the_same_copy_all_is_said_to_be_here_already_and_what_came_is_counted_once(copy: Path) -> None:
    first = bring(copy)
    second = bring(copy)
    third = bring(copy)
    assert second.counts == third.counts
    for name in _TIED:
        assert second.counts[name] == first.counts[name]
        assert second.counts[f"{name} already here"] == first.counts[name]
    assert second.remarks == first.remarks
    assert Medium.objects.filter(purpose="emoji").count() == 1


def test_of_a_newer_copy_what_is_new_is_counted_as_new(copy: Path) -> None:
    bring(copy)
    more = [tie(1, 101, 100), tie(2, 100, 101), tie(9, 103, 100), tie(9, 103, 100)]
    write_copy(copy, statuses=[*STATUSES, status(40, 101, "Thaw")], follows=more)
    found = bring(copy)
    assert (found.counts["posts"], found.counts["posts already here"]) == (8, 7)
    assert (found.counts["follows"], found.counts["follows already here"]) == (3, 2)


def test_taken_back_and_brought_once_more_who_stayed_and_who_refused_is_told_apart(copy: Path) -> None:
    bring(copy)
    invite_community(DOMAIN, now=MORNING)
    jobs.tick(MORNING)
    claim("iris@example.org")
    refuse_page(token=link("jo@example.org"), now=minutes(4))
    undo()
    found = bringing.preview(copy)
    assert (found.people, found.already_here, found.renamed) == (5, 2, {"admin": "admin_1"})
    counts = bring(copy).counts
    assert (counts["people"], counts["people already here"], counts["people left out"]) == (3, 1, 1)
    assert counts["posts"] == 1
    assert (counts["posts already here"], counts["posts left out"]) == (4, 2)


def test_who_stayed_suspended_is_freed_of_all_that_any_import_hid(copy: Path) -> None:
    bring(copy)
    invite_community(DOMAIN, now=MORNING)
    jobs.tick(MORNING)
    kim = claim("kim@example.org")
    undo()
    write_copy(copy, statuses=[*STATUSES, status(60, 102, "More pills")])
    bring(copy)
    assert said(60).waits_for_id
    free_arrival(None, person_id=kim, words="Long ago", now=minutes(30))
    jobs.tick(minutes(30))
    assert said(6).waits_for_id is None
    assert said(60).waits_for_id is None


def test_posts_of_a_page_that_is_hidden_come_hidden_and_are_shown_with_it(copy: Path) -> None:
    bring(copy)
    Arrival.objects.filter(person_id=named("iris")).update(hidden_at=minutes(1))
    write_copy(copy, statuses=[*STATUSES, status(41, 100, "Snow")])
    bring(copy)
    assert said(41).waits_for_id
    invite_community(DOMAIN, now=MORNING)
    jobs.tick(MORNING)
    claim("iris@example.org")
    jobs.tick(minutes(11))
    assert said(41).waits_for_id is None


def test_a_page_that_is_hidden_in_part_is_shown_whole_when_it_is_claimed(copy: Path) -> None:
    bring(copy)
    late = MORNING + 181 * DAY
    jobs.tick(late)
    assert said(1).waits_for_id
    row = Arrival.objects.get(person_id=named("iris"))
    assert row.hidden_at is None
    invite_community(DOMAIN, now=late)
    jobs.tick(late)
    claim_page(token=link("iris@example.org"), password="beans under snow", agrees=True, now=late)
    jobs.tick(late + timedelta(seconds=9))
    assert said(1).waits_for_id is None


def test_followers_on_servers_that_members_blocked_stay_behind(
    copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in ("steps.newcomers", "steps.circles", "bringing"):
        monkeypatch.setattr(f"commonhold.social.arrivals.{each}.host_here", lambda: DOMAIN)
    ServerPolicy.objects.create(
        id=1, domain="elsewhere.example", kind="block", since=MORNING, reference="proposal:1"
    )
    found = bring(copy)
    assert found.counts["followers elsewhere left out"] == 1
    assert not Follow.objects.filter(follower__domain="elsewhere.example").exists()


def test_a_file_that_can_not_be_read_is_told_and_all_else_comes(copy: Path) -> None:
    files = copy / "media"
    beans = files / "media_attachments/files/123/456/789/012/original/beans.png"
    beans.unlink()
    beans.mkdir()
    emoji = files / "custom_emojis/images/000/000/003/original/bean.png"
    emoji.unlink()
    (files / "accounts/avatars/000/000/100/original/face.png").mkdir(parents=True)
    (files / "accounts/headers/000/000/100/original").mkdir(parents=True)
    iris = account(100, "Iris", avatar_file_name="face.png", header_file_name=f"{'x' * 900}.png")
    accounts = [iris, *(each for each in ACCOUNTS if each["id"] != 100)]
    other = write_copy(copy.parent / "other", accounts=accounts)
    (copy / "accounts.csv").write_bytes((other / "accounts.csv").read_bytes())
    counts, remarks = (found := bring(copy)).counts, dict(found.remarks)
    assert counts["media refused"] == 1
    assert "can't be read: Is a directory" in remarks["Iris/8: beans.png"]
    assert counts["portraits refused"] == 2
    assert "File name too long" in remarks["Iris: header"]
    assert counts["emoji files missing"] == 1
    assert (counts["people"], counts["posts refused"]) == (5, 1)  # a post that was a picture alone
