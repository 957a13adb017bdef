"""In whose hands the servers are, and how they are."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.governance.decisions import AppointMandate
from commonhold.civic.members import actions as members
from commonhold.civic.operating.decisions import NameHolder
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock.queries import real_now
from commonhold.ground.decisions.actions import enact
from commonhold.ground.decisions.decision import Decision
from commonhold.ground.installation import backed_up, examined
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.examined import Examination, Found
from commonhold.ground.installation.mode import Mode
from commonhold.ground.jobs.models import Job
from commonhold.ground.record import actions as record
from tests.cast import MORNING, make_person


@pytest.fixture
def ada(db, settings, tmp_path) -> int:
    install(mode=Mode.TEST, public_url="http://coop.example", now=MORNING)
    person_id = make_person("ada", signs_in=True)
    members.enrol(person_id, branch=1, votes_from=MORNING, now=MORNING)
    return person_id


def decided(*decisions: Decision) -> None:
    assert enact(list(decisions), reference="proposal:1", rule=UNANIMOUS, now=MORNING).done


def looks(client: Client, person_id: int) -> Client:
    client.force_login(get_user_model().objects.get(people=person_id))
    return client


def test_a_member_sees_in_whose_hands_it_is_and_says_that_she_still_holds_it(client, ada):
    decided(NameHolder("domain", "ada"))
    page = looks(client, ada).get("/holders").content.decode()
    assert "1 more member should hold it." in page
    assert "Not confirmed yet." in page
    assert client.post("/holders/confirm", {"task": "domain"}).status_code == 303
    assert "Last confirmed" in client.get("/holders").content.decode()
    assert client.post("/holders/give-back", {"task": "domain"}).status_code == 303
    assert "Nobody is named yet" in client.get("/holders").content.decode()
    refused = client.post("/holders/confirm", {"task": "domain"})
    assert "does not hold it" in refused.content.decode()


def test_a_link_fills_the_proposal_in(client, ada):
    page = looks(client, ada).get("/holders").content.decode()
    assert "decision=operating.name-holder.v1&amp;decision-task=domain" in page
    form = client.get("/decide/new?decision=operating.name-holder.v1&decision-task=domain").content.decode()
    assert "The domain name" in form


def test_who_is_no_member_reads_no_names(client, ada):
    decided(NameHolder("domain", "ada"))
    dev = make_person("dev", signs_in=True)
    page = looks(client, dev).get("/holders").content.decode()
    assert "for members to know" in page
    assert "/@ada" not in page


def test_how_the_server_is_is_for_operators_and_the_board(client, ada):
    assert client.get("/operate").status_code == 302
    assert "Only operators" in looks(client, ada).get("/operate").content.decode()
    decided(AppointMandate(str(ada), "operator"))
    assert "How the server is" in client.get("/operate").content.decode()


def test_it_shows_what_the_doctor_found_the_backup_what_failed_and_the_release(client, ada, data_folder):
    decided(AppointMandate(str(ada), "board"))
    page = looks(client, ada).get("/operate").content.decode()
    assert "It has not looked yet." in page
    assert "none yet" in page
    found = [
        Found("mail", "warning", "Mail goes into files.", "Name a server."),
        Found("keys", "fine", "Shut."),
    ]
    examined.note(data_folder, Examination(real_now(), found))
    backed_up.note(data_folder, taken_at=real_now().isoformat(), place="s3://safe/yard", size=5_000_000)
    Job.objects.create(kind="members.work", key="1", payload={}, due_at=MORNING, attempts=3)
    record.append("release.started", {"release": "9.9", "sha256": "ab" * 32}, now=MORNING)
    page = client.get("/operate").content.decode()
    for words in ("Mail goes into files.", "Name a server.", "s3://safe/yard", "members.work", "Release 9.9"):
        assert words in page
    assert "Shut." not in page
