"""The open form: a sponsor without an account hands an ad in, and confirms it by mail."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from commonhold.civic.sponsors import keys
from commonhold.civic.sponsors.actions.answering import approve_ad, decline_ad
from commonhold.civic.sponsors.actions.handing_in import confirm_ad, take_back_ad
from commonhold.civic.sponsors.actions.paying import book_payment
from commonhold.civic.sponsors.models import Ad, Sponsor
from commonhold.civic.sponsors.refusals import KeyDoesNotFit, NoSuchAd, NotYourAd, TooManyWaiting
from commonhold.civic.sponsors.tests.conftest import Coop
from commonhold.civic.sponsors.vocabulary import State
from commonhold.social.letters import outbox
from commonhold.social.letters.models import Letter


def mailed_key(coop: Coop) -> str:
    """What the last mail's address ends with."""
    outbox.deliver(coop.now)
    found = re.search(r"key=(\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def confirmed(coop: Coop) -> int:
    made = coop.hands_in(None)
    confirm_ad(ad_id=made, key=mailed_key(coop), now=coop.now)
    return made


def test_the_panel_hears_of_it_once_its_contact_confirmed(coop: Coop) -> None:
    made = coop.hands_in(None)
    assert coop.told("ada") == []
    with pytest.raises(NoSuchAd):
        approve_ad(coop.ids["ada"], ad_id=made, now=coop.now)
    with pytest.raises(KeyDoesNotFit):
        confirm_ad(ad_id=made, key="guessed", now=coop.now)
    key = mailed_key(coop)
    assert mail.outbox[-1].to == ["hello@lantern-books.example"]
    assert f"/money/sponsors/{made}?key={key}" in mail.outbox[-1].body
    assert coop.seen(made, "gus", key=key).may_confirm
    for _again in range(2):
        confirm_ad(ad_id=made, key=key, now=coop.now)
    assert coop.told("ada") == ["sponsors.ad-waits"]
    assert coop.seen(made, "gus", key=key).line.state is State.WAITING
    with pytest.raises(NoSuchAd):
        confirm_ad(ad_id=made + 1, key=key, now=coop.now)


def test_the_contact_is_written_to_at_each_turn(coop: Coop) -> None:
    made = confirmed(coop)
    for name in ("ada", "ben"):
        approve_ad(coop.ids[name], ad_id=made, now=coop.now)
    mailed_key(coop)
    assert coop.seen(made, "ben").reference in mail.outbox[-1].body
    assert "€10.00" in mail.outbox[-1].body
    book_payment(coop.ids["ben"], ad_id=made, now=coop.now)
    coop.wait(weeks=3)
    outbox.deliver(coop.now)
    assert len(mail.outbox) == 4
    assert not Letter.objects.exists()


def test_a_reason_reaches_it_as_it_was_written(coop: Coop) -> None:
    made = confirmed(coop)
    decline_ad(coop.ids["ada"], ad_id=made, ground="other", reason="Not {us}.", now=coop.now)
    mailed_key(coop)
    assert "Not {us}." in mail.outbox[-1].body


def test_with_the_key_it_is_taken_back(coop: Coop) -> None:
    made = confirmed(coop)
    with pytest.raises(NotYourAd):
        take_back_ad(None, ad_id=made, key="guessed", now=coop.now)
    take_back_ad(None, ad_id=made, key=keys.key_of(made), now=coop.now)
    assert coop.seen(made, "ada").line.state is State.TAKEN_BACK


def test_what_nobody_confirms_was_never_here(coop: Coop) -> None:
    coop.hands_in(None)
    coop.wait(days=3)
    assert not Ad.objects.exists()
    assert not Sponsor.objects.exists()


def test_the_contact_is_forgotten_a_month_after_all_is_over(coop: Coop) -> None:
    made = coop.runs()
    coop.wait(weeks=2, days=29)
    assert Sponsor.objects.get().contact
    coop.wait(days=2)
    assert not Sponsor.objects.get().contact
    assert coop.seen(made, "ada").contact == ""


def test_the_open_form_takes_few_at_a_time(coop: Coop) -> None:
    for _number in range(3):
        coop.hands_in(None)
    with pytest.raises(TooManyWaiting):
        coop.hands_in(None)
    for number in range(17):
        coop.hands_in(None, contact=f"{number}@books.example")
    with pytest.raises(TooManyWaiting):
        coop.hands_in(None, contact="one.more@books.example")
