"""What is known of another server."""

from __future__ import annotations

from datetime import timedelta

import pytest

from commonhold.social.servers import actions, queries
from commonhold.social.servers.models import Server
from tests.cast import MORNING, minutes


@pytest.mark.parametrize(
    ("uri", "domain"),
    [
        ("https://Elsewhere.Example/users/eve", "elsewhere.example"),
        ("https://elsewhere.example:443/x", "elsewhere.example"),
        ("http://elsewhere.example:8080", "elsewhere.example:8080"),
        ("https://elsewhere.example:x/", ""),
        ("eve", ""),
    ],
)
def test_an_address_says_which_server_it_is_of(uri: str, domain: str):
    assert queries.domain_of(uri) == domain


@pytest.mark.django_db
def test_a_server_is_met_once_and_remembered_by_how_it_takes_signatures():
    met = actions.meet("Elsewhere.example", now=MORNING)
    assert actions.meet("elsewhere.example", now=minutes(1)) == met
    assert queries.signing_of("elsewhere.example") == "cavage"
    actions.learn_signing("elsewhere.example", signing="rfc9421", now=minutes(2))
    assert queries.signing_of("elsewhere.example") == "rfc9421"
    assert queries.signing_of("unknown.example") == "cavage"
    assert Server.objects.get().met_at == MORNING


@pytest.mark.django_db
def test_when_something_was_heard_of_a_server_is_known_to_the_hour():
    actions.meet("a.example", now=MORNING)
    for minute, heard in [(1, 1), (30, 1), (61, 61)]:
        actions.heard(["a.example", "unknown.example"], now=minutes(minute))
        assert Server.objects.get().heard_at == minutes(heard)


@pytest.mark.django_db
def test_many_servers_are_met_at_once_and_none_twice():
    actions.meet("a.example", now=MORNING)
    actions.meet_all({"a.example", "b.example", ""}, now=minutes(1))
    assert set(queries.known(["a.example", "b.example", "c.example"])) == {"a.example", "b.example"}


@pytest.mark.django_db
def test_a_server_fails_since_the_first_time_and_is_whole_again_once_it_answers():
    met = actions.meet("a.example", now=MORNING)
    actions.failed(met, rests_until=minutes(5), now=minutes(1))
    actions.failed(met, rests_until=minutes(9), now=minutes(5))
    found = queries.by_id([met])[met]
    assert (found.failures, found.failing_since, found.rests_until) == (2, minutes(1), minutes(9))
    actions.answered([met])
    found = queries.by_id([met])[met]
    assert [found.failures, found.failing_since, found.rests_until] == [0, None, None]


def test_what_runs_on_a_server_is_asked_for_at_once_and_in_a_week_again(db: None) -> None:
    actions.meet_all(["elsewhere.example", "third.example"], now=MORNING)
    assert len(queries.to_ask(MORNING, limit=9)) == 2
    actions.put_off_asking(["elsewhere.example"], now=MORNING)
    assert queries.to_ask(MORNING, limit=9) == ["third.example"]
    assert len(queries.to_ask(MORNING + timedelta(days=7), limit=9)) == 2


def test_what_a_server_says_of_itself_is_kept_and_cut(db: None) -> None:
    actions.meet("elsewhere.example", now=MORNING)
    assert queries.running() == []
    actions.learn_software("elsewhere.example", software="p" * 99, version="4.2")
    (found,) = queries.running()
    assert (found.domain, found.software, found.version) == ("elsewhere.example", "p" * 60, "4.2")
