"""The pages about other servers: what holds for them, and what waits."""

from __future__ import annotations

import pytest

from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.actors.keys import Signer
from commonhold.social.deliveries.actions import deliver
from commonhold.social.deliveries.models import Queue
from commonhold.social.people.models import Login, Standing
from commonhold.social.servers import actions as servers
from commonhold.social.servers.decisions import SetServerPolicy
from tests.cast import MORNING, make_person, minutes

QUEUE = "/about/federation/queue"


@pytest.fixture
def ada(db: None, client) -> int:
    """Signed in."""
    install(mode=Mode.TEST, public_url="https://coop.example", now=MORNING)
    person = make_person("ada", signs_in=True)
    client.force_login(Login.objects.get())
    return person


@pytest.fixture
def steward(ada: int) -> int:
    Standing.objects.create(person_id=ada, kind="steward", since=MORNING)
    return ada


def wait_for_a_dead_server(by: int) -> int:
    deliver(
        activity={"id": 1},
        activity_id="https://coop.example/1",
        by=Signer(person_id=by),
        key_id="https://coop.example/key",
        inboxes=["https://dead.example/inbox"],
        now=MORNING,
    )
    server_id = servers.meet("dead.example", now=MORNING)
    servers.failed(server_id, rests_until=minutes(60), now=MORNING)
    Queue.objects.update(due_at=minutes(60))
    return server_id


def test_everybody_reads_what_runs_on_other_servers(client, db):
    install(mode=Mode.DEMO, public_url="https://coop.example", now=MORNING)
    servers.meet("pond.example", now=MORNING)
    assert "What runs there" not in client.get("/about/servers").content.decode()
    servers.learn_software("pond.example", software="pond", version="4.2")
    page = client.get("/about/servers").content.decode()
    assert "<bdi>pond.example</bdi>" in page
    assert "<bdi>pond 4.2</bdi>" in page


def test_everybody_reads_what_holds_for_another_server_and_why(client, db):
    install(mode=Mode.DEMO, public_url="https://coop.example", now=MORNING)
    assert "Nothing special holds" in client.get("/about/servers").content.decode()
    block = SetServerPolicy("bad.example", "block", "Threats, see case 4.")
    assert enact([block], reference="proposal:7", rule=UNANIMOUS, now=MORNING).done
    page = client.get("/about/servers").content.decode()
    assert "bad.example" in page
    assert "Threats, see case 4." in page
    assert 'href="/decide/7"' in page
    assert QUEUE not in page


def test_who_holds_a_mandate_sees_what_waits_and_has_it_tried_again(client, steward):
    server_id = wait_for_a_dead_server(steward)
    page = client.get(QUEUE).content.decode()
    assert "dead.example" in page
    assert "It failed 1 time in a row" in page
    answer = client.post(f"{QUEUE}/{server_id}")
    assert (answer.status_code, answer["Location"]) == (303, QUEUE)
    assert "It failed" not in client.get(QUEUE).content.decode()
    assert QUEUE in client.get("/about/servers").content.decode()


def test_for_others_there_is_no_such_page(client, ada):
    server_id = wait_for_a_dead_server(ada)
    assert client.get(QUEUE).status_code == 404
    assert client.post(f"{QUEUE}/{server_id}").status_code in {400, 403, 404, 409}
    client.logout()
    assert client.get(QUEUE).status_code == 302
