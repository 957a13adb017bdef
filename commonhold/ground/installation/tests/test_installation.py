from __future__ import annotations

from datetime import UTC, datetime

import pytest

from commonhold.ground.installation.actions import change_address, freeze_addresses, install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation
from commonhold.ground.installation.queries import place
from commonhold.ground.refusal import Refusal

NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


def test_before_the_founding_this_copy_is_nothing_yet(db):
    assert place() is None


@pytest.mark.parametrize(
    ("mode", "url", "origin"),
    [
        (Mode.REAL, "https://coop.example/", "coop.example/record"),
        (Mode.REAL, "https://coop.example:8443", "coop.example:8443/record"),
        (Mode.TEST, "http://localhost:8123", "localhost:8123/record"),
        (Mode.DEMO, "http://localhost:8000", "localhost/record"),
    ],
)
def test_the_records_origin_is_the_address_without_its_scheme_and_in_a_demo_without_its_port(
    db, mode, url, origin
):
    install(mode=mode, public_url=url, now=NOON)
    assert (place().mode, place().record_origin) == (mode, origin)


@pytest.mark.parametrize(
    "url", ["", "coop.example", "ftp://coop.example", "https://", "https://a.example/?b"]
)
def test_an_address_that_is_none_is_refused(db, url):
    with pytest.raises(Refusal, match="must look like"):
        install(mode=Mode.REAL, public_url=url, now=NOON)


def test_one_folder_holds_one_co_op(db):
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    with pytest.raises(Refusal, match="already lives"):
        install(mode=Mode.DEMO, public_url="https://other.example", now=NOON)


def test_addresses_freeze_once(db):
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    freeze_addresses(now=NOON)
    freeze_addresses(now=datetime(2027, 1, 1, tzinfo=UTC))
    assert Installation.objects.get().frozen_at == NOON


def test_until_it_freezes_the_address_can_change_and_the_origin_follows(db):
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    change_address(public_url="https://yard.example/")
    assert (place().public_url, place().record_origin) == ("https://yard.example", "yard.example/record")
    with pytest.raises(Refusal, match="must look like"):
        change_address(public_url="yard.example")


def test_a_frozen_address_does_not_change(db):
    install(mode=Mode.REAL, public_url="https://coop.example", now=NOON)
    freeze_addresses(now=NOON)
    with pytest.raises(Refusal, match="Others rely"):
        change_address(public_url="https://yard.example")
    assert place().public_url == "https://coop.example"


def test_before_the_founding_there_is_no_address_to_change(db):
    with pytest.raises(Refusal, match="No co-op lives"):
        change_address(public_url="https://yard.example")
