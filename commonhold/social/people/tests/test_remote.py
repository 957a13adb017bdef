"""People of other servers appear as these describe them."""

from __future__ import annotations

import pytest

from commonhold.social.people.actions import Described, describe_remote_person, say_farewell
from commonhold.social.people.models import Person
from commonhold.social.people.refusals import NoSuchPerson
from tests.cast import MORNING, make_eve


def test_what_is_too_long_is_cut_and_not_refused(db: None) -> None:
    described = Described("eve", "elsewhere.example", "E" * 500, summary="s" * 5000, fields=[("l", "v")] * 30)
    eve = Person.objects.get(id=describe_remote_person(described, now=MORNING))
    assert (len(eve.display_name), len(eve.summary), eve.fields.count()) == (80, 1000, 6)


def test_who_left_is_not_described_any_more(db: None) -> None:
    eve = make_eve()
    handle = Person.objects.get(id=eve).handle
    say_farewell(eve, now=MORNING)
    gone = Person.objects.get(id=eve)
    assert gone.handle != handle or gone.removed_at is not None
    with pytest.raises(NoSuchPerson):
        describe_remote_person(Described(gone.handle, gone.domain, "Eve"), now=MORNING)
