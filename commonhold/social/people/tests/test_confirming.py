"""Proving that an e-mail address is one's own."""

from __future__ import annotations

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.test import RequestFactory

from commonhold.social.people import actions
from commonhold.social.people.refusals import EmailConfirmed, MailNotSent
from tests.cast import MORNING, PASSWORD, make_person

REQUEST = RequestFactory().get("/", HTTP_HOST="coop.example")


class Unreachable(BaseEmailBackend):
    """A mail server that does not answer."""

    def send_messages(self, _messages):
        raise ConnectionRefusedError


def newcomer() -> int:
    return actions.open_account(
        email="fay@example.org", password=PASSWORD, handle="fay", display_name="Fay", now=MORNING
    )


def test_a_link_is_mailed_to_an_address_that_waits(coop):
    actions.ask_for_confirmation(newcomer(), request=REQUEST)
    (sent,) = mail.outbox
    assert sent.to == ["fay@example.org"]
    assert "http://coop.example/account/confirm-email/" in sent.body


def test_nothing_is_mailed_where_nothing_waits(coop):
    for person_id in (make_person("ada"), make_person("ben", signs_in=True)):
        with pytest.raises(EmailConfirmed):
            actions.ask_for_confirmation(person_id, request=REQUEST)
    assert mail.outbox == []


def test_who_can_not_be_mailed_just_now_is_told(coop, settings):
    settings.EMAIL_BACKEND = f"{__name__}.Unreachable"
    fay = newcomer()
    with pytest.raises(MailNotSent):
        actions.ask_for_confirmation(fay, request=REQUEST)
