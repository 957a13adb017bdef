"""An account that was lost opens with another address and another password, and with nothing of before."""

from __future__ import annotations

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth import authenticate

from commonhold.social.people import actions
from commonhold.social.people.actions.arriving import checked_email, hash_of
from commonhold.social.people.models import Login
from commonhold.social.people.refusals import AccountClosed, EmailNotAllowed, EmailTaken, WeakPassword
from tests.cast import PASSWORD, email_of, make_person

pytestmark = pytest.mark.django_db

NEW = "a lamp by the old gate"


def test_the_account_opens_with_the_new_address_and_password_alone() -> None:
    uma = make_person("uma", signs_in=True)
    login = Login.objects.get(people=uma)
    Authenticator.objects.create(user=login, type=Authenticator.Type.TOTP, data={})
    actions.give_account_back(uma, email=" Uma@New.example ", secret=hash_of(NEW, "uma@new.example"))
    assert authenticate(email="uma@new.example", password=NEW) == login
    assert authenticate(email=email_of("uma"), password=PASSWORD) is None
    assert list(EmailAddress.objects.values_list("email", "primary", "verified")) == [
        ("uma@new.example", True, True)
    ]
    assert not Authenticator.objects.exists()


def test_an_address_of_somebody_else_or_none_at_all_is_refused_and_changes_nothing(ada: int) -> None:
    uma, ben = make_person("uma", signs_in=True), make_person("ben", signs_in=True)
    with pytest.raises(EmailTaken):
        actions.give_account_back(uma, email=email_of("ben"), secret="x")
    with pytest.raises(EmailNotAllowed):
        actions.give_account_back(uma, email="no address", secret="x")
    with pytest.raises(AccountClosed):
        actions.give_account_back(ada, email="ada@new.example", secret="x")  # she has no login here
    assert Login.objects.get(people=ben).email == email_of("ben")


def test_an_address_is_kept_in_lower_case_and_a_password_that_all_know_is_not_kept() -> None:
    assert checked_email(" Ada@Example.org ") == "ada@example.org"
    with pytest.raises(EmailNotAllowed):
        checked_email("ada")
    with pytest.raises(WeakPassword):
        hash_of("password", "ada@example.org")
