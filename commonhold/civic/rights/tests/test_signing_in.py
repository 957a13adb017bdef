"""Signing in is written down, told by mail from a new browser, and ended from another."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings

from commonhold.civic.rights import personal_data, queries
from commonhold.civic.rights.actions import end_other_sign_ins, end_sign_in, note_sign_in
from commonhold.civic.rights.actions.signing_in import forget_sign_ins
from commonhold.civic.rights.models import SignIn
from commonhold.civic.rights.refusals import NoSuchSignIn
from commonhold.social.letters.models import Letter
from commonhold.social.people.queries import Viewer
from tests.cast import MORNING, make_person

LATER = MORNING + timedelta(days=1)
SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


@pytest.fixture
def uma(coop: str) -> int:
    return make_person("uma", signs_in=True)


def signs_in(person_id: int, mark: str = "a" * 64, *, now=LATER) -> str:
    session = SessionStore()
    session["what"] = "signed in"
    session.create()
    note_sign_in(
        person_id,
        session_key=session.session_key,
        device="Firefox on Linux",
        mark=mark,
        way="password",
        now=now,
    )
    return str(session.session_key)


def test_a_browser_that_was_not_here_before_is_told_by_mail_once(uma):
    signs_in(uma)
    (letter,) = Letter.objects.all()
    assert "Firefox on Linux" in letter.text
    assert "http://coop.example/settings/sign-in" in letter.text
    signs_in(uma)
    assert Letter.objects.count() == 1
    signs_in(uma, "b" * 64)
    assert Letter.objects.count() == 2


def test_who_opened_her_account_just_now_gets_no_mail(uma):
    signs_in(uma, now=MORNING + timedelta(minutes=5))
    assert not Letter.objects.exists()


def test_one_signs_out_elsewhere_and_the_session_is_gone(uma):
    here, there, third = signs_in(uma), signs_in(uma, "b" * 64), signs_in(uma, "c" * 64)
    listed = queries.sign_ins(Viewer(uma), session_key=here)
    assert [each.is_here for each in listed] == [False, False, True]
    row = SignIn.objects.get(session_key=there)
    end_sign_in(uma, sign_in_id=row.id, now=LATER)
    assert not SessionStore().exists(there)
    with pytest.raises(NoSuchSignIn):
        end_sign_in(uma, sign_in_id=row.id, now=LATER)
    assert end_other_sign_ins(uma, session_key=here, now=LATER) == 1
    assert not SessionStore().exists(third)
    assert SessionStore().exists(here)


def test_nobody_signs_another_out(uma, coop):
    stranger = make_person("vic", signs_in=True)
    signs_in(uma)
    with pytest.raises(NoSuchSignIn):
        end_sign_in(stranger, sign_in_id=SignIn.objects.get().id, now=LATER)
    assert queries.sign_ins(Viewer(stranger), session_key="") == []


def test_sign_ins_go_after_the_charters_days(uma):
    signs_in(uma)
    assert personal_data.export_of(uma)["sign_ins"][0]["device"] == "Firefox on Linux"
    forget_sign_ins(LATER + timedelta(days=89))
    assert SignIn.objects.exists()
    forget_sign_ins(LATER + timedelta(days=91))
    assert not SignIn.objects.exists()
