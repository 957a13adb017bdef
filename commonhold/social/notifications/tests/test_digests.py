"""A mail in the morning with what she has not read: when she wants it, and nothing that she may not see."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.core.mail.backends.locmem import EmailBackend

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.actions import run_due
from commonhold.social.notifications import mornings, outbox, personal_data, queries
from commonhold.social.notifications.actions import mark_read, notify
from commonhold.social.notifications.actions.digests import (
    choose_digest,
    unsubscribe,
    unsubscribe_token,
    whose,
)
from commonhold.social.notifications.actions.wishes import choose_ways
from commonhold.social.notifications.models import Sending
from commonhold.social.notifications.refusals import AddressNotConfirmed, NoSuchWish, StaleLink
from commonhold.social.people import actions as people
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post, remove_post
from tests.cast import MORNING, PASSWORD, make_person, minutes

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def founded(db: None) -> None:
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)


@pytest.fixture
def uma(db: None) -> int:
    """Somebody with an address."""
    return make_person("uma", signs_in=True)


def morning_comes(at: datetime) -> list[EmailMultiAlternatives]:
    """All that is due by then happens; the mails that went out."""
    before = len(mail.outbox)
    run_due(at)
    outbox.deliver_digests(at)
    return [each for each in mail.outbox[before:] if isinstance(each, EmailMultiAlternatives)]


def test_a_daily_mail_says_what_is_new_and_how_to_end_it(uma: int, ben: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    post_id = publish_post(ben, text="@uma the **kettle** is on", now=minutes(1))
    run_due(minutes(2))
    (told,) = morning_comes(MORNING + DAY)
    assert told.to == ["uma@example.org"]
    assert told.subject == "1 thing is new at Commonhold"
    for text in (told.body, str(told.alternatives[0][0])):
        assert "Ben mentioned you" in text
        assert "the kettle is on" in text
        assert f"https://coop.example/@ben/{post_id}" in text
        assert "https://coop.example/notifications/unsubscribe/" in text
    assert told.alternatives[0][1] == "text/html"
    assert told.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = told.extra_headers["List-Unsubscribe"]
    assert whose(link.strip("<>").rsplit("/", 1)[1]) == uma


def test_what_was_mailed_or_read_is_not_mailed_again(uma: int, ben: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    assert len(morning_comes(MORNING + DAY)) == 1
    assert morning_comes(MORNING + 2 * DAY) == []
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:2", now=MORNING + 2 * DAY)
    mark_read(uma, now=MORNING + 2 * DAY)
    assert morning_comes(MORNING + 3 * DAY) == []
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:3", now=MORNING + 3 * DAY)
    assert len(morning_comes(MORNING + 4 * DAY)) == 1


def test_a_mail_shows_nothing_that_she_may_not_see_or_does_not_want(uma: int, ben: int, caro: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    people.follow(uma, person_id=ben, now=MORNING)
    gone = publish_post(ben, text="@uma taken back", now=minutes(1))
    secret = publish_post(ben, text="@caro between us", audience="direct", now=minutes(1))
    publish_post(ben, text="@uma the key is under the pot", audience="direct", now=minutes(1))
    run_due(minutes(2))
    notify(person_id=uma, kind="mention", actor_id=ben, post_id=secret, now=minutes(2))
    notify(person_id=uma, kind="favourite", actor_id=caro, subject="post:9", now=minutes(2))
    choose_ways(uma, ways={"follow": []}, now=minutes(2))
    notify(person_id=uma, kind="follow", actor_id=caro, now=minutes(3))
    remove_post(ben, post_id=gone, now=minutes(4))
    (told,) = morning_comes(MORNING + DAY)
    assert told.subject.startswith("1 thing")
    for text in (told.body, str(told.alternatives[0][0])):
        for hidden in ("taken back", "between us", "under the pot", "Caro"):
            assert hidden not in text


def test_what_others_call_themselves_is_words_in_a_mail_and_no_markup(uma: int, ben: int) -> None:
    people.describe_person(ben, display_name="<b>Ben</b>", summary="", now=MORNING)
    choose_digest(uma, rhythm="daily", now=MORNING)
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    (told,) = morning_comes(MORNING + DAY)
    assert "<b>Ben" not in str(told.alternatives[0][0])
    assert "<b>Ben</b>" in told.body


def test_nothing_new_is_no_mail(uma: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    assert morning_comes(MORNING + DAY) == []


def test_a_weekly_mail_comes_on_monday_and_none_before(uma: int, ben: int) -> None:
    choose_digest(uma, rhythm="weekly", now=MORNING)
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    assert [len(morning_comes(MORNING + day * DAY)) for day in range(1, 8)] == [0] * 6 + [1]


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def test_morning_is_seven_by_the_co_ops_clock_in_every_season(
    zone: str, monkeypatch: pytest.MonkeyPatch, db: None
) -> None:
    own = ZoneInfo(zone)
    monkeypatch.setattr(mornings, "ZoneInfo", lambda _name: own)
    at = datetime(2026, 1, 1, tzinfo=own)
    for _day in range(365):
        due = mornings.next_morning(at, weekly=False)
        assert due.astimezone(own).strftime("%H:%M") == "07:00"
        assert timedelta(0) < due - at <= timedelta(hours=25)
        at = due
    assert mornings.next_morning(at, weekly=True).astimezone(own).weekday() == 0


def test_a_change_of_mind_counts_from_then_on_and_sends_nothing_twice(uma: int, ben: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    choose_digest(uma, rhythm="never", now=minutes(1))
    choose_digest(uma, rhythm="daily", now=minutes(2))
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(3))
    assert len(morning_comes(MORNING + DAY)) == 1
    choose_digest(uma, rhythm="never", now=MORNING + DAY)
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:2", now=MORNING + DAY)
    assert morning_comes(MORNING + 3 * DAY) == []


def test_the_first_mail_does_not_tell_her_whole_past(uma: int, ben: int) -> None:
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=MORNING)
    choose_digest(uma, rhythm="daily", now=minutes(1))
    assert morning_comes(MORNING + DAY) == []


def test_one_click_ends_the_mails_without_signing_in(uma: int, ben: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    unsubscribe(token=unsubscribe_token(uma), now=minutes(1))
    assert queries.digest_rhythm(Viewer(uma)) == "never"
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(2))
    assert morning_comes(MORNING + DAY) == []


def test_a_token_that_we_did_not_make_ends_nothing(uma: int) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    for token in ("", "x", unsubscribe_token(uma)[:-2]):
        with pytest.raises(StaleLink):
            unsubscribe(token=token, now=minutes(1))
    assert queries.digest_rhythm(Viewer(uma)) == "daily"


def test_a_rhythm_that_was_not_offered_is_refused(uma: int) -> None:
    with pytest.raises(NoSuchWish):
        choose_digest(uma, rhythm="hourly", now=MORNING)


def test_nobody_is_written_to_at_an_address_that_may_be_anothers(ada: int) -> None:
    unsure = people.open_account(
        email="vic@example.org", password=PASSWORD, handle="vic", display_name="Vic", now=MORNING
    )
    for person_id in (ada, unsure):
        with pytest.raises(AddressNotConfirmed):
            choose_digest(person_id, rhythm="daily", now=MORNING)
        choose_digest(person_id, rhythm="never", now=MORNING)


def test_a_mail_server_that_is_away_is_asked_again(
    uma: int, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose_digest(uma, rhythm="daily", now=MORNING)
    notify(person_id=uma, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))

    def away(*_said: object) -> int:
        raise SMTPServerDisconnected

    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", away)
        assert morning_comes(MORNING + DAY) == []
    assert Sending.objects.count() == 1
    assert len(morning_comes(MORNING + DAY + timedelta(minutes=2))) == 1
    assert not Sending.objects.exists()


def test_a_night_without_a_mail_server_loses_no_digest(
    uma: int, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def away(*_said: object) -> int:
        asked.append(1)
        raise SMTPServerDisconnected

    for each in (uma, make_person("vera", signs_in=True)):
        choose_digest(each, rhythm="daily", now=MORNING)
        notify(person_id=each, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    with monkeypatch.context() as broken:
        broken.setattr(EmailBackend, "send_messages", away)
        for hours in range(20):
            assert morning_comes(MORNING + DAY + timedelta(hours=hours)) == []
    assert len(asked) == 20
    assert set(Sending.objects.values_list("attempts", flat=True)) == {0}
    assert len(morning_comes(MORNING + DAY + timedelta(hours=20))) == 2


def test_a_digest_that_is_refused_holds_up_nobody_elses(
    uma: int, ben: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_backend: object, messages: list[EmailMultiAlternatives]) -> int:
        if messages[0].to == ["uma@example.org"]:
            raise SMTPRecipientsRefused({"uma@example.org": (550, b"no such user")})
        mail.outbox.extend(messages)
        return len(messages)

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    for each in (uma, make_person("vera", signs_in=True)):
        choose_digest(each, rhythm="daily", now=MORNING)
        notify(person_id=each, kind="mention", actor_id=ben, subject="post:1", now=minutes(1))
    assert [each.to for each in morning_comes(MORNING + DAY)] == [["vera@example.org"]]
    assert list(Sending.objects.values_list("person_id", "attempts")) == [(uma, 1)]


def test_her_rhythm_is_hers_to_take_and_goes_with_her(uma: int) -> None:
    choose_digest(uma, rhythm="weekly", now=MORNING)
    assert personal_data.export_of(uma)["digest"] == "weekly"
    personal_data.erase(uma, minutes(1))
    assert personal_data.export_of(uma)["digest"] is None
