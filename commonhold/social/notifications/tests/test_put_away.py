"""Putting away what one was told, and how far one has read."""

from __future__ import annotations

import pytest

from commonhold.social.notifications import for_apps, personal_data, queries
from commonhold.social.notifications.actions import mark_read, notify
from commonhold.social.notifications.actions.dismissing import dismiss, dismiss_all
from commonhold.social.notifications.actions.wishes import (
    dismiss_strangers,
    keep_apart,
    welcome_strangers,
)
from commonhold.social.notifications.app_types import KINDS, kinds_of, type_of
from commonhold.social.notifications.models import ReadMark
from commonhold.social.notifications.refusals import NoSuchNotification
from commonhold.social.people.queries import ANYONE, Viewer
from tests.cast import MORNING, minutes


def tell(person_id: int, actor_id: int | None, number: int, kind: str = "mention") -> int:
    subject = f"post:{number}"
    notify(person_id=person_id, kind=kind, actor_id=actor_id, subject=subject, now=minutes(number))
    return queries.for_person(Viewer(person_id))[0].id


def test_what_is_put_away_is_told_no_second_time_and_still_hers(ada: int, ben: int) -> None:
    first = tell(ada, ben, 1)
    tell(ada, ben, 2)
    dismiss(ada, notification_ids=[first], now=minutes(3))
    tell(ada, ben, 1)
    assert [each.subject for each in queries.for_person(Viewer(ada))] == ["post:2"]
    assert queries.unread_count(Viewer(ada)) == 1
    assert len(personal_data.export_of(ada)["notifications"]) == 2
    for wrong in ([first], [7], []):
        with pytest.raises(NoSuchNotification):
            dismiss(ada, notification_ids=wrong, now=minutes(3))


def test_nobody_puts_away_what_others_were_told(ada: int, ben: int) -> None:
    hers = tell(ada, ben, 1)
    with pytest.raises(NoSuchNotification):
        dismiss(ben, notification_ids=[hers], now=minutes(2))
    dismiss_all(ben, kinds=KINDS, now=minutes(2))
    assert queries.unread_count(Viewer(ada)) == 1


def test_only_the_named_kinds_are_put_away(ada: int, ben: int) -> None:
    tell(ada, ben, 1)
    tell(ada, None, 2, kind="proposal.voting")
    dismiss_all(ada, kinds=KINDS, now=minutes(3))
    assert [each.kind for each in queries.for_person(Viewer(ada))] == ["proposal.voting"]


def test_how_far_one_has_read_is_remembered_and_only_moves_on(ada: int, ben: int) -> None:
    assert queries.read_mark(Viewer(ada)) is queries.read_mark(ANYONE) is None
    mark_read(ada, now=MORNING)
    assert queries.read_mark(Viewer(ada)) is None, "where nothing was told, nothing was read"
    first, second = tell(ada, ben, 1), tell(ada, ben, 2)
    mark_read(ada, up_to=second, now=minutes(3))
    for place in (first, 1 << 62, 0, -1):
        mark_read(ada, up_to=place, now=minutes(4))
    known = queries.read_mark(Viewer(ada))
    assert known is not None
    assert (known.up_to, known.version, known.at) == (second, 1, minutes(3))
    third = tell(ada, ben, 5)
    mark_read(ada, now=minutes(6))
    known = queries.read_mark(Viewer(ada))
    assert known is not None
    assert (known.up_to, known.version) == (third, 2)
    assert personal_data.export_of(ada)["read_up_to"]["notification"] == str(third)
    personal_data.erase(ada, minutes(7))
    assert not ReadMark.objects.exists()


def test_many_strangers_are_answered_at_once(ada: int, ben: int, caro: int, dev: int) -> None:
    keep_apart(ada, strangers="apart", newcomers="accept", now=MORNING)
    for each in (ben, caro, dev):
        notify(person_id=ada, kind="mention", actor_id=each, subject="post:1", now=minutes(1))
    welcome_strangers(ada, people_ids=[ben, 7], now=minutes(2))
    dismiss_strangers(ada, people_ids=[caro, 7])
    assert [each.person.handle for each in queries.requests(Viewer(ada))[0]] == ["dev"]
    told = queries.for_person(Viewer(ada))
    assert [each.actor.handle for each in told if each.actor is not None] == ["ben"]


def test_every_kind_that_apps_know_is_offered_here() -> None:
    offered = {each.kind.code for each in queries.kind_choices(ANYONE)}
    assert offered >= KINDS
    assert type_of("proposal.voting") is None
    assert kinds_of(["reblog", "follow"]) == {"boost", "follow"}
    assert kinds_of(["admin.report"]) == frozenset()


def test_an_app_that_rounds_means_the_nearest(ada: int, ben: int) -> None:
    told = tell(ada, ben, 1)
    assert for_apps.meant_by(Viewer(ada), told + 7) == told
    assert for_apps.meant_by(Viewer(ada), 5) == 5
    assert for_apps.meant_by(Viewer(ben), told + 7) == told + 7
