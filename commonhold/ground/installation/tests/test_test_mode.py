"""What a co-op founded for tests allows, and that no other does."""

from __future__ import annotations

from pathlib import Path

import pytest

from commonhold.ground.installation import test_mode
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.queries import must_be_founded, must_be_play
from commonhold.ground.refusal import Refusal
from tests.cast import MORNING

ALL = {
    "COMMONHOLD_TEST_RATE_LIMITS": "off",
    "COMMONHOLD_TEST_LOOPBACK": "1",
    "COMMONHOLD_TEST_CA": "authority.pem",
}


def _install(mode: Mode) -> None:
    install(mode=mode, public_url="http://coop.example", now=MORNING)


@pytest.mark.django_db
def test_a_test_co_op_listens_to_its_options_and_says_so_loudly(settings):
    _install(Mode.TEST)
    settings.TEST_OPTIONS = ALL
    assert not test_mode.rate_limits_are_on()
    assert test_mode.allows_loopback()
    assert test_mode.extra_authority() == Path("authority.pem")
    told = list(test_mode.warnings())
    assert len(told) == 4
    assert all(each.startswith("TEST MODE: ") for each in told)
    assert "anyone may act as anyone" in told[0]


@pytest.mark.django_db
def test_a_test_co_op_without_options_is_as_careful_as_any(settings):
    _install(Mode.TEST)
    settings.TEST_OPTIONS = {}
    assert test_mode.rate_limits_are_on()
    assert not test_mode.allows_loopback()
    assert test_mode.extra_authority() is None
    assert len(list(test_mode.warnings())) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("mode", [Mode.REAL, Mode.DEMO, None])
def test_nobody_else_listens_and_the_operator_is_warned(settings, mode):
    if mode:
        _install(mode)
    settings.TEST_OPTIONS = ALL
    assert test_mode.rate_limits_are_on()
    assert not test_mode.allows_loopback()
    assert test_mode.extra_authority() is None
    told = list(test_mode.warnings())
    assert [name in line for name, line in zip(ALL, told, strict=True)] == [True] * 3
    assert all("is ignored" in each for each in told)


@pytest.mark.django_db
def test_what_an_option_cannot_be_is_ignored_and_told(settings):
    _install(Mode.TEST)
    settings.TEST_OPTIONS = {"COMMONHOLD_TEST_RATE_LIMITS": "0", "COMMONHOLD_TEST_LOOPBACK": "yes"}
    assert test_mode.rate_limits_are_on()
    assert not test_mode.allows_loopback()
    assert [each.partition(":")[0] for each in test_mode.warnings()] == ["TEST MODE", "WARNING", "WARNING"]


@pytest.mark.django_db
@pytest.mark.parametrize(("mode", "is_play"), [(Mode.TEST, True), (Mode.DEMO, True), (Mode.REAL, False)])
def test_what_is_for_tests_is_refused_elsewhere_and_what_is_play_in_earnest(mode, is_play):
    _install(mode)
    assert must_be_founded().mode == mode
    assert test_mode.is_on() == (mode == Mode.TEST)
    if mode == Mode.TEST:
        test_mode.must_be_on("no")
    else:
        with pytest.raises(Refusal, match="no"):
            test_mode.must_be_on("no")
    if is_play:
        must_be_play("no")
    else:
        with pytest.raises(Refusal, match="no"):
            must_be_play("no")


@pytest.mark.django_db
def test_before_the_founding_there_is_no_mode():
    with pytest.raises(Refusal, match="No co-op"):
        must_be_founded()
    with pytest.raises(Refusal, match="no"):
        must_be_play("no")
