"""Other addresses, and moving away."""

from __future__ import annotations

import pytest

from commonhold.social.actors import actions, moving
from commonhold.social.actors.actions import MOST_ALIASES
from commonhold.social.actors.models import RemoteActor
from commonhold.social.actors.refusals import DoesNotNameYou, MovedAlready, NotElsewhere, TooManyAliases
from commonhold.social.people import actions as people
from commonhold.social.people import queries
from commonhold.social.people.queries import Viewer
from tests import cast
from tests.cast import MORNING, minutes

pytestmark = pytest.mark.django_db
ADA_URI = "https://coop.example/ap/people/1"


def _elsewhere(name: str, *, names: tuple[str, ...] = ()) -> int:
    person_id = people.meet_remote_person(
        handle=name, domain="elsewhere.example", display_name=name, now=MORNING
    )
    RemoteActor.objects.create(
        person_id=person_id,
        uri=f"https://elsewhere.example/users/{name}",
        kind="Person",
        inbox=f"https://elsewhere.example/users/{name}/inbox",
        url=f"https://elsewhere.example/@{name}",
        also_known_as=list(names),
        fetched_at=MORNING,
    )
    return person_id


def test_an_alias_is_named_once_and_taken_away(ada: int):
    old = _elsewhere("ada_old")
    actions.name_alias(ada, person_id=old, now=MORNING)
    actions.name_alias(ada, person_id=old, now=minutes(1))
    (alias,) = moving.aliases_of(ada)
    assert (alias.called, moving.aliases(ada)) == (
        "ada_old@elsewhere.example",
        ["https://elsewhere.example/users/ada_old"],
    )
    actions.drop_alias(ada, alias_id=alias.id, now=minutes(2))
    assert moving.aliases(ada) == []


def test_nobody_takes_away_what_others_named(ada: int, ben: int):
    actions.name_alias(ada, person_id=_elsewhere("old"), now=MORNING)
    (alias,) = moving.aliases_of(ada)
    actions.drop_alias(ben, alias_id=alias.id, now=minutes(1))
    assert moving.aliases_of(ada) == [alias]


def test_only_somebody_elsewhere_is_an_alias(ada: int, ben: int):
    with pytest.raises(NotElsewhere):
        actions.name_alias(ada, person_id=ben, now=MORNING)


def test_aliases_come_to_an_end(ada: int):
    for n in range(MOST_ALIASES):
        actions.name_alias(ada, person_id=_elsewhere(f"n{n}"), now=MORNING)
    with pytest.raises(TooManyAliases):
        actions.name_alias(ada, person_id=_elsewhere("more"), now=MORNING)


def test_who_moves_is_followed_where_she_went(ada: int, ben: int):
    people.follow(ben, person_id=ada, now=MORNING)
    new = _elsewhere("ada_new", names=(ADA_URI,))
    actions.move_away(ada, target_id=new, own_uri=ADA_URI, now=minutes(1))
    assert moving.moved_to(ada) == "https://elsewhere.example/users/ada_new"
    assert queries.follow_between(ben, ada) is None
    followed = queries.follow_between(ben, new)
    assert followed is not None
    assert not followed.is_accepted  # until her new server says so
    shown = moving.move_of(ada)
    assert shown is not None
    assert shown.person.handle == "ada_new@elsewhere.example"
    assert queries.person(Viewer(ben), ada).name == "Ada"


def test_nobody_moves_to_who_does_not_name_her(ada: int, ben: int):
    with pytest.raises(DoesNotNameYou):
        actions.move_away(ada, target_id=_elsewhere("mallory"), own_uri=ADA_URI, now=MORNING)
    with pytest.raises(NotElsewhere):
        actions.move_away(ada, target_id=ben, own_uri=ADA_URI, now=MORNING)
    assert moving.moved_to(ada) == ""


def test_who_moved_moves_again_only_after_coming_back(ada: int):
    new = _elsewhere("ada_new", names=(ADA_URI,))
    actions.move_away(ada, target_id=new, own_uri=ADA_URI, now=MORNING)
    with pytest.raises(MovedAlready):
        actions.move_away(ada, target_id=new, own_uri=ADA_URI, now=minutes(1))
    actions.come_back(ada, now=minutes(2))
    assert moving.move_of(ada) is None
    actions.move_away(ada, target_id=new, own_uri=ADA_URI, now=minutes(3))
    assert moving.move_of(ada) is not None


def test_following_somebody_elsewhere_is_asked_until_her_server_accepts(ada: int):
    eve = cast.make_eve()
    assert not people.follow(ada, person_id=eve, now=MORNING)
    found = queries.follow_between(ada, eve)
    assert found is not None
    assert not found.is_accepted
