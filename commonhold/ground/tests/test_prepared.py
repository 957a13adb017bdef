"""A prepared query answers as the query that it was made of."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from pytest_django import DjangoAssertNumQueries

from commonhold.ground.jobs.models import Job
from commonhold.ground.prepared import Asking, Prepared, answered, together
from tests.cast import MORNING, minutes

pytestmark = pytest.mark.both_databases


def waiting(*, after: int, other: int) -> QuerySet[Any, Any]:
    later = Job.objects.filter(id__gt=OuterRef("id"), kind="a")
    rows = Job.objects.filter(Q(Exists(later)) | Q(id=other), id__gt=after, due_at__gte=MORNING)
    return rows.exclude(kind="c").order_by("-id").values("id")


@pytest.fixture
def jobs(committing_db: str) -> list[int]:
    made = [
        Job.objects.create(kind=kind, key=str(n), due_at=minutes(n), payload={})
        for n, kind in enumerate("aabacb")
    ]
    return [each.id for each in made]


def test_every_number_finds_its_place_again(jobs: list[int]) -> None:
    prepared = Prepared(waiting)
    for after in (0, jobs[1], jobs[-1]):
        for other in (0, jobs[2], jobs[5]):
            expected = list(waiting(after=after, other=other).values_list("id", flat=True))
            assert prepared.ids(after=after, other=other) == expected
            assert prepared.count(after=after, other=other) == len(expected)


def test_it_is_built_once(jobs: list[int], django_assert_num_queries: DjangoAssertNumQueries) -> None:
    built: list[int] = []

    def build(*, after: int) -> QuerySet[Any, Any]:
        built.append(after)
        return Job.objects.filter(id__gt=after).values("id")

    prepared = Prepared(build)
    with django_assert_num_queries(3):
        assert [len(prepared.ids(after=each)) for each in (0, jobs[0], jobs[-1])] == [6, 5, 0]
    assert len(built) == 1


def test_lists_of_any_length_and_texts_find_their_places(jobs: list[int]) -> None:
    def build(*, ids: list[int], kind: str) -> QuerySet[Any, Any]:
        of_kind = Q(kind=kind) | Q(kind="100% 'c'")
        return Job.objects.filter(of_kind, id__in=ids).order_by("id").values_list("id", "due_at", "payload")

    prepared = Prepared(build)
    for count in range(len(jobs) + 1):
        for kind in ("a", "b", "none of them's"):
            ids = jobs[:count]
            assert prepared.rows(ids=ids, kind=kind) == list(build(ids=ids, kind=kind))


def test_a_number_in_a_place_stays_what_it_is(jobs: list[int]) -> None:
    prepared = Prepared(lambda *, place: Job.objects.annotate(said=Value(place)).values_list("said"))
    assert prepared.rows(place=7)[0] == (7,)
    assert prepared.rows(place=0)[0] == (0,)


def test_a_number_that_no_row_can_have_finds_what_it_would(jobs: list[int]) -> None:
    prepared = Prepared(lambda *, after: Job.objects.filter(id__gt=after).values_list("id"))
    assert prepared.rows(after=1 << 80) == []
    assert len(prepared.rows(after=-(1 << 80))) == len(jobs)


def test_what_is_made_of_a_row_is_made_once_and_anew_when_the_row_changes(jobs: list[int]) -> None:
    made: list[tuple[object, ...]] = []

    def make(row: tuple[object, ...]) -> str:
        made.append(row)
        return f"{row[0]} {row[1]}"

    prepared = Prepared(lambda *, kind: Job.objects.filter(kind=kind).values_list("key", "due_at"), make)
    words = [f"0 {minutes(0)}", f"1 {minutes(1)}", f"3 {minutes(3)}"]
    assert sorted(prepared.made(kind="a")) == sorted(prepared.made(kind="a")) == words
    assert len(made) == 3
    Job.objects.filter(key="1").update(due_at=minutes(9))
    assert f"1 {minutes(9)}" in prepared.made(kind="a")
    assert len(made) == 4


def test_nothing_to_look_for_finds_nothing(jobs: list[int]) -> None:
    prepared = Prepared(lambda *, ids: Job.objects.filter(id__in=ids).values_list("id"))
    assert prepared.rows(ids=[]) == prepared.made(ids=[]) == prepared.ids(ids=[]) == []
    assert prepared.count(ids=[]) == 0


def test_a_broken_transaction_and_a_wrong_statement_are_told_as_django_tells_them(jobs: list[int]) -> None:
    prepared = Prepared(lambda *, one: Job.objects.filter(id=one).values_list("id"))
    prepared.rows(one=jobs[0])
    with transaction.atomic():
        transaction.set_rollback(True)
        with pytest.raises(transaction.TransactionManagementError):
            prepared.rows(one=jobs[0])
    with pytest.raises(DatabaseError):
        Prepared(lambda: Job.objects.extra(where=["no_such_thing = 1"]).values_list("id")).rows()


def test_several_are_asked_in_one_statement(
    jobs: list[int], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    of_kind = Prepared(
        lambda *, kind: Job.objects.filter(kind=kind).order_by("id").values_list("id", "due_at")
    )
    among = Prepared(lambda *, ids: Job.objects.filter(id__in=ids).values_list("payload", "key", "done_at"))
    asked: list[Asking[Any]] = [
        of_kind.counting(kind="a"),
        among.counting(ids=[]),
        of_kind.asking(kind="b").then(lambda rows: [each for each, _at in rows]),
        among.asking(ids=[]),
        among.asking(ids=jobs[:1]),
        of_kind.asking(kind="c"),
    ]
    is_sqlite = connection.vendor == "sqlite"
    with django_assert_num_queries(1 if is_sqlite else 4):
        found = together(*asked)
    assert found == [3, 0, of_kind.ids(kind="b"), [], among.rows(ids=jobs[:1]), of_kind.rows(kind="c")]
    assert answered(of_kind.asking(kind="c")) == of_kind.rows(kind="c") != []
    assert together(among.asking(ids=[])) == [[]]
