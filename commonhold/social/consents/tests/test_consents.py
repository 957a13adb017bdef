"""Saying yes and no to purposes."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest
from django.utils.translation import override

from commonhold.social.consents import actions, personal_data, queries
from commonhold.social.consents.models import Consent, ConsentText
from commonhold.social.consents.purposes import BRIDGING, PURPOSES, RESEARCH, STATISTICS
from commonhold.social.consents.refusals import NoSuchPurpose, TextChanged
from commonhold.social.people import personal_data as people
from commonhold.social.people.queries import ANYONE, Viewer
from commonhold.social.people.refusals import AccountClosed
from tests.cast import MORNING, minutes


def holds(person_id: int) -> dict[str, bool]:
    return {each.key: each.is_given for each in queries.purposes(Viewer(person_id))}


def test_nothing_is_given_before_it_was_asked_but_being_counted(ada):
    assert {key for key, given in holds(ada).items() if given} == {STATISTICS}
    assert [each.key for each in queries.purposes(ANYONE)] == list(PURPOSES)


def test_each_yes_and_each_no_is_a_row_with_the_text_that_was_shown_and_its_hash(ada):
    (shown,) = (each.shown for each in queries.purposes(Viewer(ada)) if each.key == RESEARCH)
    assert actions.say(ada, purpose=RESEARCH, is_given=True, digest=shown.digest, now=MORNING)
    assert not actions.say(ada, purpose=RESEARCH, is_given=True, digest=shown.digest, now=minutes(1))
    assert queries.allowing(RESEARCH) == {ada}
    assert actions.say(ada, purpose=RESEARCH, is_given=False, digest=shown.digest, now=minutes(2))
    latest, first = queries.history(Viewer(ada))
    assert (first.is_given, first.at, first.ended_at) == (True, MORNING, minutes(2))
    assert (latest.is_given, latest.at, latest.ended_at) == (False, minutes(2), None)
    assert first.text == shown.text == str(PURPOSES[RESEARCH].text)
    assert first.digest == hashlib.sha256(shown.text.encode()).hexdigest()
    assert queries.allowing(RESEARCH) == set()


def test_an_answer_to_another_text_is_not_written_down(ada):
    for digest in ("", "0" * 64):
        with pytest.raises(TextChanged):
            actions.say(ada, purpose=RESEARCH, is_given=True, digest=digest, now=MORNING)
    with pytest.raises(NoSuchPurpose):
        actions.say(ada, purpose="selling", is_given=True, now=MORNING)
    assert not Consent.objects.exists()


def test_the_text_is_kept_in_the_language_in_which_it_was_read(ada):
    with override("de"):
        actions.say(ada, purpose=RESEARCH, is_given=True, now=MORNING)
    assert ConsentText.objects.get().language == "de"


def test_a_newer_text_is_shown_as_one_that_she_has_not_answered(ada, monkeypatch):
    actions.say(ada, purpose=RESEARCH, is_given=True, now=MORNING)
    newer = replace(PURPOSES[RESEARCH], version=2, text="May they get more?")
    monkeypatch.setitem(PURPOSES, RESEARCH, newer)
    (view,) = (each for each in queries.purposes(Viewer(ada)) if each.key == RESEARCH)
    assert (view.is_given, view.is_newer) == (True, True)
    assert actions.say(ada, purpose=RESEARCH, is_given=True, now=minutes(1))
    assert [each.version for each in queries.history(Viewer(ada))] == [2, 1]


def test_what_was_said_is_exported_and_goes_with_her_while_the_text_stays(ada):
    actions.say(ada, purpose=BRIDGING, is_given=True, now=MORNING)
    (row,) = personal_data.export_of(ada)["consents"]
    assert (row["purpose"], row["is_given"], row["text"]) == (BRIDGING, True, str(PURPOSES[BRIDGING].text))
    personal_data.erase(ada, minutes(1))
    people.erase(ada, minutes(1))
    assert personal_data.export_of(ada) == {"consents": []}
    assert ConsentText.objects.count() == 1
    with pytest.raises(AccountClosed):
        actions.say(ada, purpose=BRIDGING, is_given=True, now=minutes(2))
