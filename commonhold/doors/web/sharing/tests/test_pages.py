"""The pages of sharing: a member reads her own calculation, everybody the sums, an auditor says why first."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from commonhold.civic.contributions.decisions import SetSharing
from commonhold.civic.founding.actions import Founder, found
from commonhold.civic.governance.decisions import AppointMandate, SetParameter
from commonhold.civic.shares.actions.subscribing import subscribe
from commonhold.civic.shares.decisions import SetNominal
from commonhold.civic.treasury import queries as treasury
from commonhold.civic.treasury.actions import dues
from commonhold.ground.charter.deciding import UNANIMOUS
from commonhold.ground.clock import actions as clock_actions
from commonhold.ground.clock import queries as clock
from commonhold.ground.decisions.actions import enact
from commonhold.ground.installation.mode import Mode
from commonhold.social.people.models import Person
from commonhold.social.people.queries import Viewer
from commonhold.social.posts.actions import publish_post
from commonhold.social.posts.actions.appreciate import thank_author
from rulebook.split.replay import check_statement, replay
from tests.begun import Begun
from tests.cast import PASSWORD

_RULE = SetSharing("own_slice_v1", fund_pot_cents=100)


@pytest.fixture
def month(begun: Begun) -> str:
    """The month in which Ada thanked Ben; it is over."""
    return begun(_a_month)


def _a_month() -> str:
    now = clock.now()
    names = ("ada", "ben", "caro")
    made = dict(
        zip(
            names,
            found(
                name="Lantern Yard",
                purpose="To build.",
                founders=[Founder(each, f"{each}@example.org", PASSWORD) for each in names],
                public_url="http://testserver",
                mode=Mode.TEST,
                now=now,
            ),
            strict=True,
        )
    )
    work = SetParameter("contributions.code_hour_cents", 1500)
    auditor = AppointMandate(str(made["caro"]), "auditor")
    assert enact([_RULE, work, auditor], reference="test:1", rule=UNANIMOUS, now=now).done
    for line in treasury.dues_board(Viewer(made["ben"]), now=now):
        dues.record_dues_received(made["ben"], charge_id=line.charge_id, now=now)
    post = publish_post(made["ben"], text="How to mend a chain.", now=now)
    thank_author(made["ada"], post_id=post, now=now)
    clock_actions.advance(by=timedelta(days=32))
    return f"{now:%Y-%m}"


def _client(handle: str) -> Client:
    client = Client()
    client.force_login(get_user_model().objects.get(people__handle=handle))
    return client


def _page(client: Client, path: str, status: int = 200) -> str:
    answer = client.get(path)
    assert answer.status_code == status
    return answer.content.decode()


def test_my_share_leads_to_the_calculation_with_my_numbers(month):
    ada = _client("ada")
    assert f"/money/share/{month}" in _page(ada, "/money/share")
    page = _page(ada, f"/money/share/{month}")
    assert "€1.0000" in page  # a fifth of her slice
    assert 'href="/@ben"' in page
    assert "Rounded down: €1.00" in _page(_client("ben"), f"/money/share/{month}")


def test_my_share_says_which_shares_i_hold(month):
    now = clock.now()
    rules = [SetNominal(2500), SetParameter("shares.most_shares", 10)]
    assert enact(rules, reference="test:2", rule=UNANIMOUS, now=now).done
    subscribe(Person.objects.get(handle="ada").id, shares=3, now=now)
    assert ">My shares</a>: 3, " in _page(_client("ada"), "/money/share")


def test_the_statement_checks_beside_the_public_file(month):
    ada = _client("ada")
    statement = ada.get(f"/money/share/{month}/statement.json")
    public = Client().get(f"/money/splits/{month}/public.json")
    assert "attachment" in statement["Content-Disposition"]
    assert check_statement(statement.content, public.content) == ()


def test_nobody_else_gets_a_statement(month):
    assert Client().get(f"/money/share/{month}/statement.json").status_code == 302
    assert _client("ada").get("/money/share/1999-01/statement.json").status_code == 404
    assert _client("ada").get("/money/share/1999-01").status_code == 404


def test_everybody_reads_the_sums(month):
    stranger = Client()
    assert f"/money/splits/{month}" in _page(stranger, "/money/splits")
    page = _page(stranger, f"/money/splits/{month}")
    assert "commonhold split replay" in page
    assert "Who opened the whole bundle" not in page
    _page(stranger, "/money/splits/1999-01", 404)


def test_an_auditor_says_why_and_gets_the_bundle(month):
    caro = _client("caro")
    refused = caro.post(f"/money/splits/{month}/bundle", {"reason": " "})
    assert refused.status_code == 400
    assert "Say why" in refused.content.decode()
    bundle = caro.post(f"/money/splits/{month}/bundle", {"reason": "A look"})
    assert json.loads(bundle.content)["type"] == "split-bundle"
    assert replay(bundle.content) == Client().get(f"/money/splits/{month}/public.json").content
    assert "A look" in _page(_client("ben"), f"/money/splits/{month}")
    assert _client("ben").post(f"/money/splits/{month}/bundle", {"reason": "A look"}).status_code == 400


def test_how_sharing_works_shows_that_the_bound_holds(month):
    page = _page(Client(), "/money/sharing")
    assert page.count("holds</td>") == 18
    assert "is broken" not in page


def test_a_preview_is_asked_for_once_and_shown_to_each(month):
    ada = _client("ada")
    assert "Work it out" in _page(ada, "/money/sharing/preview?rule=equal_share_v1")
    answer = ada.post("/money/sharing/preview", {"rule": "equal_share_v1"})
    assert answer.status_code == 303
    assert "being worked out" in _page(ada, answer["Location"])
    clock_actions.advance(by=timedelta(minutes=1))
    assert "For me" in _page(ada, answer["Location"])
    assert Client().get("/money/sharing/preview").status_code == 302


def test_work_is_verified_confirmed_and_declined_on_its_page(month):
    ada, ben = _client("ada"), _client("ben")
    wrong = ada.post("/money/work", {"person": "nobody", "kind": "code", "units": 2, "what": "Pages"})
    assert wrong.status_code == 400
    done = {"person": "@caro", "kind": "code", "units": 2, "what": "Pages"}
    assert ada.post("/money/work", done).status_code == 303
    page = _page(ben, "/money/work")
    address = page.split('action="/money/work/')[1].split('"')[0]
    assert ada.post(f"/money/work/{address}", {"do": "confirm"}).status_code == 400
    assert ben.post(f"/money/work/{address}", {"do": "decline"}).status_code == 400
    assert ben.post(f"/money/work/{address}", {"do": "confirm"}).status_code == 303
    assert "€30.00" in _page(ben, "/money/work")
    assert "Pages" not in _page(Client(), "/money/work")


def test_the_form_of_a_proposal_says_only_what_differs(month):
    ada = _client("ada")
    page = _page(ada, "/decide/new?change=contributions.rule")
    assert "The most of one slice" in page
    assert "propose another way" in _page(ada, "/money/sharing")
