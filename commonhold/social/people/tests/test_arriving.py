from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress

from commonhold.social.people import actions, queries
from commonhold.social.people.handles import RESERVED
from commonhold.social.people.models import Login, Person
from commonhold.social.people.queries import ANYONE, PersonLine, SignedIn
from commonhold.social.people.refusals import (
    EmailNotAllowed,
    EmailTaken,
    HandleNotAllowed,
    HandleReserved,
    HandleTaken,
    NameLength,
    WeakPassword,
)
from tests.cast import MORNING, PASSWORD, make_person

pytestmark = pytest.mark.django_db


def test_a_login_keeps_the_address_in_lower_case_and_the_password_as_an_argon2_hash() -> None:
    login_id = actions.create_login(email=" Ada@Example.org ", password=PASSWORD, confirmed=True, now=MORNING)
    login = Login.objects.get(id=login_id)
    assert login.email == "ada@example.org"
    assert login.password.startswith("argon2$argon2id$")
    assert login.check_password(PASSWORD)
    assert EmailAddress.objects.get(user=login).verified


def test_an_unconfirmed_address_stays_unconfirmed() -> None:
    login_id = actions.create_login(email="ada@example.org", password=PASSWORD, now=MORNING)
    assert not EmailAddress.objects.get(user_id=login_id).verified


def test_an_address_signs_in_to_one_account_whatever_its_case() -> None:
    actions.create_login(email="ada@example.org", password=PASSWORD, now=MORNING)
    with pytest.raises(EmailTaken) as refusal:
        actions.create_login(email="ADA@example.org", password=PASSWORD, now=MORNING)
    assert refusal.value.field == "email"
    assert Login.objects.count() == 1


@pytest.mark.parametrize("email", ["", "ada", "ada@", "a b@example.org"])
def test_what_is_no_address_is_refused(email: str) -> None:
    with pytest.raises(EmailNotAllowed):
        actions.create_login(email=email, password=PASSWORD, now=MORNING)


@pytest.mark.parametrize("password", ["", "short", "password123"])
def test_a_weak_password_is_refused_with_its_reasons(password: str) -> None:
    with pytest.raises(WeakPassword) as refusal:
        actions.create_login(email="ada@example.org", password=password, now=MORNING)
    assert refusal.value.field == "password"
    assert str(refusal.value).startswith("This password is")
    assert not Login.objects.exists()


def test_an_account_is_a_login_and_its_person() -> None:
    ada = make_person("ada", signs_in=True)
    assert queries.email_to_sign_in("@Ada") == "ada@example.org"
    assert queries.signed_in_as(Login.objects.get().id) == SignedIn(
        PersonLine(ada, "ada", "Ada"), is_member=False
    )


def test_an_account_whose_name_is_taken_leaves_no_login_behind() -> None:
    make_person("ada")
    with pytest.raises(HandleTaken):
        make_person("ada", signs_in=True)
    assert not Login.objects.exists()
    assert queries.email_to_sign_in("ada") is None


def test_a_person_is_found_by_her_handle_in_any_case_with_or_without_the_at_sign() -> None:
    ada = actions.create_person(login_id=None, handle=" @Ada ", display_name="  Ada   L. ", now=MORNING)
    for handle in ("ada", "ADA", "@ada"):
        assert queries.by_handle(ANYONE, handle) == PersonLine(ada, "ada", "Ada L.")


@pytest.mark.parametrize("handle", ["", "a" * 31, "a-b", "añb", "a b", "a.b", "a@b"])
def test_a_handle_is_1_to_30_plain_letters_digits_and_underscores(handle: str) -> None:
    with pytest.raises(HandleNotAllowed):
        actions.create_person(login_id=None, handle=handle, display_name="A", now=MORNING)


@pytest.mark.parametrize("handle", ["admin", "About", "@decide", "gone_12", *sorted(RESERVED)[:3]])
def test_nobody_takes_the_name_of_the_house(handle: str) -> None:
    with pytest.raises(HandleReserved):
        actions.create_person(login_id=None, handle=handle, display_name="A", now=MORNING)


def test_a_handle_is_taken_once() -> None:
    make_person("ada")
    with pytest.raises(HandleTaken) as refusal:
        actions.create_person(login_id=None, handle="ADA", display_name="Another", now=MORNING)
    assert str(refusal.value) == "Somebody here is already called “ada”. Please choose another name."
    assert Person.objects.count() == 1


@pytest.mark.parametrize("name", ["", "   ", "x" * 81])
def test_a_name_that_people_read_has_1_to_80_characters(name: str) -> None:
    with pytest.raises(NameLength):
        actions.create_person(login_id=None, handle="ada", display_name=name, now=MORNING)


def test_a_login_speaks_as_the_first_of_its_people() -> None:
    login_id = actions.create_login(email="ada@example.org", password=PASSWORD, now=MORNING)
    assert queries.signed_in_as(login_id) is None
    first = actions.create_person(login_id=login_id, handle="ada", display_name="Ada", now=MORNING)
    actions.create_person(login_id=login_id, handle="ada_at_work", display_name="Ada Ltd", now=MORNING)
    assert queries.signed_in_as(login_id) == SignedIn(PersonLine(first, "ada", "Ada"), is_member=False)


def test_a_remote_person_bears_her_server_and_is_met_once(eve: int) -> None:
    assert queries.by_handle(ANYONE, "@eve@elsewhere.example").handle == "eve@elsewhere.example"
    again = actions.meet_remote_person(
        handle="eve", domain="Elsewhere.example", display_name="Eve", now=MORNING
    )
    assert again == eve
