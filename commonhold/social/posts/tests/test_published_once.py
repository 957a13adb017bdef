"""A program that does not know whether it published tries again, and nothing is said twice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.posts import jobs
from commonhold.social.posts.actions import publish_once
from commonhold.social.posts.models import Post, PublishedOnce
from commonhold.social.posts.refusals import EmptyPost
from commonhold.social.posts.said import Said
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.django_db

HELLO = Said(text="Hello.")


def test_the_same_key_says_it_once_for_an_hour() -> None:
    ada = make_person("ada")
    first = publish_once(ada, said=HELLO, key="k", now=MORNING)
    assert publish_once(ada, said=HELLO, key="k", now=minutes(59)) == first
    assert publish_once(ada, said=HELLO, key="other", now=MORNING) != first
    assert publish_once(ada, said=HELLO, key="k", now=minutes(61)) != first
    assert Post.objects.count() == 3


def test_somebody_elses_key_is_another() -> None:
    ada, ben = make_person("ada"), make_person("ben")
    first = publish_once(ada, said=HELLO, key="k", now=MORNING)
    assert publish_once(ben, said=HELLO, key="k", now=MORNING) != first


def test_what_was_refused_may_be_tried_again() -> None:
    ada = make_person("ada")
    with pytest.raises(EmptyPost):
        publish_once(ada, said=Said(text=" "), key="k", now=MORNING)
    assert publish_once(ada, said=HELLO, key="k", now=MORNING)


def test_old_keys_are_forgotten() -> None:
    ada = make_person("ada")
    publish_once(ada, said=HELLO, key="k", now=MORNING)
    jobs.forget_keys(MORNING + timedelta(hours=2))
    assert not PublishedOnce.objects.exists()
