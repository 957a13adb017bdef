"""Who asks is forgotten when her days are over, and not before; with both profiles and all mail."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.mail import EmailMessage

from commonhold.ground.jobs import actions as jobs
from commonhold.social.erasing import cleaning, queries
from commonhold.social.erasing.actions import ask_to_be_erased, erase_account, take_erasure_back
from commonhold.social.erasing.models import Erasure
from commonhold.social.erasing.refusals import ErasureAsked, NothingToTakeBack, NotOfAHuman
from commonhold.social.letters import actions as letters
from commonhold.social.letters.models import Letter
from commonhold.social.letters.outgoing import forget
from commonhold.social.people import actions as people
from commonhold.social.people.actions import add_profile
from commonhold.social.people.models import Person
from commonhold.social.people.queries import Viewer, coop_account_id
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, email_of, make_person, minutes

pytestmark = pytest.mark.usefixtures("coop")


def test_she_may_think_again_until_the_day_comes(ada: int) -> None:
    due = ask_to_be_erased(ada, now=MORNING)
    assert due == MORNING + timedelta(days=7)
    assert queries.waiting(Viewer(ada)).due_at == due
    assert "will be erased" in Letter.objects.get(person_id=ada).subject
    with pytest.raises(ErasureAsked):
        ask_to_be_erased(ada, now=minutes(1))
    take_erasure_back(ada, now=minutes(2))
    with pytest.raises(NothingToTakeBack):
        take_erasure_back(ada, now=minutes(3))
    jobs.run_due(due)
    assert Person.objects.get(id=ada).removed_at is None
    again = ask_to_be_erased(ada, now=due)
    jobs.run_due(again - timedelta(minutes=1))
    assert Person.objects.get(id=ada).removed_at is None
    jobs.run_due(again)
    assert Person.objects.get(id=ada).removed_at == again
    with pytest.raises(AccountClosed):
        ask_to_be_erased(ada, now=again)


def test_both_profiles_go_and_every_mail_that_waits(data_folder: Path, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = data_folder / "outgoing-mail"
    ada, ben = make_person("ada", signs_in=True), make_person("ben", signs_in=True)
    second = add_profile(ada, handle="ada_too", display_name="Ada Too", now=MORNING)
    letters.write_to_addresses([(email_of("ada"), "a", "b"), (email_of("ben"), "a", "b")], now=MORNING)
    for each in ("ada", "ben"):
        EmailMessage(subject="Hello", body="Words", to=[email_of(each)]).send()
    erase_account(ada, now=minutes(1))
    assert set(Person.objects.filter(removed_at=None).values_list("id", flat=True)) == {ben}
    assert Person.objects.get(id=second).handle != "ada_too"
    assert [each.address for each in Letter.objects.all()] == [email_of("ben")]
    assert forget(email_of("ada")) == 1  # what the commit does
    (left,) = (data_folder / "outgoing-mail").iterdir()
    assert email_of("ben") in left.read_text()


def test_the_co_ops_own_account_asks_for_no_such_thing(ada: int) -> None:
    people.open_coop_account(
        wanted_handles=["coop"], name="Our co-op", summary="", followers=[ada], now=MORNING
    )
    with pytest.raises(NotOfAHuman):
        ask_to_be_erased(coop_account_id() or 0, now=MORNING)


def test_where_nobody_was_erased_nothing_is_cleaned(ada: int) -> None:
    assert queries.uncleaned() is None
    assert cleaning.note_clean(MORNING) == 0
    Erasure.objects.create(person_id=ada, asked_at=MORNING, due_at=MORNING, done_at=MORNING)
    found = queries.uncleaned()
    assert (found.count, found.due_at) == (1, MORNING + timedelta(days=30))
    cleaning.sweep(MORNING)  # within a transaction it waits
    assert queries.uncleaned() is not None
