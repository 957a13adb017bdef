"""Small questions that one statement answers for a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django import DjangoAssertNumQueries

from commonhold.ground import once
from commonhold.ground.always import _asked, always
from commonhold.ground.installation import queries as installation
from commonhold.ground.prepared import Prepared
from commonhold.ground.record.models import Leaf


@pytest.fixture(autouse=True)
def asked_before() -> Iterator[None]:
    before = list(_asked)
    yield
    _asked[:] = before


@pytest.mark.django_db
def test_they_are_answered_together(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    leaves = always(Prepared(lambda: Leaf.objects.order_by("id").values_list("id")[:1]))
    with once.reading(), django_assert_num_queries(1):
        assert installation.place() is None
        assert leaves() == []


@pytest.mark.django_db
def test_one_that_is_joined_while_a_page_is_read_is_asked_by_itself() -> None:
    with once.reading():
        assert installation.place() is None
        leaves = always(Prepared(lambda: Leaf.objects.order_by("id").values_list("id")[:1]))
        assert leaves() == []
