"""Lists of others on the web: read, weighed beside what we know, and put to a vote."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from commonhold.civic.moderation import actions as moderation
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.actions import install
from commonhold.ground.installation.mode import Mode
from commonhold.social.blocklists import actions
from commonhold.social.people.models import Login
from commonhold.social.posts.actions import publish_post
from commonhold.social.servers import policies
from commonhold.social.servers.decisions import SetServerPolicy
from tests.cast import MORNING, befriend, make_person

LISTS = "/about/servers/lists"
TABLE = "#domain,#severity,#public_comment\nbad.example,suspend,Threats\nelsewhere.example,silence,\n"


@pytest.fixture
def caro(db: None, client) -> int:
    """A member, signed in."""
    install(mode=Mode.DEMO, public_url="https://coop.example", now=MORNING)
    person = make_person("caro", member=True, signs_in=True)
    client.force_login(Login.objects.get())
    return person


def brought(client, **said: object) -> str:
    answer = client.post(LISTS, {"name": "Friends", "url": "", "text": TABLE, **said})
    assert answer.status_code == 303, answer.content.decode()
    return str(answer["Location"])


def test_a_member_pastes_a_list_and_sees_what_we_know_of_each_server(client, caro, eve):
    befriend(caro, eve)
    said = publish_post(eve, text="Good morning", now=MORNING)
    moderation.report(caro, about=f"post:{said}", words="Rude", now=MORNING)
    page = client.get(brought(client)).content.decode()
    for words in (
        "1 person of it is known here",
        "1 follow from here to there",
        "1 post of it is kept here",
        "1 report of its people came in here",
        "Threats",
        "/decide/new?kind=servers&amp;of=bad.example&amp;policy=block",
        "/decide/new?kind=servers&amp;of=elsewhere.example&amp;policy=limit",
    ):
        assert words in page
    assert page.index("elsewhere.example") < page.index("bad.example")
    assert policies.holding() == []


def test_a_file_is_read_too_and_what_is_no_list_is_refused_with_what_was_typed(client, caro):
    file = SimpleUploadedFile("blocks.csv", TABLE.encode(), content_type="text/csv")
    assert "bad.example" in client.get(brought(client, text="", file=file)).content.decode()
    refused = client.post(LISTS, {"name": "Theirs", "url": "", "text": "nothing at all"})
    assert refused.status_code == 400
    assert "No server could be read" in refused.content.decode()
    assert "nothing at all" in refused.content.decode()
    assert client.post(LISTS, {"name": "Theirs", "url": "http://x.example"}).status_code == 400


def test_a_list_becomes_a_proposal_with_a_click_and_its_evidence_stands_in_it(client, caro, eve):
    brought(client)
    page = client.get("/decide/new?kind=servers&of=bad.example&of=elsewhere.example&policy=block")
    form = page.context["form"]
    assert form["domains"].value() == "bad.example\nelsewhere.example"
    assert form["policy"].value() == "block"
    assert form["title"].value() == "Block 2 servers"
    assert "- elsewhere.example: 1 person known here" in form["text"].value()
    assert "listed by “Friends” (“Threats”)" in form["text"].value()
    one = client.get("/decide/new?kind=servers&of=bad.example&policy=limit").context["form"]
    assert (one["title"].value(), one["reason"].value()) == ("Limit bad.example", "Threats")


def test_several_servers_are_decided_in_one_proposal(client, caro):
    sent = {
        "kind": "servers",
        "domains": "bad.example\nloud.example bad.example",
        "policy": "limit",
        "reason": "Threats",
        "title": "Limit two servers",
        "text": "",
        "asks": "motion",
        "mode": "confidential",
        "notice_days": "7",
        "step": "look",
    }
    answer = client.post("/decide/new", sent)
    assert answer.status_code == 200, answer.context["form"].errors
    assert [str(each.what) for each in answer.context["differences"]] == ["bad.example", "loud.example"]
    refused = client.post("/decide/new", {**sent, "domains": "no/server"}).context["form"]
    assert "A server is called" in str(refused.errors["domains"])
    many = " ".join(f"s{number}.example" for number in range(21))
    assert "20 servers at most" in str(
        client.post("/decide/new", {**sent, "domains": many}).context["form"].errors["domains"]
    )


def test_the_words_of_strangers_are_no_markup_in_a_proposal(client, caro):
    brought(client, text="domain,severity,public_comment\nbad.example,suspend,[x](https://evil.example)\n")
    form = client.get("/decide/new?kind=servers&of=bad.example").context["form"]
    assert "[x](" not in form["text"].value()


def test_a_list_is_read_anew_and_dropped(client, caro):
    where = brought(client)
    assert client.post(f"{where}/again", {"text": "new.example"}).status_code == 303
    page = client.get(where).content.decode()
    assert "new or changed" in page
    assert "No longer on the list" in page
    assert client.post(f"{where}/again", {"text": "nothing"}).status_code == 400
    assert client.post(f"{where}/drop").status_code == 303
    assert client.get(where).status_code == 404


def test_a_servers_page_says_what_holds_and_to_members_what_is_known(client, caro, eve):
    brought(client)
    block = SetServerPolicy("bad.example", "block", "Threats, see case 4.")
    assert enact([block], reference="proposal:7", rule=UNANIMOUS, now=MORNING).done
    page = client.get("/about/servers/on/bad.example").content.decode()
    for words in ("Threats, see case 4.", 'href="/decide/7"', "Friends", "Propose to limit it"):
        assert words in page
    assert "Propose to block it" not in page
    client.logout()
    page = client.get("/about/servers/on/bad.example").content.decode()
    assert "Threats, see case 4." in page
    assert "Friends" not in page
    assert "What we know of it" not in page
    assert client.get("/about/servers/on/no server").status_code == 404


def test_lists_are_for_members(client, db):
    install(mode=Mode.DEMO, public_url="https://coop.example", now=MORNING)
    make_person("dev", signs_in=True)
    member = make_person("ben", member=True)
    list_id = actions.add_list(member, name="Friends", content=TABLE.encode(), now=MORNING)
    assert client.get(LISTS).status_code == 302
    client.force_login(Login.objects.get())
    for where in (LISTS, f"{LISTS}/{list_id}"):
        assert client.get(where).status_code == 403
    assert LISTS not in client.get("/about/servers").content.decode()
