"""Reports of co-ops that members chose to trust are marked, and none is too many."""

from __future__ import annotations

import pytest

from commonhold.civic.moderation import actions, queries
from commonhold.civic.moderation.charter import ModerationCharter
from commonhold.civic.moderation.models import Report
from commonhold.civic.moderation.refusals import TooManyReports
from commonhold.civic.peers.models import Peer
from commonhold.ground.charter import queries as charter
from commonhold.social.actors.models import RemoteActor
from commonhold.social.people.actions import meet_remote_person
from commonhold.social.people.models import Standing
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from tests.cast import MORNING, minutes


@pytest.fixture
def steward(ben: int) -> int:
    Standing.objects.create(person_id=ben, kind="steward", since=MORNING)
    return ben


@pytest.fixture
def server(db: None) -> int:
    """What speaks for orchard.example, under its own address."""
    person = meet_remote_person(
        handle="server", domain="orchard.example", display_name="Orchard", now=MORNING
    )
    uri = "https://orchard.example/ap/server"
    RemoteActor.objects.create(
        person_id=person, uri=uri, kind="Application", inbox=f"{uri}/inbox", fetched_at=MORNING
    )
    return person


def trust() -> None:
    Peer.objects.create(
        name="The Orchard",
        url="https://orchard.example",
        log_key="orchard+1",
        witness_key="orchard+2",
        since=MORNING,
        because="proposal:3",
    )


def reports(server: int, ada: int, count: int) -> None:
    for number in range(count):
        said = publish_post(ada, text=f"Post {number}", now=minutes(number))
        actions.report(server, about=f"post:{said}", words="Rude", now=minutes(number))


def test_a_report_of_a_co_op_that_we_trust_is_marked_for_whoever_holds_a_mandate(ada, steward, server):
    reports(server, ada, 1)
    (strange,), _further = queries.waiting(Viewer(steward))
    assert strange.co_op == ""
    trust()
    (marked,), _further = queries.waiting(Viewer(steward))
    assert marked.co_op == "The Orchard"
    Peer.objects.update(until=minutes(1), ended_because="proposal:4")
    (ended,), _further = queries.waiting(Viewer(steward))
    assert ended.co_op == ""


def test_it_is_never_too_many_while_strangers_may_send_as_many_as_the_charter_allows(ada, server):
    most = charter.current().read(ModerationCharter).server_reports_a_day
    reports(server, ada, 1)
    row = Report.objects.get()
    for number in range(most - 1):
        row.id, row.about = row.id + 1, f"9{number}"
        row.save(force_insert=True)
    said = publish_post(ada, text="One more", now=minutes(2))
    with pytest.raises(TooManyReports):
        actions.report(server, about=f"post:{said}", words="Rude", now=minutes(2))
    trust()
    actions.report(server, about=f"post:{said}", words="Rude", now=minutes(2))
    assert Report.objects.count() == most + 1


def test_whose_name_alone_is_of_that_server_is_not_trusted(ada, steward, server):
    RemoteActor.objects.update(uri="https://elsewhere.example/ap/server")
    trust()
    reports(server, ada, 1)
    (one,), _further = queries.waiting(Viewer(steward))
    assert one.co_op == ""
