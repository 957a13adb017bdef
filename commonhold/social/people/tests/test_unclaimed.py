"""People who came along with their community: a page first, a sign-in when it is claimed."""

from __future__ import annotations

import pytest

from commonhold.social.people import queries
from commonhold.social.people.actions import (
    Described,
    OldTie,
    bring_ties,
    cover_page,
    create_login,
    create_unclaimed,
    free_handle,
    give_sign_in,
    uncover_page,
)
from commonhold.social.people.actions.remote import describe_lines
from commonhold.social.people.models import Block, Follow, Mute, Person
from commonhold.social.people.personal_data import erase
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed, EmailTaken, HandleTaken
from tests.cast import MORNING, PASSWORD, minutes

SECRET = "a hash"
IRIS = Described(handle="iris", domain="", name="Iris", summary="I grow beans.", fields=[("Plot", "12")])


@pytest.fixture
def iris(db: None) -> int:
    return create_unclaimed(IRIS, now=MORNING)


def test_she_has_a_page_and_nobody_signs_in_as_her(iris: int) -> None:
    assert queries.login_of(iris) is None
    assert queries.profile(ANYONE, "iris").summary == "I grow beans."
    with pytest.raises(HandleTaken):
        create_unclaimed(IRIS, now=MORNING)
    row = Person.objects.get(id=iris)
    describe_lines(row, [("x" * 99, "long")])
    assert len(row.fields.get().label) == 60


def test_she_is_given_a_sign_in_once_and_with_an_address_of_her_own(iris: int) -> None:
    create_login(email="taken@example.org", password=PASSWORD, now=MORNING)
    with pytest.raises(EmailTaken):
        give_sign_in(iris, email="Taken@example.org", secret=SECRET, now=minutes(1))
    give_sign_in(iris, email="iris@example.org", secret=SECRET, now=minutes(1))
    assert queries.mail_address(iris) == "iris@example.org"
    with pytest.raises(AccountClosed):
        give_sign_in(iris, email="other@example.org", secret=SECRET, now=minutes(2))


def test_ties_of_before_come_once_and_quietly(iris: int, ada: int) -> None:
    ties = [OldTie(iris, ada, MORNING)]
    for _twice in range(2):
        bring_ties(follows=ties, blocks=[OldTie(ada, iris, MORNING)], mutes=ties)
    assert [model.objects.count() for model in (Follow, Block, Mute)] == [1, 1, 1]
    assert Follow.objects.get().accepted_at == MORNING


def test_a_covered_page_says_nothing_of_her_until_it_is_uncovered(iris: int, ada: int) -> None:
    cover_page(iris, now=MORNING)
    shown = queries.profile(Viewer(ada), "iris")
    assert (shown.summary, list(shown.fields)) == ("", [])
    uncover_page(iris)
    assert queries.profile(Viewer(ada), "iris").fields[0].value == "12"


def test_a_name_that_went_can_be_given_back(iris: int) -> None:
    erase(iris, MORNING)
    with pytest.raises(HandleTaken):
        create_unclaimed(IRIS, now=minutes(1))
    free_handle("iris")
    assert create_unclaimed(IRIS, now=minutes(1))
