"""What was erased before and came back with an older copy of the database goes again, without ten minutes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commonhold.ground.erased.actions import NAME
from commonhold.ground.jobs import actions as jobs
from commonhold.social.posts.actions import publish_post, remove_post
from commonhold.social.posts.jobs import forget_post
from commonhold.social.posts.models import Grace, Post
from tests.cast import MORNING, minutes

pytestmark = pytest.mark.usefixtures("coop")


def test_a_post_is_forgotten_at_once_and_again_changes_nothing(ada: int) -> None:
    post_id = publish_post(ada, text="Too much", now=MORNING)
    forget_post(post_id, now=minutes(1))
    row = Post.objects.get(id=post_id)
    assert (row.text, row.html, row.removed_at) == ("", "", minutes(1))
    assert not Grace.objects.filter(post=row).exists()
    forget_post(post_id, now=minutes(2))
    assert Post.objects.get(id=post_id).removed_at == minutes(1)
    with pytest.raises(Post.DoesNotExist):
        forget_post(1, now=minutes(3))


def test_what_is_taken_back_is_on_the_list_once_its_minutes_are_over(ada: int, data_folder: Path) -> None:
    post_id = publish_post(ada, text="Too much", now=MORNING)
    remove_post(ada, post_id=post_id, now=minutes(1))
    jobs.run_due(minutes(5))
    assert not (data_folder / NAME).exists()
    jobs.run_due(minutes(12))
    lines = [json.loads(each) for each in (data_folder / NAME).read_text().splitlines()]
    assert [each["post"] for each in lines] == [post_id]
