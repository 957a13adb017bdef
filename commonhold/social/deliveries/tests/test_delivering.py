"""What is written reaches every inbox once, in its order, and nobody waits for those who are slow or gone."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.decision import Enactment
from commonhold.ground.installation.actions import change_address
from commonhold.ground.installation.mode import Mode
from commonhold.ground.installation.models import Installation
from commonhold.ground.refusal import Refusal
from commonhold.ground.signing.judging import Signed, judge
from commonhold.ground.signing.keys import public_key
from commonhold.ground.signing.request import Request
from commonhold.social.actors import keys
from commonhold.social.actors.keys import Signer
from commonhold.social.actors.models import RemoteActor
from commonhold.social.actors.queries import inboxes_of
from commonhold.social.deliveries import actions, claiming, jobs
from commonhold.social.deliveries.models import Delivery, Outgoing, Queue
from commonhold.social.deliveries.outbox import Outbox
from commonhold.social.deliveries.queries import all_queues
from commonhold.social.deliveries.refusals import NobodyWaits, NotYoursToHurry
from commonhold.social.deliveries.tests.elsewhere import gate, numbers, run, send
from commonhold.social.people.actions import meet_remote_person
from commonhold.social.people.models import Standing
from commonhold.social.servers import deciding
from commonhold.social.servers.models import Server
from commonhold.social.servers.news import PolicySet
from commonhold.social.servers.queries import signing_of
from tests.cast import MORNING, make_person, minutes

pytestmark = pytest.mark.django_db


def ends(host: str) -> list[str]:
    return list(Delivery.objects.filter(server__domain=host).order_by("id").values_list("outcome", flat=True))


def test_an_activity_reaches_each_inbox_signed_by_its_actor(elsewhere, outbox, ada):
    assert send(ada, 1, "a.example", "b.example") == 2
    run(outbox)
    assert numbers(elsewhere, "a.example") == numbers(elsewhere, "b.example") == [1]
    assert ends("a.example") == ["taken"]
    headers = elsewhere.asked["a.example"][0]
    assert headers["content-type"] == "application/activity+json"
    body = Outgoing.objects.get().body.encode()
    arrived = Request("POST", "http://a.example/inbox", headers, body)
    key = public_key(keys.public_pem(Signer(person_id=ada), now=MORNING))
    found = judge(arrived, key_of=lambda _id: key, now=MORNING)
    assert isinstance(found, Signed)
    assert found.key_id == f"https://coop.example/ap/people/{ada}#main-key"


def test_the_same_activity_for_the_same_inbox_is_written_once(elsewhere, outbox, ada):
    assert send(ada, 1, "a.example", "a.example") == 1
    assert send(ada, 1, "a.example", "b.example") == 1
    run(outbox)
    assert send(ada, 1, "a.example") == 0
    run(outbox)
    assert numbers(elsewhere, "a.example") == [1]


def test_from_the_first_delivery_on_our_address_never_changes(elsewhere, ada):
    assert Installation.objects.get().frozen_at is None
    send(ada, 1, "a.example")
    with pytest.raises(Refusal, match="Others rely"):
        change_address(public_url="https://other.example")


def test_of_a_demo_nothing_goes_out_and_it_may_move(elsewhere, ada):
    Installation.objects.update(mode=Mode.DEMO)
    assert send(ada, 1, "a.example") == 0
    assert Installation.objects.get().frozen_at is None


def test_inboxes_that_are_no_address_of_the_web_are_left_out(ada):
    assert send(ada, 1, "127.0.0.1:9000", "user@a.example", "") == 0
    assert not Outgoing.objects.exists()


def test_activities_of_one_actor_arrive_in_their_order(elsewhere, outbox, ada):
    for number in range(30):
        send(ada, number, "a.example")
    run(outbox)
    assert numbers(elsewhere, "a.example") == list(range(30))
    assert elsewhere.at_once["a.example"] == 1


def test_two_go_to_a_server_at_once_and_no_more(elsewhere, outbox, ada):
    crowd = [ada, *(make_person(handle) for handle in ("ben", "caro", "dev"))]
    for person in crowd:
        for number in range(5):
            send(person, number, "a.example")
    opened, waits = gate()
    elsewhere.answers("a.example", waits)
    outbox.deliver(MORNING)
    assert elsewhere.at_once["a.example"] == 2
    opened.set()
    run(outbox)
    assert len(elsewhere.got["a.example"]) == 20


def test_while_a_server_rests_nobody_tries_it_with_something_else(elsewhere, outbox, ada):
    crowd = [ada, *(make_person(handle) for handle in ("ben", "caro", "dev"))]
    elsewhere.dead.add("a.example")
    for person in crowd:
        send(person, 1, "a.example")
    run(outbox)
    send(ada, 2, "a.example")
    run(outbox)
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 0, 1, 1]


def test_what_a_server_stumbles_over_holds_up_the_same_actor_and_nobody_else(elsewhere, outbox, ada):
    ben = make_person("ben")
    elsewhere.says("a.example", "500 Broken", "202 Accepted")
    send(ada, 1, "a.example")
    run(outbox)
    send(ada, 2, "a.example")
    send(ben, 3, "a.example")
    run(outbox)
    assert numbers(elsewhere, "a.example") == [3]
    run(outbox, minutes(2))
    assert numbers(elsewhere, "a.example") == [3, 1, 2]


def test_what_it_stumbles_over_again_and_again_is_overtaken(elsewhere, outbox, ada):
    elsewhere.answers("a.example", lambda _headers, path: "500 Broken" if path == "/bad" else "202 Accepted")
    send(ada, 1, "a.example", path="bad")
    send(ada, 2, "a.example")
    now = MORNING
    for _attempt in range(4):
        assert numbers(elsewhere, "a.example") == []
        run(outbox, now)
        now = Delivery.objects.get(inbox__endswith="/bad").due_at
    assert numbers(elsewhere, "a.example") == [2]


def test_a_dead_server_rests_longer_each_time_and_gets_everything_when_it_is_back(elsewhere, outbox, ada):
    elsewhere.dead.add("a.example")
    send(ada, 1, "a.example")
    rests = []
    now = MORNING
    for _time in range(4):
        run(outbox, now)
        server = Server.objects.get(domain="a.example")
        assert server.rests_until is not None
        rests.append(server.rests_until - now)
        now = server.rests_until
    assert rests == sorted(rests)
    assert timedelta(seconds=48) <= rests[0] <= timedelta(seconds=72)
    assert server.failures == 4
    assert server.failing_since is not None
    assert MORNING <= server.failing_since < minutes(1)
    send(ada, 2, "a.example", now=now)
    elsewhere.dead.clear()
    run(outbox, now - timedelta(seconds=2))
    assert numbers(elsewhere, "a.example") == []
    run(outbox, now)
    assert numbers(elsewhere, "a.example") == [1, 2]
    server.refresh_from_db()
    assert [server.failures, server.failing_since, server.rests_until] == [0, None, None]


def test_after_two_days_it_is_given_up(elsewhere, outbox, ada):
    elsewhere.dead.add("a.example")
    send(ada, 1, "a.example")
    run(outbox)
    elsewhere.dead.clear()
    run(outbox, MORNING + timedelta(hours=48))
    assert ends("a.example") == ["expired"]
    assert elsewhere.got["a.example"] == []
    assert Queue.objects.get().due_at is None


def test_nothing_is_written_for_a_server_dead_for_a_week_but_to_see_now_and_then(elsewhere, outbox, ada):
    elsewhere.dead.add("a.example")
    send(ada, 1, "a.example")
    run(outbox)
    late = MORNING + timedelta(days=8)
    send(ada, 2, "a.example", now=late)
    run(outbox, late)
    assert send(ada, 3, "a.example", now=late + timedelta(minutes=1)) == 0
    rested = Server.objects.get().rests_until
    assert rested is not None
    assert send(ada, 4, "a.example", now=rested) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("200 OK", "taken"),
        ("202 Accepted", "taken"),
        ("204 No Content", "taken"),
        ("301 Moved|Location: http://b.example/inbox", "waiting"),
        ("400 Bad", "refused"),
        ("401 Who", "waiting"),
        ("403 No", "refused"),
        ("404 Where", "gone"),
        ("410 Gone", "gone"),
        ("422 What", "refused"),
        ("429 Slow", "waiting"),
        ("500 Broken", "waiting"),
        ("503 Later", "waiting"),
    ],
)
def test_each_answer_means_something(elsewhere, outbox, ada, status, outcome):
    elsewhere.says("a.example", status)
    send(ada, 1, "a.example")
    run(outbox)
    assert ends("a.example") == [outcome]
    assert elsewhere.asked["b.example"] == []
    row = Delivery.objects.get()
    assert row.attempts == 1
    assert row.trouble == ("" if outcome == "taken" else f"status {status[:3]}")


def test_a_server_that_does_not_read_one_signature_gets_the_other_and_that_is_remembered(
    elsewhere, outbox, ada
):
    elsewhere.answers(
        "a.example", lambda headers, _path: "202 Fine" if "signature-input" in headers else "401 Who"
    )
    send(ada, 1, "a.example")
    run(outbox)
    assert numbers(elsewhere, "a.example") == [1]
    assert signing_of("a.example") == "rfc9421"
    send(ada, 2, "a.example")
    run(outbox)
    assert len(elsewhere.asked["a.example"]) == 3


def test_it_is_left_alone_as_long_as_it_asks_for(elsewhere, outbox, ada):
    elsewhere.says("a.example", "429 Slow|Retry-After: 600", "202 Accepted")
    send(ada, 1, "a.example")
    run(outbox)
    send(ada, 2, "a.example")
    run(outbox, MORNING + timedelta(seconds=590))
    assert numbers(elsewhere, "a.example") == []
    run(outbox, MORNING + timedelta(seconds=605))
    assert numbers(elsewhere, "a.example") == [1, 2]


def test_servers_that_keep_us_waiting_hold_nobody_up(elsewhere, ada):
    slow = [f"slow{number}.example" for number in range(40)]
    quick = [f"quick{number}.example" for number in range(40)]
    opened, waits = gate()
    for host in slow:
        elsewhere.answers(host, waits)
    outbox = Outbox(elsewhere.network, at_once=8, most=64, impatient_after=0.05)
    send(ada, 1, *slow)
    send(ada, 2, *quick)
    until = time.monotonic() + 20
    while len([host for host in quick if elsewhere.got[host]]) < 40 and time.monotonic() < until:
        outbox.deliver(MORNING)
    assert all(elsewhere.got[host] for host in quick)
    assert not any(elsewhere.got[host] for host in slow)
    opened.set()
    run(outbox)
    assert all(elsewhere.got[host] for host in slow)
    outbox.finish(MORNING)


def test_what_was_claimed_by_one_that_died_is_carried_by_the_next(elsewhere, outbox, ada):
    send(ada, 1, "a.example")
    Queue.objects.update(claimed_until=minutes(2))
    run(outbox)
    assert numbers(elsewhere, "a.example") == []
    run(outbox, minutes(2))
    assert numbers(elsewhere, "a.example") == [1]


def test_what_is_under_way_when_the_server_stops_is_settled(elsewhere, outbox, ada):
    opened, waits = gate()
    elsewhere.answers("a.example", waits)
    send(ada, 1, "a.example")
    assert outbox.deliver(MORNING)
    opened.set()
    outbox.finish(MORNING)
    assert ends("a.example") == ["taken"]


def test_a_key_that_is_lost_is_said_and_nothing_is_sent(elsewhere, outbox, ada, data_folder):
    keys.public_pem(Signer(person_id=ada), now=MORNING)
    for pem in (data_folder / "keys" / "actors").iterdir():
        pem.unlink()
    send(ada, 1, "a.example")
    run(outbox)
    assert (ends("a.example"), elsewhere.asked["a.example"]) == (["refused"], [])


def test_who_holds_a_mandate_can_have_it_tried_at_once(elsewhere, outbox, ada):
    elsewhere.dead.add("a.example")
    send(ada, 1, "a.example")
    run(outbox)
    elsewhere.dead.clear()
    (queue,) = all_queues()
    assert (queue.waiting, queue.failures, queue.trouble) == (1, 1, "does not answer")
    with pytest.raises(NotYoursToHurry):
        actions.try_again(ada, server_id=queue.server_id, now=minutes(0))
    Standing.objects.create(person_id=ada, kind="steward", since=MORNING)
    actions.try_again(ada, server_id=queue.server_id, now=MORNING + timedelta(seconds=5))
    run(outbox, MORNING + timedelta(seconds=5))
    assert numbers(elsewhere, "a.example") == [1]
    with pytest.raises(NobodyWaits):
        actions.try_again(ada, server_id=queue.server_id, now=minutes(1))


def test_what_is_done_goes_after_some_days_and_what_waits_stays(elsewhere, outbox, ada):
    elsewhere.dead.add("b.example")
    send(ada, 1, "a.example")
    send(ada, 2, "b.example")
    run(outbox)
    jobs.forget(MORNING + timedelta(days=2))
    assert Delivery.objects.count() == 2
    jobs.forget(MORNING + jobs.KEPT + timedelta(minutes=1))
    assert [each.outgoing.activity_id[-1] for each in Delivery.objects.all()] == ["2"]
    assert Outgoing.objects.count() == 1


def test_a_server_that_is_heard_of_wakes_up(elsewhere, outbox, ada):
    elsewhere.dead.add("a.example")
    send(ada, 1, "a.example")
    run(outbox)
    elsewhere.dead.clear()
    actions.heard_from(["a.example", "b.example"], now=MORNING + timedelta(seconds=5))
    run(outbox, MORNING + timedelta(seconds=5))
    assert numbers(elsewhere, "a.example") == [1]


def test_who_answers_that_an_inbox_is_gone_for_good_is_sent_nothing_more_and_a_404_says_less(
    elsewhere, outbox, ada
):
    mia = make_actor("mia", "http://a.example/inbox")
    nia = make_actor("nia", "http://b.example/inbox")
    elsewhere.says("a.example", "410 Gone")
    elsewhere.says("b.example", "404 Not Found")
    send(ada, 1, "a.example", "b.example")
    run(outbox)
    assert ends("a.example") == ends("b.example") == ["gone"]
    assert inboxes_of([mia, nia]) == {"http://b.example/inbox"}


def make_actor(handle: str, inbox: str) -> int:
    """Somebody of another server, with an inbox of her own."""
    person = meet_remote_person(handle=handle, domain="a.example", display_name=handle, now=MORNING)
    RemoteActor.objects.create(
        person_id=person, uri=f"https://a.example/{handle}", kind="Person", inbox=inbox, fetched_at=MORNING
    )
    return person


def test_what_waits_for_a_server_that_was_blocked_is_dropped_in_pieces_and_never_sent(
    elsewhere, outbox, ada, monkeypatch
):
    monkeypatch.setattr(claiming, "_DROPPED_AT_ONCE", 3)
    for number in range(8):
        send(ada, number, "a.example", "b.example")
    Queue.objects.update(due_at=minutes(60))
    because = Enactment(id=1, at=MORNING, reference="proposal:1", rule=UNANIMOUS)
    deciding.set_policy("a.example", kind="block", reason="Threats", because=because)
    jobs.on_policy_set(PolicySet("a.example", "block"), minutes(1))
    run(outbox, minutes(2))
    assert numbers(elsewhere, "a.example") == []
    assert ends("a.example") == ["dropped"] * 8
    assert set(ends("b.example")) == {"waiting"}
    assert send(ada, 9, "a.example") == 0
