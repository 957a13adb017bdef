"""Deliveries where commits are real, on both databases."""

from __future__ import annotations

import pytest

from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.deliveries.models import Delivery
from commonhold.social.deliveries.outbox import Outbox
from commonhold.social.deliveries.queries import all_queues, all_totals
from commonhold.social.deliveries.tests.elsewhere import numbers, run, send
from tests.cast import MORNING, make_person, minutes


@pytest.mark.both_databases
def test_what_is_written_arrives_once_and_in_order_and_a_dead_server_waits(committing_db, elsewhere):
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    ada, ben = make_person("ada"), make_person("ben")
    elsewhere.dead.add("dead.example")
    for number in range(8):
        send(ada if number % 2 else ben, number, "a.example", "b.example", "dead.example")
    outbox = Outbox(elsewhere.network)
    run(outbox)
    for host in ("a.example", "b.example"):
        assert sorted(numbers(elsewhere, host)) == list(range(8))
        assert [each for each in numbers(elsewhere, host) if each % 2] == [1, 3, 5, 7]
    (queue,) = all_queues()
    assert (queue.domain, queue.waiting, queue.trouble) == ("dead.example", 8, "does not answer")
    totals = all_totals(now=minutes(1))
    assert (totals.taken, totals.waiting) == (16, 8)
    elsewhere.dead.clear()
    run(outbox, minutes(2))
    outbox.finish(minutes(2))
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {"taken"}


@pytest.mark.both_databases
def test_two_who_carry_at_once_carry_nothing_twice(committing_db, elsewhere):
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    ada = make_person("ada")
    for number in range(5):
        send(ada, number, *(f"s{each}.example" for each in range(12)))
    one, other = Outbox(elsewhere.network), Outbox(elsewhere.network)
    while one.deliver(MORNING) | other.deliver(MORNING):
        pass
    for each in range(12):
        assert numbers(elsewhere, f"s{each}.example") == list(range(5))
    one.finish(MORNING)
    other.finish(MORNING)
